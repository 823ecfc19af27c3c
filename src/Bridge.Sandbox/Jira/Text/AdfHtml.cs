using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>ADF as the HTML of renderedBody and renderedFields.</summary>
internal static class AdfHtml
{
    public static string Of(JsonElement document)
    {
        var html = new StringBuilder();
        Children(document, html);
        return html.ToString();
    }

    private static void Children(JsonElement parent, StringBuilder html)
    {
        foreach (var node in AdfNode.Content(parent))
        {
            Write(node, html);
        }
    }

    private static void Write(JsonElement node, StringBuilder html)
    {
        var tag = AdfNode.Type(node) switch
        {
            "paragraph" => "p",
            "heading" => "h" + AdfNode.Attribute(node, "level"),
            "bulletList" => "ul",
            "orderedList" => "ol",
            "listItem" => "li",
            "codeBlock" => "pre",
            "blockquote" => "blockquote",
            "table" => "table",
            "tableRow" => "tr",
            "tableHeader" => "th",
            "tableCell" => "td",
            _ => null,
        };
        if (tag is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<{tag}>");
            Children(node, html);
            html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
            return;
        }

        switch (AdfNode.Type(node))
        {
            case "text":
                html.Append(Marked(node));
                break;
            case "hardBreak":
                html.Append("<br/>");
                break;
            case "rule":
                html.Append("<hr/>");
                break;
            case "mention" or "emoji" or "status":
                html.Append(Encode(AdfNode.Attribute(node, "text")));
                break;
            case "inlineCard" or "blockCard":
                var url = Encode(AdfNode.Attribute(node, "url"));
                html.Append(CultureInfo.InvariantCulture, $"<a href=\"{url}\">{url}</a>");
                break;
            default:
                Children(node, html);
                break;
        }
    }

    private static string Marked(JsonElement node)
    {
        var text = Encode(AdfNode.Text(node, "text"));
        foreach (var mark in AdfNode.Marks(node))
        {
            text = AdfNode.Type(mark) switch
            {
                "strong" => $"<b>{text}</b>",
                "em" => $"<em>{text}</em>",
                "underline" => $"<ins>{text}</ins>",
                "strike" => $"<del>{text}</del>",
                "code" => $"<tt>{text}</tt>",
                "link" => $"<a href=\"{Encode(AdfNode.Attribute(mark, "href"))}\">{text}</a>",
                _ => text,
            };
        }

        return text;
    }

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
