using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Bodies as Freshdesk stores them: sanitised, wrapped, never what was sent; with a plain text beside.</summary>
internal sealed class HtmlBody
{
    private const string Styled =
        "<div style=\"font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif; font-size:14px\"><div dir=\"ltr\">";

    private static readonly HashSet<string> Unsafe = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "link",
        "meta",
        "base",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    };

    private readonly HtmlParser parser = new();

    /// <summary>The stored HTML and its text. What the API sends gets a bare div, what people type a styled one.</summary>
    public (string Html, string Text) Store(string sent, bool byApi)
    {
        var (inner, text) = this.Clean(sent);
        return (byApi ? $"<div>{inner}</div>" : $"{Styled}{inner}</div></div>", text);
    }

    private static bool IsScriptLink(IAttr attribute) =>
        attribute.Name is "href" or "src"
        && attribute.Value.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase);

    private static void AppendText(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data);
                    break;
                case IElement { LocalName: "br" }:
                    text.Append(' ');
                    break;
                case IElement element:
                    AppendText(element, text);
                    if (Blocks.Contains(element.LocalName))
                    {
                        text.Append(' ');
                    }

                    break;
            }
        }
    }

    private (string Html, string Text) Clean(string sent)
    {
        if (!sent.AsSpan().ContainsAny('<', '&'))
        {
            return (WebUtility.HtmlEncode(sent), sent.Trim());
        }

        var body = this.parser.ParseDocument("<!doctype html><body>" + sent).Body!;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (Unsafe.Contains(element.LocalName))
            {
                element.Remove();
                continue;
            }

            foreach (var attribute in element.Attributes.ToList())
            {
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || IsScriptLink(attribute))
                {
                    element.RemoveAttribute(attribute.Name);
                }
            }
        }

        var text = new StringBuilder();
        AppendText(body, text);
        return (body.InnerHtml, text.ToString().Trim());
    }
}
