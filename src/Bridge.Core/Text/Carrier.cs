namespace Bridge.Core.Text;

/// <summary>What a format can say; reducing a document puts the rest into words that it can.</summary>
internal sealed record Carrier
{
    public bool Underline { get; init; } = true;

    public bool Strike { get; init; } = true;

    /// <summary>Pictures that have an address; without one a picture is its label in brackets in every format.</summary>
    public bool Images { get; init; } = true;

    /// <summary>The ids of pictures beside their address.</summary>
    public bool ImageIds { get; init; } = true;

    public bool OrderedStart { get; init; } = true;

    public bool Headings { get; init; } = true;

    public bool Quotes { get; init; } = true;

    public bool CodeInQuotes { get; init; } = true;

    public bool CodeLanguage { get; init; } = true;

    public bool CodeTabs { get; init; } = true;

    public bool Rules { get; init; } = true;

    public bool Tables { get; init; } = true;

    /// <summary>Any cell may be a header; otherwise the first row is the header and nothing else.</summary>
    public bool HeaderCells { get; init; } = true;

    public bool CellBreaks { get; init; } = true;

    /// <summary>Paragraphs and code after the first paragraph of a list item; otherwise an item is one paragraph and lists.</summary>
    public bool ItemBlocks { get; init; } = true;

    /// <summary>Line breaks inside list items.</summary>
    public bool ItemBreaks { get; init; } = true;

    public TextDoc Reduce(TextDoc doc)
    {
        var blocks = doc.Normalise().Blocks.SelectMany(block => this.Reduce(block, inQuote: false)).ToEquatableList();
        return new TextDoc(blocks).Normalise();
    }

    private IEnumerable<Block> Reduce(Block block, bool inQuote) =>
        block switch
        {
            Block.Paragraph paragraph => [new Block.Paragraph(this.Inlines(paragraph.Content))],
            Block.Heading heading when this.Headings => [heading with { Content = this.Inlines(heading.Content) }],
            Block.Heading heading =>
            [
                new Block.Paragraph(this.Inlines(BlockNormaliser.Strong(heading.Content)).ToEquatableList()),
            ],
            Block.BulletList list => [new Block.BulletList(this.Items(list.Items, inQuote))],
            Block.OrderedList list =>
            [
                new Block.OrderedList(this.OrderedStart ? list.Start : 1, this.Items(list.Items, inQuote)),
            ],
            Block.CodeBlock code when inQuote && !this.CodeInQuotes =>
            [
                new Block.Paragraph(this.Inlines(Flattening.ToInlines([code]))),
            ],
            Block.CodeBlock code => [this.Code(code)],
            Block.Quote quote => this.Quote(quote),
            Block.Rule when !this.Rules => [new Block.Paragraph([new Inline.Text("———", Marks.None)])],
            Block.Table table => this.Table(table),
            _ => [block],
        };

    private Block.CodeBlock Code(Block.CodeBlock code) =>
        new(
            this.CodeLanguage ? code.Language : null,
            this.CodeTabs ? code.Code : code.Code.Replace("\t", "    ", StringComparison.Ordinal)
        );

    private IEnumerable<Block> Quote(Block.Quote quote) =>
        this.Quotes
            ? [new Block.Quote(quote.Content.SelectMany(block => this.Reduce(block, inQuote: true)).ToEquatableList())]
            : quote.Content.SelectMany(block => this.Reduce(block, inQuote: false)).Select(Quoted);

    private static Block Quoted(Block block) =>
        block is Block.Paragraph paragraph
            ? new Block.Paragraph(
                paragraph
                    .Content.SelectMany(inline =>
                        inline is Inline.LineBreak ? [inline, new Inline.Text("> ", Marks.None)] : (Inline[])[inline]
                    )
                    .Prepend(new Inline.Text("> ", Marks.None))
                    .ToEquatableList()
            )
            : block;

    private IEnumerable<Block> Table(Block.Table table)
    {
        if (!this.Tables)
        {
            return table.Rows.Select(row => new Block.Paragraph(this.Inlines(BlockNormaliser.AsLine(row.Cells))));
        }

        return
        [
            new Block.Table(
                table
                    .Rows.Select(
                        (row, index) =>
                            new TableRow(row.Cells.Select(cell => this.Cell(cell, index == 0)).ToEquatableList())
                    )
                    .ToEquatableList()
            ),
        ];
    }

    private TableCell Cell(TableCell cell, bool inFirstRow)
    {
        var content = this.Inlines(cell.Content);
        return new TableCell(
            this.HeaderCells ? cell.IsHeader : inFirstRow,
            this.CellBreaks ? content : InlineNormaliser.OneLine(content)
        );
    }

    private EquatableList<ListItem> Items(EquatableList<ListItem> items, bool inQuote) =>
        items.Select(item => new ListItem(this.ItemContent(item, inQuote))).ToEquatableList();

    private EquatableList<Block> ItemContent(ListItem item, bool inQuote)
    {
        var content = item.Content.SelectMany(block => this.Reduce(block, inQuote)).ToList();
        if (this.ItemBlocks)
        {
            return content.ToEquatableList();
        }

        var lists = content.Where(block => block is Block.BulletList or Block.OrderedList).ToList();
        var words = InlineNormaliser.OneBlock(Flattening.ToInlines(content.Except(lists)));
        return lists
            .Prepend(new Block.Paragraph(this.ItemBreaks ? words : InlineNormaliser.OneLine(words)))
            .ToEquatableList();
    }

    private EquatableList<Inline> Inlines(IEnumerable<Inline> inlines) => inlines.Select(this.Inline).ToEquatableList();

    private Inline Inline(Inline inline) =>
        inline switch
        {
            Text.Inline.Text text => text with
            {
                Marks = text.Marks with
                {
                    Underline = this.Underline && text.Marks.Underline,
                    Strike = this.Strike && text.Marks.Strike,
                },
            },
            Text.Inline.Mention mention => new Text.Inline.Text($"@{mention.Name}", Marks.None),
            Text.Inline.Image { Url: null } image => new Text.Inline.Text(image.Words, Marks.None),
            Text.Inline.Image image when !this.Images => new Text.Inline.Text(image.Label, new Marks(Link: image.Url)),
            Text.Inline.Image image when !this.ImageIds => image with { AttachmentId = null },
            _ => inline,
        };
}
