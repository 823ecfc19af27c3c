using System.Text.Json.Nodes;

namespace Bridge.Core.Text;

/// <summary>Writes a reduced document as ADF nodes.</summary>
internal static class AdfWriter
{
    public static JsonObject Write(TextDoc doc) =>
        new()
        {
            ["type"] = "doc",
            ["version"] = 1,
            ["content"] = Array(doc.Blocks.Select(Block)),
        };

    private static JsonObject Block(Block block) =>
        block switch
        {
            Text.Block.Paragraph paragraph => Node("paragraph", paragraph.Content.Select(Inline)),
            Text.Block.Heading heading => Node(
                "heading",
                heading.Content.Select(Inline),
                new JsonObject { ["level"] = heading.Level }
            ),
            Text.Block.BulletList list => Node("bulletList", list.Items.Select(Item)),
            Text.Block.OrderedList list => Node(
                "orderedList",
                list.Items.Select(Item),
                new JsonObject { ["order"] = list.Start }
            ),
            Text.Block.CodeBlock code => Node(
                "codeBlock",
                [new JsonObject { ["type"] = "text", ["text"] = code.Code }],
                code.Language is { } language ? new JsonObject { ["language"] = language } : null
            ),
            Text.Block.Quote quote => Node("blockquote", quote.Content.Select(Block)),
            Text.Block.Table table => Node("table", table.Rows.Select(row => Node("tableRow", row.Cells.Select(Cell)))),
            _ => new JsonObject { ["type"] = "rule" },
        };

    private static JsonObject Item(ListItem item)
    {
        var content = item.Content.Select(Block);
        return Node(
            "listItem",
            item.Content[0] is Text.Block.Paragraph ? content : content.Prepend(Node("paragraph", []))
        );
    }

    private static JsonObject Cell(TableCell cell) =>
        Node(cell.IsHeader ? "tableHeader" : "tableCell", [Node("paragraph", cell.Content.Select(Inline))]);

    private static JsonObject Inline(Inline inline)
    {
        if (inline is not Text.Inline.Text text)
        {
            return new JsonObject { ["type"] = "hardBreak" };
        }

        var node = new JsonObject { ["type"] = "text", ["text"] = text.Value };
        if (text.Marks != Marks.None)
        {
            node["marks"] = Array(MarkNodes(text.Marks));
        }

        return node;
    }

    private static IEnumerable<JsonObject> MarkNodes(Marks marks)
    {
        if (marks.Link is { } link)
        {
            yield return new JsonObject
            {
                ["type"] = "link",
                ["attrs"] = new JsonObject { ["href"] = link },
            };
        }

        foreach (var (kind, name) in Names)
        {
            if (marks.Has(kind))
            {
                yield return new JsonObject { ["type"] = name };
            }
        }
    }

    private static readonly (MarkKind Kind, string Name)[] Names =
    [
        (MarkKind.Strong, "strong"),
        (MarkKind.Emphasis, "em"),
        (MarkKind.Underline, "underline"),
        (MarkKind.Strike, "strike"),
        (MarkKind.Code, "code"),
    ];

    private static JsonObject Node(string type, IEnumerable<JsonObject> content, JsonObject? attributes = null)
    {
        var node = new JsonObject { ["type"] = type };
        if (attributes is not null)
        {
            node["attrs"] = attributes;
        }

        node["content"] = Array(content);
        return node;
    }

    private static JsonArray Array(IEnumerable<JsonObject> nodes) => new([.. nodes]);
}
