namespace Bridge.Core.Text;

/// <summary>
/// In a markup some neighbourhoods of marks cannot be said: "a" strong before a plain "b" is one in Markdown.
/// This tries each marked text and leaves off as many of its marks as it takes for the words to be read back as they are.
/// </summary>
internal sealed class Faithful(Func<TextDoc, TextDoc> throughMarkup)
{
    private static readonly Func<Marks, Marks>[] Steps =
    [
        marks => marks,
        marks => new Marks(Code: marks.Code, Link: marks.Link),
        marks => new Marks(Link: marks.Link),
        _ => Marks.None,
    ];

    public TextDoc Reduce(TextDoc doc) => new TextDoc(this.Blocks(doc.Blocks, Whole)).Normalise();

    private static Block Whole(EquatableList<Inline> content) => new Block.Paragraph(content);

    private static Block InItem(EquatableList<Inline> content) =>
        new Block.BulletList([new ListItem([new Block.Paragraph(content)])]);

    private static Block InCell(EquatableList<Inline> content) =>
        new Block.Table([new TableRow([new TableCell(true, content), new TableCell(true, content)])]);

    private EquatableList<Block> Blocks(IEnumerable<Block> blocks, Func<EquatableList<Inline>, Block> frame) =>
        blocks.Select(block => this.Block(block, frame)).ToEquatableList();

    private Block Block(Block block, Func<EquatableList<Inline>, Block> frame) =>
        block switch
        {
            Text.Block.Paragraph paragraph => new Text.Block.Paragraph(this.Inlines(paragraph.Content, frame)),
            Text.Block.Heading heading => heading with
            {
                Content = this.Inlines(heading.Content, content => heading with { Content = content }),
            },
            Text.Block.BulletList list => new Text.Block.BulletList(this.Items(list.Items)),
            Text.Block.OrderedList list => list with { Items = this.Items(list.Items) },
            Text.Block.Quote quote => new Text.Block.Quote(this.Blocks(quote.Content, frame)),
            Text.Block.Table table => new Text.Block.Table(table.Rows.Select(this.Row).ToEquatableList()),
            _ => block,
        };

    private EquatableList<ListItem> Items(IEnumerable<ListItem> items) =>
        items.Select(item => new ListItem(this.Blocks(item.Content, InItem))).ToEquatableList();

    private TableRow Row(TableRow row) =>
        new(row.Cells.Select(cell => cell with { Content = this.Inlines(cell.Content, InCell) }).ToEquatableList());

    private EquatableList<Inline> Inlines(EquatableList<Inline> inlines, Func<EquatableList<Inline>, Block> frame)
    {
        if (
            !inlines.Any(inline =>
                inline is Inline.Image || inline is Inline.Text { Marks: var marks } && marks != Marks.None
            )
        )
        {
            return inlines;
        }

        foreach (var step in Steps)
        {
            var tried = InlineNormaliser.OneBlock(inlines.Select(inline => With(inline, step)));
            var doc = new TextDoc([frame(tried)]);
            if (throughMarkup(doc) == doc)
            {
                return tried;
            }
        }

        return InlineNormaliser.OneBlock(inlines.Select(Unmarked));
    }

    private static Inline With(Inline inline, Func<Marks, Marks> step) =>
        inline is Inline.Text text ? text with { Marks = step(text.Marks) } : inline;

    private static Inline Unmarked(Inline inline) =>
        inline switch
        {
            Inline.Text text => text with { Marks = Marks.None },
            Inline.Image image => new Inline.Text(image.Words, Marks.None),
            _ => inline,
        };
}
