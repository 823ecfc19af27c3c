namespace Bridge.Core.Text;

/// <summary>Gathers blocks while a reader walks a tree where inlines and blocks may be mixed.</summary>
internal sealed class BlockCollector
{
    private readonly List<Block> blocks = [];
    private readonly List<Inline> inlines = [];

    public void Add(Inline inline) => this.inlines.Add(inline);

    public void AddText(string value, Marks marks)
    {
        if (value.Length > 0)
        {
            this.inlines.Add(new Inline.Text(value, marks));
        }
    }

    public void Add(Block block)
    {
        this.EndParagraph();
        this.blocks.Add(block);
    }

    public void AddRange(IEnumerable<Block> more)
    {
        this.EndParagraph();
        this.blocks.AddRange(more);
    }

    /// <summary>What was gathered since the last block becomes a paragraph.</summary>
    public void EndParagraph()
    {
        if (this.inlines.Count > 0)
        {
            this.blocks.Add(new Block.Paragraph(this.inlines.ToEquatableList()));
            this.inlines.Clear();
        }
    }

    public EquatableList<Block> Blocks()
    {
        this.EndParagraph();
        return this.blocks.ToEquatableList();
    }

    public TextDoc Doc() => new TextDoc(this.Blocks()).Normalise();
}
