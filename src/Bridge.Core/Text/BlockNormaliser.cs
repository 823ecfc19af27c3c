using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>Brings the blocks of a document into their one form.</summary>
internal static partial class BlockNormaliser
{
    /// <summary>Deeper lists are drawn up to this depth; Jira's editor offers six levels.</summary>
    private const int DeepestList = 6;

    /// <summary>The largest number that CommonMark reads as a list marker.</summary>
    private const int LargestStart = 999_999_999;

    public static TextDoc Normalise(TextDoc doc) => new(Blocks(doc.Blocks, nested: false, depth: 0).ToEquatableList());

    private static List<Block> Blocks(IEnumerable<Block> blocks, bool nested, int depth)
    {
        var normal = new List<Block>();
        foreach (var block in blocks.SelectMany(block => One(block, nested, depth)))
        {
            if (normal.Count > 0 && Merged(normal[^1], block) is { } merged)
            {
                normal[^1] = merged;
            }
            else
            {
                normal.Add(block);
            }
        }

        return normal;
    }

    private static IEnumerable<Block> One(Block block, bool nested, int depth) =>
        block switch
        {
            Block.Paragraph paragraph => Paragraphs(paragraph.Content),
            Block.Heading heading when nested => Paragraphs(Strong(heading.Content)),
            Block.Heading heading => Heading(heading),
            Block.BulletList list => List(Items(list.Items, depth), items => new Block.BulletList(items)),
            Block.OrderedList list => List(
                Items(list.Items, depth),
                items => new Block.OrderedList(list.Start is >= 0 and <= LargestStart ? list.Start : 1, items)
            ),
            Block.CodeBlock code => Code(code),
            Block.Quote quote when nested => Blocks(quote.Content, nested: true, depth),
            Block.Quote quote => Quote(quote),
            Block.Rule when !nested => [block],
            Block.Table table => Table(table, nested),
            _ => [],
        };

    private static IEnumerable<Block> Paragraphs(IEnumerable<Inline> content) =>
        InlineNormaliser.Paragraphs(content).Select(part => new Block.Paragraph(part));

    public static IEnumerable<Inline> Strong(IEnumerable<Inline> content) =>
        content.Select(inline =>
            inline is Inline.Text text ? text with { Marks = text.Marks with { Strong = true } } : inline
        );

    private static IEnumerable<Block> Heading(Block.Heading heading)
    {
        var content = InlineNormaliser.OneLine(heading.Content);
        return content.Count == 0 ? [] : [new Block.Heading(Math.Clamp(heading.Level, 1, 6), content)];
    }

    private static IEnumerable<Block> List(List<ListItem> items, Func<EquatableList<ListItem>, Block> make) =>
        items.Count == 0 ? [] : [make(items.ToEquatableList())];

    private static List<ListItem> Items(IEnumerable<ListItem> items, int depth)
    {
        var normal = new List<ListItem>();
        foreach (var item in items)
        {
            var content = Blocks(item.Content, nested: true, depth + 1);
            while (content.Count > 0 && ItemsOf(content[0]) is { } first)
            {
                normal.AddRange(first);
                content.RemoveAt(0);
                if (content.Count > 0 && ItemsOf(content[0]) is null)
                {
                    content.InsertRange(0, normal[^1].Content);
                    normal.RemoveAt(normal.Count - 1);
                    content = Blocks(content, nested: true, depth + 1);
                }
            }

            var lifted = depth + 1 < DeepestList ? [] : content.Where(block => ItemsOf(block) is not null).ToList();
            content.RemoveAll(lifted.Contains);
            if (content.Count > 0)
            {
                normal.Add(new ListItem(content.ToEquatableList()));
            }

            normal.AddRange(lifted.SelectMany(block => ItemsOf(block)!));
        }

        return normal;
    }

    private static EquatableList<ListItem>? ItemsOf(Block block) =>
        block switch
        {
            Block.BulletList list => list.Items,
            Block.OrderedList list => list.Items,
            _ => null,
        };

    private static IEnumerable<Block> Code(Block.CodeBlock code)
    {
        var text = BlankLinesAtStart()
            .Replace(Characters.Lines(code.Code).Replace('\u00A0', ' '), string.Empty)
            .TrimEnd();
        var language = code.Language is { } name && Language().IsMatch(name) ? name.ToLowerInvariant() : null;
        return text.Length == 0 ? [] : [new Block.CodeBlock(language, text)];
    }

    private static IEnumerable<Block> Quote(Block.Quote quote)
    {
        var content = Blocks(quote.Content, nested: true, depth: 0);
        return content.Count == 0 ? [] : [new Block.Quote(content.ToEquatableList())];
    }

    /// <summary>A table of one column is layout, not data: its cells are paragraphs.</summary>
    private static IEnumerable<Block> Table(Block.Table table, bool nested)
    {
        var rows = table
            .Rows.Select(row =>
                row.Cells.Select(cell => cell with { Content = InlineNormaliser.OneBlock(cell.Content) }).ToList()
            )
            .Where(row => row.Exists(cell => cell.Content.Count > 0))
            .ToList();
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (nested || width <= 1)
        {
            return rows.SelectMany(row => Paragraphs(AsLine(row)));
        }

        return
        [
            new Block.Table(
                rows.Select(row => new TableRow(
                        row.Concat(Enumerable.Repeat(row[0] with { Content = [] }, width - row.Count)).ToEquatableList()
                    ))
                    .ToEquatableList()
            ),
        ];
    }

    /// <summary>The cells of a row as one line, parted by bars.</summary>
    public static EquatableList<Inline> AsLine(IEnumerable<TableCell> row) =>
        InlineNormaliser.OneBlock(
            InlineNormaliser.Join(
                row.Where(cell => cell.Content.Count > 0).Select(cell => cell.Content),
                new Inline.Text(" | ", Marks.None)
            )
        );

    private static Block? Merged(Block before, Block after) =>
        (before, after) switch
        {
            (Block.BulletList left, Block.BulletList right) => new Block.BulletList(
                left.Items.Concat(right.Items).ToEquatableList()
            ),
            (Block.OrderedList left, Block.OrderedList right) => left with
            {
                Items = left.Items.Concat(right.Items).ToEquatableList(),
            },
            (Block.Quote left, Block.Quote right) => new Block.Quote(
                Blocks(left.Content.Concat(right.Content), nested: true, depth: 0).ToEquatableList()
            ),
            _ => null,
        };

    [GeneratedRegex(@"\A(?:[^\S\n]*\n)+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BlankLinesAtStart();

    [GeneratedRegex(@"\A[A-Za-z0-9+#_.-]{1,30}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Language();
}
