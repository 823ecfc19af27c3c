namespace Bridge.Core.Text;

/// <summary>Turns blocks into lines, for the places where a format has no room for blocks.</summary>
internal static class Flattening
{
    /// <summary>The inlines of all blocks, each block on lines of its own.</summary>
    public static EquatableList<Inline> ToInlines(IEnumerable<Block> blocks) =>
        InlineNormaliser.Join(blocks.SelectMany(Lines).Where(line => line.Count > 0), new Inline.LineBreak());

    private static IEnumerable<EquatableList<Inline>> Lines(Block block) =>
        block switch
        {
            Block.Paragraph paragraph => [paragraph.Content],
            Block.Heading heading => [BlockNormaliser.Strong(heading.Content).ToEquatableList()],
            Block.BulletList list => list.Items.SelectMany(item => Item("• ", item)),
            Block.OrderedList list => list.Items.SelectMany((item, index) => Item($"{list.Start + index}. ", item)),
            Block.CodeBlock code => CodeLines(code),
            Block.Quote quote => quote.Content.SelectMany(Lines),
            Block.Table table => table.Rows.Select(row => BlockNormaliser.AsLine(row.Cells)),
            _ => [],
        };

    /// <summary>All inlines in order, a line break after each block and cell, no list markers.</summary>
    public static IEnumerable<Inline> Words(IEnumerable<Block> blocks) => blocks.SelectMany(Words);

    private static IEnumerable<Inline> Words(Block block) =>
        block switch
        {
            Block.Paragraph paragraph => paragraph.Content.Append(new Inline.LineBreak()),
            Block.Heading heading => heading.Content.Append(new Inline.LineBreak()),
            Block.BulletList list => list.Items.SelectMany(item => Words(item.Content)),
            Block.OrderedList list => list.Items.SelectMany(item => Words(item.Content)),
            Block.CodeBlock code => [new Inline.Text(code.Code, Marks.None), new Inline.LineBreak()],
            Block.Quote quote => Words(quote.Content),
            Block.Table table => table.Rows.SelectMany(row =>
                row.Cells.SelectMany(cell => cell.Content.Append(new Inline.LineBreak()))
            ),
            _ => [],
        };

    /// <summary>The lines of code as lines of text marked as code.</summary>
    public static IEnumerable<EquatableList<Inline>> CodeLines(Block.CodeBlock code) =>
        code
            .Code.Split('\n')
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => EquatableList.Create<Inline>([new Inline.Text(line, new Marks(Code: true))]));

    private static IEnumerable<EquatableList<Inline>> Item(string marker, ListItem item) =>
        item
            .Content.SelectMany(Lines)
            .Select(
                (line, index) => index > 0 ? line : line.Prepend(new Inline.Text(marker, Marks.None)).ToEquatableList()
            );
}
