using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>The words of a text, to know it again after Jira has rewritten its markup.</summary>
internal static class JiraWords
{
    public static string Of(string html) =>
        string.Join(
            ' ',
            HtmlText
                .ToPlain(html)
                .Replace("\u200b", "", StringComparison.Ordinal)
                .Replace("\ufeff", "", StringComparison.Ordinal)
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    public static bool Contain(string html, string words) =>
        words.Length > 0 && Of(html).Contains(words, StringComparison.Ordinal);
}
