namespace Bridge.Core.Text;

/// <summary>Pictures that only their own tool can show.</summary>
internal static class HostedImages
{
    /// <summary>The document in which pictures of these hosts are their names.</summary>
    public static TextDoc WithoutImagesOf(this TextDoc doc, IReadOnlySet<string> hosts)
    {
        return new TextDoc(Blocks(doc.Blocks)).Normalise();

        EquatableList<Block> Blocks(EquatableList<Block> blocks) => blocks.Select(Block).ToEquatableList();

        Block Block(Block block) =>
            block switch
            {
                Text.Block.Paragraph paragraph => new Text.Block.Paragraph(Inlines(paragraph.Content)),
                Text.Block.Heading heading => heading with { Content = Inlines(heading.Content) },
                Text.Block.BulletList list => new Text.Block.BulletList(Items(list.Items)),
                Text.Block.OrderedList list => list with { Items = Items(list.Items) },
                Text.Block.Quote quote => new Text.Block.Quote(Blocks(quote.Content)),
                Text.Block.Table table => new Text.Block.Table(table.Rows.Select(Row).ToEquatableList()),
                _ => block,
            };

        EquatableList<ListItem> Items(EquatableList<ListItem> items) =>
            items.Select(item => new ListItem(Blocks(item.Content))).ToEquatableList();

        TableRow Row(TableRow row) =>
            new(row.Cells.Select(cell => cell with { Content = Inlines(cell.Content) }).ToEquatableList());

        EquatableList<Inline> Inlines(EquatableList<Inline> inlines) => inlines.Select(Shown).ToEquatableList();

        Inline Shown(Inline inline) =>
            inline is Inline.Image { Url: { } url } image
            && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && hosts.Contains(address.Host)
                ? new Inline.Text(image.Words, Marks.None)
                : inline;
    }
}
