using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>ADF as the wiki markup that version 2 of the API and the webhooks show.</summary>
internal static class AdfMarkup
{
    public static string Of(JsonElement document)
    {
        var text = new StringBuilder();
        Blocks(document, text, "");
        return text.ToString().TrimEnd('\n');
    }

    private static void Blocks(JsonElement parent, StringBuilder text, string bullets)
    {
        foreach (var node in AdfNode.Content(parent))
        {
            Block(node, text, bullets);
        }
    }

    private static void Block(JsonElement node, StringBuilder text, string bullets)
    {
        switch (AdfNode.Type(node))
        {
            case "paragraph":
                Line(node, text, bullets.Length > 0 ? "\n" : "\n\n");
                break;
            case "heading":
                text.Append(CultureInfo.InvariantCulture, $"h{AdfNode.Attribute(node, "level")}. ");
                Line(node, text, "\n\n");
                break;
            case "bulletList":
                Items(node, text, bullets + "*");
                break;
            case "orderedList":
                Items(node, text, bullets + "#");
                break;
            case "codeBlock":
                text.Append("{noformat}");
                Line(node, text, "{noformat}\n\n");
                break;
            case "blockquote":
                text.Append("{quote}");
                Blocks(node, text, "");
                text.Length -= text.Length > 1 && text[^1] == '\n' ? 2 : 0;
                text.Append("{quote}\n\n");
                break;
            case "rule":
                text.Append("----\n\n");
                break;
            case "tableRow":
                Row(node, text);
                break;
            case "media":
                text.Append(CultureInfo.InvariantCulture, $"!{AdfNode.Attribute(node, "alt")}!\n\n");
                break;
            default:
                Blocks(node, text, bullets);
                break;
        }
    }

    private static void Items(JsonElement list, StringBuilder text, string bullets)
    {
        foreach (var item in AdfNode.Content(list))
        {
            text.Append(bullets).Append(' ');
            Blocks(item, text, bullets);
        }

        if (bullets.Length == 1)
        {
            text.Append('\n');
        }
    }

    private static void Row(JsonElement row, StringBuilder text)
    {
        foreach (var cell in AdfNode.Content(row))
        {
            text.Append(AdfNode.Type(cell) == "tableHeader" ? "||" : "|");
            var inner = new StringBuilder();
            Blocks(cell, inner, "");
            text.Append(inner.ToString().Trim('\n'));
        }

        text.Append("|\n");
    }

    private static void Line(JsonElement parent, StringBuilder text, string end)
    {
        foreach (var node in AdfNode.Content(parent))
        {
            text.Append(Inline(node));
        }

        text.Append(end);
    }

    private static string Inline(JsonElement node) =>
        AdfNode.Type(node) switch
        {
            "text" => Marked(node),
            "hardBreak" => "\n",
            "mention" => $"[~accountid:{AdfNode.Attribute(node, "id")}]",
            "inlineCard" => $"[{AdfNode.Attribute(node, "url")}]",
            "emoji" => AdfNode.Attribute(node, "text") ?? AdfNode.Attribute(node, "shortName") ?? "",
            _ => AdfNode.Attribute(node, "text") ?? "",
        };

    private static string Marked(JsonElement node)
    {
        var text = AdfNode.Text(node, "text") ?? "";
        foreach (var mark in AdfNode.Marks(node))
        {
            text = AdfNode.Type(mark) switch
            {
                "strong" => $"*{text}*",
                "em" => $"_{text}_",
                "underline" => $"+{text}+",
                "strike" => $"-{text}-",
                "code" => $"{{{{{text}}}}}",
                "link" => $"[{text}|{AdfNode.Attribute(mark, "href")}]",
                _ => text,
            };
        }

        return text;
    }
}
