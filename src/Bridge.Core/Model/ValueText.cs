using AngleSharp.Html.Parser;

namespace Bridge.Core.Model;

/// <summary>What of a text counts when two values are compared: its words, not its markup or white space.</summary>
internal static class ValueText
{
    private static readonly HtmlParser Parser = new();

    internal static string Plain(string html) =>
        html.Contains('<', StringComparison.Ordinal) || html.Contains('&', StringComparison.Ordinal)
            ? Parser.ParseDocument(html).Body?.TextContent ?? ""
            : html;

    internal static bool SameWords(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || Words(a).SequenceEqual(Words(b), StringComparer.Ordinal);

    private static string[] Words(string text) =>
        text.Replace("\u200b", "", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
