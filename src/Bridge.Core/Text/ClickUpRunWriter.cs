using System.Text.Json.Nodes;

namespace Bridge.Core.Text;

/// <summary>Writes a reduced document as runs.</summary>
internal sealed class ClickUpRunWriter
{
    private readonly JsonArray runs = [];

    public static JsonArray Write(TextDoc doc)
    {
        var writer = new ClickUpRunWriter();
        Block? before = null;
        foreach (var block in doc.Blocks)
        {
            if (IsParted(before, block))
            {
                writer.EndLine();
            }

            writer.Block(block);
            before = block;
        }

        return writer.runs;
    }

    /// <summary>Only an empty line tells two paragraphs from one of two lines, and two pieces of code from one.</summary>
    private static bool IsParted(Block? before, Block block) =>
        (before, block) switch
        {
            (Text.Block.Paragraph, Text.Block.Paragraph) => true,
            (Text.Block.CodeBlock, Text.Block.CodeBlock) => true,
            _ => false,
        };

    private void Block(Block block)
    {
        switch (block)
        {
            case Text.Block.Paragraph paragraph:
                this.Inlines(paragraph.Content);
                this.EndLine();
                break;
            case Text.Block.BulletList list:
                this.Items(list.Items, "bullet", 0);
                break;
            case Text.Block.OrderedList list:
                this.Items(list.Items, "ordered", 0);
                break;
            case Text.Block.CodeBlock code:
                this.Code(code);
                break;
            default:
                break;
        }
    }

    private void Items(IEnumerable<ListItem> items, string kind, int depth)
    {
        foreach (var item in items)
        {
            foreach (var block in item.Content)
            {
                switch (block)
                {
                    case Text.Block.Paragraph paragraph:
                        this.Inlines(paragraph.Content);
                        this.EndLine(ListAttributes(kind, depth));
                        break;
                    case Text.Block.BulletList list:
                        this.Items(list.Items, "bullet", depth + 1);
                        break;
                    case Text.Block.OrderedList list:
                        this.Items(list.Items, "ordered", depth + 1);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static JsonObject ListAttributes(string kind, int depth)
    {
        var attributes = new JsonObject { ["list"] = new JsonObject { ["list"] = kind } };
        if (depth > 0)
        {
            attributes["indent"] = depth;
        }

        return attributes;
    }

    private void Code(Block.CodeBlock code)
    {
        foreach (var line in code.Code.Split('\n'))
        {
            if (line.Length > 0)
            {
                this.Run(line, null);
            }

            this.EndLine(new JsonObject { ["code-block"] = new JsonObject { ["code-block"] = "plain" } });
        }
    }

    private void Inlines(IEnumerable<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            if (inline is Inline.Text text)
            {
                this.Run(text.Value, Attributes(text.Marks));
            }
            else
            {
                this.EndLine();
            }
        }
    }

    private static JsonObject? Attributes(Marks marks)
    {
        var attributes = new JsonObject();
        if (marks.Strong)
        {
            attributes["bold"] = true;
        }

        if (marks.Emphasis)
        {
            attributes["italic"] = true;
        }

        if (marks.Code)
        {
            attributes["code"] = true;
        }

        if (marks.Link is { } link)
        {
            attributes["link"] = link;
        }

        return attributes.Count > 0 ? attributes : null;
    }

    private void EndLine(JsonObject? attributes = null) => this.Run("\n", attributes);

    private void Run(string text, JsonObject? attributes)
    {
        var run = new JsonObject { ["text"] = text };
        if (attributes is not null)
        {
            run["attributes"] = attributes;
        }

        this.runs.Add(run);
    }
}
