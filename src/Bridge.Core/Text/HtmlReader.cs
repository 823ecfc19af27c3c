using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Bridge.Core.Text;

/// <summary>Walks the DOM of an HTML text.</summary>
internal static class HtmlReader
{
    /// <summary>Mail that is forwarded for weeks nests a few dozen deep; below this only the words are kept.</summary>
    private const int Deepest = 200;

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "select",
        "audio",
        "video",
        "canvas",
        "input",
        "textarea",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "html",
        "legend",
        "main",
        "nav",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "caption",
        "li",
    };

    public static TextDoc Read(string html)
    {
        if (HtmlNesting.IsTooDeep(html))
        {
            return PlainText.Read(HtmlNesting.WithoutTags(html));
        }

        var collector = new BlockCollector();
        if (new HtmlParser().ParseDocument(html).Body is { } body)
        {
            Children(body, Marks.None, collector, 0);
        }

        return collector.Doc();
    }

    private static void Children(INode parent, Marks marks, BlockCollector collector, int depth)
    {
        if (depth > Deepest)
        {
            collector.AddText(Words(parent), marks);
            return;
        }

        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element)
            {
                Element(element, marks, collector, depth + 1);
            }
            else if (node is IText text)
            {
                collector.AddText(text.Data, marks);
            }
        }
    }

    private static void Element(IElement element, Marks marks, BlockCollector collector, int depth)
    {
        var name = element.LocalName;
        if (Dropped.Contains(name) || IsHidden(element))
        {
            return;
        }

        switch (name)
        {
            case "br":
                collector.Add(new Inline.LineBreak());
                break;
            case "hr":
                collector.Add(new Block.Rule());
                break;
            case "img":
                collector.Add(
                    new Inline.Image(
                        element.GetAttribute("alt") ?? string.Empty,
                        element.GetAttribute("src"),
                        element.GetAttribute("data-id")
                    )
                );
                break;
            case "pre":
                collector.Add(new Block.CodeBlock(Language(element), CodeOf(element)));
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                collector.Add(new Block.Heading(name[1] - '0', Flattening.ToInlines(Inside(element, marks, depth))));
                break;
            case "blockquote":
                collector.Add(new Block.Quote(Inside(element, marks, depth)));
                break;
            case "ul" or "menu":
                collector.Add(new Block.BulletList(Items(element, marks, depth)));
                break;
            case "ol":
                var start = int.TryParse(element.GetAttribute("start"), CultureInfo.InvariantCulture, out var number)
                    ? number
                    : 1;
                collector.Add(new Block.OrderedList(start, Items(element, marks, depth)));
                break;
            case "table" when !IsLayout(element):
                collector.Add(new Block.Table(Rows(element, marks, depth)));
                break;
            case var _ when Blocks.Contains(name):
                collector.EndParagraph();
                Children(element, marks, collector, depth);
                collector.EndParagraph();
                break;
            default:
                Children(element, HtmlMarks.Inside(element, marks), collector, depth);
                break;
        }
    }

    private static EquatableList<Block> Inside(INode element, Marks marks, int depth)
    {
        var collector = new BlockCollector();
        Children(element, marks, collector, depth);
        return collector.Blocks();
    }

    /// <summary>What stands between the items belongs to the item before it, as in the lists of older mail programs.</summary>
    private static EquatableList<ListItem> Items(IElement list, Marks marks, int depth)
    {
        var items = new List<ListItem>();
        var stray = new BlockCollector();
        foreach (var node in list.ChildNodes)
        {
            if (node is IElement { LocalName: "li" } item)
            {
                EndStray();
                items.Add(new ListItem(Inside(item, marks, depth)));
            }
            else if (node is IElement element)
            {
                Element(element, marks, stray, depth + 1);
            }
            else if (node is IText text)
            {
                stray.AddText(text.Data, marks);
            }
        }

        EndStray();
        return items.ToEquatableList();

        void EndStray()
        {
            var blocks = stray.Blocks();
            stray = new BlockCollector();
            if (items.Count > 0)
            {
                items[^1] = new ListItem(items[^1].Content.Concat(blocks).ToEquatableList());
            }
            else if (blocks.Count > 0)
            {
                items.Add(new ListItem(blocks));
            }
        }
    }

    private static EquatableList<TableRow> Rows(IElement table, Marks marks, int depth) =>
        table
            .QuerySelectorAll("tr")
            .Select(row => new TableRow(
                row.Children.Where(cell => cell.LocalName is "td" or "th")
                    .Select(cell => new TableCell(
                        cell.LocalName == "th",
                        Flattening.ToInlines(Inside(cell, marks, depth))
                    ))
                    .ToEquatableList()
            ))
            .ToEquatableList();

    /// <summary>Mail uses tables as frames: one that holds blocks, or says so, is read as its content.</summary>
    private static bool IsLayout(IElement table) =>
        string.Equals(table.GetAttribute("role"), "presentation", StringComparison.OrdinalIgnoreCase)
        || table.QuerySelector("table, ul, ol, pre, blockquote, h1, h2, h3, h4, h5, h6, hr") is not null;

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || (
            element.GetAttribute("style") is { } style
            && style
                .Replace(" ", string.Empty, StringComparison.Ordinal)
                .Contains("display:none", StringComparison.OrdinalIgnoreCase)
        );

    private static string? Language(IElement pre) =>
        pre
            .Children.Prepend(pre)
            .SelectMany(element => element.ClassList)
            .FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal))
            ?["language-".Length..];

    private static string CodeOf(INode pre) =>
        string.Concat(
            pre.GetDescendants()
                .Select(node =>
                    node switch
                    {
                        IText text => text.Data,
                        IElement { LocalName: "br" } => "\n",
                        _ => string.Empty,
                    }
                )
        );

    private static string Words(INode node) =>
        string.Join(
            ' ',
            node.GetDescendants()
                .OfType<IText>()
                .Where(text => text.ParentElement is { } parent && !Dropped.Contains(parent.LocalName))
                .Select(text => text.Data)
        );
}
