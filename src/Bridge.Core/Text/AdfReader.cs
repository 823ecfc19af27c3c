using System.Text.Json;

namespace Bridge.Core.Text;

/// <summary>Walks the nodes of an ADF document; an unknown node stands for its content.</summary>
internal static class AdfReader
{
    private const int Deepest = 100;

    public static TextDoc Read(JsonElement adf)
    {
        var collector = new BlockCollector();
        if (adf.ValueKind == JsonValueKind.Array)
        {
            Nodes(adf, collector, 0);
        }
        else
        {
            Node(adf, collector, 0);
        }

        return collector.Doc();
    }

    private static void Nodes(JsonElement? nodes, BlockCollector collector, int depth)
    {
        foreach (var node in nodes.Elements())
        {
            Node(node, collector, depth);
        }
    }

    private static void Node(JsonElement node, BlockCollector collector, int depth)
    {
        if (depth > Deepest || AdfInlines.TryRead(node, collector))
        {
            return;
        }

        var content = node.Member("content");
        var attributes = node.Member("attrs");
        switch (node.Member("type").AsText())
        {
            case "heading":
                collector.Add(
                    new Block.Heading(
                        attributes.Member("level").AsInt() ?? 1,
                        Flattening.ToInlines(Inside(node, depth))
                    )
                );
                break;
            case "bulletList":
                collector.Add(new Block.BulletList(Items(content, depth, _ => string.Empty)));
                break;
            case "orderedList":
                var start = attributes.Member("order").AsInt() ?? 1;
                collector.Add(new Block.OrderedList(start, Items(content, depth, _ => string.Empty)));
                break;
            case "taskList":
                collector.Add(new Block.BulletList(Items(content, depth, Box)));
                break;
            case "decisionList":
                collector.Add(new Block.BulletList(Items(content, depth, _ => string.Empty)));
                break;
            case "codeBlock":
                var code = string.Concat(content.Elements().Select(child => child.Member("text").AsText() ?? "\n"));
                collector.Add(new Block.CodeBlock(attributes.Member("language").AsText(), code));
                break;
            case "blockquote":
                collector.Add(new Block.Quote(Inside(node, depth)));
                break;
            case "rule":
                collector.Add(new Block.Rule());
                break;
            case "table":
                collector.Add(new Block.Table(content.Elements().Select(row => Row(row, depth)).ToEquatableList()));
                break;
            case "expand" or "nestedExpand":
                collector.EndParagraph();
                collector.AddText(attributes.Member("title").AsText() ?? string.Empty, new Marks(Strong: true));
                collector.AddRange(Inside(node, depth));
                break;
            case null:
                Nodes(content, collector, depth + 1);
                break;
            case "placeholder" or "inlineExtension":
                Nodes(content, collector, depth + 1);
                break;
            default:
                collector.AddRange(Inside(node, depth));
                break;
        }
    }

    private static EquatableList<Block> Inside(JsonElement node, int depth)
    {
        var collector = new BlockCollector();
        Nodes(node.Member("content"), collector, depth + 1);
        return collector.Blocks();
    }

    private static string Box(JsonElement item) =>
        item.Member("type").AsText() != "taskItem" ? string.Empty
        : item.Member("attrs").Member("state").AsText() == "DONE" ? "[x] "
        : "[ ] ";

    private static EquatableList<ListItem> Items(JsonElement? items, int depth, Func<JsonElement, string> prefix) =>
        items
            .Elements()
            .Select(item =>
            {
                var collector = new BlockCollector();
                collector.AddText(prefix(item), Marks.None);
                if (item.Member("type").AsText() is "listItem" or "taskItem" or "decisionItem")
                {
                    Item(item, collector, depth);
                }
                else
                {
                    Node(item, collector, depth + 1);
                }

                return new ListItem(collector.Blocks());
            })
            .ToEquatableList();

    private static void Item(JsonElement item, BlockCollector collector, int depth) =>
        Nodes(item.Member("content"), collector, depth + 1);

    private static TableRow Row(JsonElement row, int depth) =>
        new(
            row.Member("content")
                .Elements()
                .Select(cell => new TableCell(
                    cell.Member("type").AsText() == "tableHeader",
                    Flattening.ToInlines(Inside(cell, depth))
                ))
                .ToEquatableList()
        );
}
