using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>Which of an issue's own files a text shows: ADF's media nodes name them in "alt", wiki markup between "!" or after "^".</summary>
internal static class JiraPictures
{
    public static IReadOnlyList<string> Names(TextDoc doc) =>
        [
            .. doc
                .Blocks.SelectMany(Lines)
                .OfType<Inline.Image>()
                .Where(i => i.Url is null && i.Alt.Length > 0)
                .Select(i => i.Alt),
        ];

    private static IEnumerable<Inline> Lines(Block block) =>
        block switch
        {
            Block.Paragraph paragraph => paragraph.Content,
            Block.Heading heading => heading.Content,
            Block.BulletList list => list.Items.SelectMany(i => i.Content).SelectMany(Lines),
            Block.OrderedList list => list.Items.SelectMany(i => i.Content).SelectMany(Lines),
            Block.Quote quote => quote.Content.SelectMany(Lines),
            Block.Table table => table.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Content),
            _ => [],
        };
}
