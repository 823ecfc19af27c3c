namespace Bridge.Core.Text;

/// <summary>Writes the blocks of a reduced document as wiki markup.</summary>
internal static class WikiWriter
{
    public static string Write(TextDoc doc) => Blocks(doc.Blocks);

    private static string Blocks(IEnumerable<Block> blocks) => string.Join("\n\n", blocks.Select(Block));

    private static string Block(Block block) =>
        block switch
        {
            Text.Block.Paragraph paragraph => WikiInlineWriter.Write(paragraph.Content, "\n"),
            Text.Block.Heading heading => $"h{heading.Level}. {WikiInlineWriter.Write(heading.Content, " ")}",
            Text.Block.BulletList or Text.Block.OrderedList => string.Join('\n', ListLines(block, string.Empty)),
            Text.Block.CodeBlock code => Code(code),
            Text.Block.Quote quote => $"{{quote}}\n{Blocks(quote.Content)}\n{{quote}}",
            Text.Block.Table table => string.Join('\n', table.Rows.Select(Row)),
            _ => "----",
        };

    private static IEnumerable<string> ListLines(Block block, string prefix) =>
        block switch
        {
            Text.Block.BulletList list => list.Items.SelectMany(item => ItemLines(item, prefix + "*")),
            Text.Block.OrderedList list => list.Items.SelectMany(item => ItemLines(item, prefix + "#")),
            Text.Block.Paragraph paragraph => [$"{prefix} {WikiInlineWriter.Write(paragraph.Content, @"\\")}"],
            _ => [],
        };

    private static IEnumerable<string> ItemLines(ListItem item, string prefix) =>
        item.Content.SelectMany(block => ListLines(block, prefix));

    private static string Code(Block.CodeBlock code)
    {
        var macro = code.Code.Contains("{code}", StringComparison.Ordinal) ? "noformat" : "code";
        var language = code.Language is { } name ? $":{name}" : string.Empty;
        return $"{{{macro}{language}}}\n{code.Code}\n{{{macro}}}";
    }

    private static string Row(TableRow row)
    {
        var cells = row.Cells.Select(cell => $"{Bar(cell)}{WikiInlineWriter.Write(cell.Content, @"\\")} ");
        return string.Concat(cells) + Bar(row.Cells[^1]).TrimEnd();
    }

    private static string Bar(TableCell cell) => cell.IsHeader ? "|| " : "| ";
}
