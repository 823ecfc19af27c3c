namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// Takes the meaning from what Freshdesk may read as a placeholder ({{ticket.…}}, {%…%}) in a text that the bridge writes:
/// a customer who writes one into a subject would else have it filled in, with internal comments or another's address.
/// Whether Freshdesk fills in what comes by API is not documented. Pure.
/// </summary>
internal static class FreshdeskPlaceholders
{
    /// <summary>A word joiner: nobody sees it, and reading a text takes it out again.</summary>
    private const string Nothing = "\u2060";

    /// <summary>The HTML with no two braces, nor brace and percent, beside each other, as such or as entities.</summary>
    public static string Without(string html)
    {
        if (!html.Contains('{', StringComparison.Ordinal) && !html.Contains('&', StringComparison.Ordinal))
        {
            return html;
        }

        return html.Replace("&#123;", "{", StringComparison.Ordinal)
            .Replace("&#x7b;", "{", StringComparison.OrdinalIgnoreCase)
            .Replace("&lbrace;", "{", StringComparison.Ordinal)
            .Replace("&lcub;", "{", StringComparison.Ordinal)
            .Replace("{{", $"{{{Nothing}{{", StringComparison.Ordinal)
            .Replace("{{", $"{{{Nothing}{{", StringComparison.Ordinal)
            .Replace("{%", $"{{{Nothing}%", StringComparison.Ordinal);
    }
}
