using System.Globalization;

namespace Bridge.Core.Text;

/// <summary>Writes the blocks of a reduced document as Markdown.</summary>
internal static class MarkdownWriter
{
    public static string Write(TextDoc doc) => Blocks(doc.Blocks);

    private static string Blocks(IEnumerable<Block> blocks) => string.Join("\n\n", blocks.Select(Block));

    private static string Block(Block block) =>
        block switch
        {
            Text.Block.Paragraph paragraph => MarkdownInlineWriter.Write(paragraph.Content, MarkdownPlace.Lines),
            Text.Block.Heading heading => $"{new string('#', heading.Level)} "
                + MarkdownInlineWriter.Write(heading.Content, MarkdownPlace.Heading),
            Text.Block.BulletList list => string.Join('\n', list.Items.Select(item => Item("- ", item))),
            Text.Block.OrderedList list => string.Join(
                '\n',
                list.Items.Select((item, index) => Item(Number(list, index), item))
            ),
            Text.Block.CodeBlock code => Code(code),
            Text.Block.Quote quote => Indented("> ", Blocks(quote.Content), everyLine: true),
            Text.Block.Table table => Table(table),
            _ => "---",
        };

    private static string Number(Block.OrderedList list, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Min(list.Start + (long)index, 999_999_999)}. ");

    private static string Item(string marker, ListItem item)
    {
        var content = string.Concat(
            item.Content.Select(
                (block, index) =>
                    index == 0 ? Block(block)
                    : block is Text.Block.BulletList && item.Content[index - 1] is Text.Block.Paragraph
                        ? "\n" + Block(block)
                    : "\n\n" + Block(block)
            )
        );
        return marker + Indented(new string(' ', marker.Length), content, everyLine: false)[marker.Length..];
    }

    private static string Indented(string indent, string text, bool everyLine) =>
        string.Join(
            '\n',
            text.Split('\n')
                .Select(line =>
                    line.Length > 0 ? indent + line
                    : everyLine ? indent.TrimEnd()
                    : line
                )
        );

    private static string Code(Block.CodeBlock code)
    {
        var fence = new string('`', Math.Max(3, MarkdownInlineWriter.LongestBackticks(code.Code) + 1));
        return $"{fence}{code.Language}\n{code.Code}\n{fence}";
    }

    private static string Table(Block.Table table)
    {
        var rule = Row(table.Rows[0].Cells.Select(_ => "---"));
        var rows = table
            .Rows.Select(row =>
                Row(row.Cells.Select(cell => MarkdownInlineWriter.Write(cell.Content, MarkdownPlace.Cell)))
            )
            .ToList();
        rows.Insert(1, rule);
        return string.Join('\n', rows);
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
