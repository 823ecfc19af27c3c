namespace Bridge.Core.Text;

/// <summary>A part of a document that stands on lines of its own.</summary>
public abstract record Block
{
    private Block() { }

    public sealed record Paragraph(EquatableList<Inline> Content) : Block;

    /// <summary>A heading of level 1 (largest) to 6.</summary>
    public sealed record Heading(int Level, EquatableList<Inline> Content) : Block;

    public sealed record BulletList(EquatableList<ListItem> Items) : Block;

    /// <summary>A numbered list whose first item bears the number <paramref name="Start"/>.</summary>
    public sealed record OrderedList(int Start, EquatableList<ListItem> Items) : Block;

    /// <summary>Text as typed, lines parted by "\n"; a null language is unknown.</summary>
    public sealed record CodeBlock(string? Language, string Code) : Block;

    public sealed record Quote(EquatableList<Block> Content) : Block;

    public sealed record Rule : Block;

    public sealed record Table(EquatableList<TableRow> Rows) : Block;
}
