using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>Keeps the first words of a document; what stands after them is left out with its blocks.</summary>
internal sealed partial class WordCut(int words)
{
    private int left = words;

    public static int Count(TextDoc doc)
    {
        var cut = new WordCut(int.MaxValue);
        cut.Blocks(doc.Blocks);
        return int.MaxValue - cut.left;
    }

    public EquatableList<Block> Blocks(IEnumerable<Block> blocks) =>
        blocks.TakeWhile(_ => this.left > 0).Select(this.Block).ToEquatableList();

    private Block Block(Block block) =>
        block switch
        {
            Text.Block.Paragraph paragraph => new Text.Block.Paragraph(this.Inlines(paragraph.Content)),
            Text.Block.Heading heading => heading with { Content = this.Inlines(heading.Content) },
            Text.Block.BulletList list => new Text.Block.BulletList(this.Items(list.Items)),
            Text.Block.OrderedList list => list with { Items = this.Items(list.Items) },
            Text.Block.CodeBlock code => code with { Code = this.Words(code.Code) },
            Text.Block.Quote quote => new Text.Block.Quote(this.Blocks(quote.Content)),
            Text.Block.Table table => new Text.Block.Table(
                table
                    .Rows.TakeWhile(_ => this.left > 0)
                    .Select(row => new TableRow(
                        row.Cells.Select(cell => cell with { Content = this.Inlines(cell.Content) }).ToEquatableList()
                    ))
                    .ToEquatableList()
            ),
            _ => this.Counted(block),
        };

    private EquatableList<ListItem> Items(IEnumerable<ListItem> items) =>
        items.TakeWhile(_ => this.left > 0).Select(item => new ListItem(this.Blocks(item.Content))).ToEquatableList();

    private EquatableList<Inline> Inlines(IEnumerable<Inline> inlines) =>
        inlines
            .TakeWhile(_ => this.left > 0)
            .Select(inline =>
                inline is Inline.Text text ? text with { Value = this.Words(text.Value) } : this.Counted(inline)
            )
            .ToEquatableList();

    private T Counted<T>(T whole)
    {
        this.left--;
        return whole;
    }

    private string Words(string text)
    {
        var length = 0;
        foreach (var word in Word().EnumerateMatches(text))
        {
            if (this.left == 0)
            {
                break;
            }

            this.left--;
            length = word.Index + word.Length;
        }

        return text[..length];
    }

    /// <summary>A word with the space before it; what goes on for more than forty characters is no word and may be cut.</summary>
    [GeneratedRegex(@"\s*(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s]){1,40}", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();
}
