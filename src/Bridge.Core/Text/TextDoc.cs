namespace Bridge.Core.Text;

/// <summary>
/// A formatted text that belongs to no tool. Two documents are equal when their trees are;
/// <see cref="Normalise"/> gives the one tree that stands for all trees that look the same.
/// </summary>
public sealed record TextDoc(EquatableList<Block> Blocks)
{
    /// <summary>The document without a block.</summary>
    public static TextDoc Empty { get; } = new([]);

    public bool IsEmpty => this.Blocks.Count == 0;

    /// <summary>The pictures in it, in their order.</summary>
    public IEnumerable<Inline.Image> Images => Flattening.Words(this.Blocks).OfType<Inline.Image>();

    /// <summary>
    /// Merges neighbours, collapses white space as a browser does, drops what is empty or unsafe, and keeps in quotes
    /// and list items only paragraphs, lists and code. Every reader returns a normalised document.
    /// </summary>
    public TextDoc Normalise() => BlockNormaliser.Normalise(this);

    /// <summary>One paragraph of unmarked text.</summary>
    public static TextDoc Of(string text) =>
        new TextDoc([new Block.Paragraph([new Inline.Text(text, Marks.None)])]).Normalise();
}

/// <summary>One entry of a list: a paragraph or code first, then further paragraphs, code and nested lists.</summary>
public sealed record ListItem(EquatableList<Block> Content);

/// <summary>One row of a table; in a normalised table all rows have the same number of cells.</summary>
public sealed record TableRow(EquatableList<TableCell> Cells);

/// <summary>One cell; blocks inside a cell are read as lines of it.</summary>
public sealed record TableCell(bool IsHeader, EquatableList<Inline> Content);
