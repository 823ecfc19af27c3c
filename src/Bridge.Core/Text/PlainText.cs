using System.Globalization;
using System.Text;

namespace Bridge.Core.Text;

/// <summary>Text without format, laid out as in a plain mail.</summary>
public static class PlainText
{
    private const string Indent = "  ";

    /// <summary>Paragraphs are parted by an empty line; a single line end is a line break.</summary>
    public static TextDoc Read(string? text)
    {
        var inlines = Characters
            .Lines(text ?? string.Empty)
            .Split('\n')
            .SelectMany(
                (line, index) =>
                    index == 0
                        ? [new Inline.Text(line, Marks.None)]
                        : (Inline[])[new Inline.LineBreak(), new Inline.Text(line, Marks.None)]
            );
        return new TextDoc([new Block.Paragraph(inlines.ToEquatableList())]).Normalise();
    }

    /// <summary>The text with "\n" as line end and none at its end. A link's address follows its words in angle brackets.</summary>
    public static string Write(TextDoc doc) => Blocks(doc.Normalise().Blocks, "\n\n");

    private static string Blocks(IEnumerable<Block> blocks, string separator) =>
        string.Join(separator, blocks.Select(Block));

    private static string Block(Block block) =>
        block switch
        {
            Text.Block.Paragraph paragraph => Line(paragraph.Content),
            Text.Block.Heading heading => Line(heading.Content),
            Text.Block.BulletList list => string.Join('\n', list.Items.Select(item => Item("- ", item))),
            Text.Block.OrderedList list => string.Join(
                '\n',
                list.Items.Select(
                    (item, index) => Item(string.Create(CultureInfo.InvariantCulture, $"{list.Start + index}. "), item)
                )
            ),
            Text.Block.CodeBlock code => code.Code,
            Text.Block.Quote quote => "> "
                + Blocks(quote.Content, "\n\n").Replace("\n", "\n> ", StringComparison.Ordinal),
            Text.Block.Table table => string.Join(
                '\n',
                table.Rows.Select(row =>
                    string.Join(" | ", row.Cells.Select(cell => Line(cell.Content).Replace('\n', ' ')))
                )
            ),
            _ => "---",
        };

    private static string Item(string marker, ListItem item) =>
        marker + Blocks(item.Content, "\n").Replace("\n", "\n" + Indent, StringComparison.Ordinal);

    private static string Line(EquatableList<Inline> inlines)
    {
        var line = new StringBuilder();
        var words = new StringBuilder();
        for (var i = 0; i < inlines.Count; i++)
        {
            var words1 = Words(inlines[i]);
            line.Append(words1);
            var link = LinkOf(inlines[i]);
            if (link is null)
            {
                words.Clear();
                continue;
            }

            words.Append(words1);
            if (i + 1 == inlines.Count || LinkOf(inlines[i + 1]) != link)
            {
                line.Append(Says(words.ToString(), link) ? string.Empty : $" <{link}>");
                words.Clear();
            }
        }

        return line.ToString();
    }

    private static string? LinkOf(Inline inline) => inline is Inline.Text text ? text.Marks.Link : null;

    private static bool Says(string words, string link) =>
        string.Equals(words, link, StringComparison.OrdinalIgnoreCase)
        || string.Equals("mailto:" + words, link, StringComparison.OrdinalIgnoreCase);

    private static string Words(Inline inline) =>
        inline switch
        {
            Inline.Text text => text.Value,
            Inline.Mention mention => $"@{mention.Name}",
            Inline.Image image => image.Words,
            _ => "\n",
        };
}
