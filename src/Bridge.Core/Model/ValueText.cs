using Bridge.Core.Text;

namespace Bridge.Core.Model;

/// <summary>What of a text counts when two values are compared: its words, not its markup or white space.</summary>
internal static class ValueText
{
    internal static string Plain(string html) =>
        html.Contains('<', StringComparison.Ordinal) || html.Contains('&', StringComparison.Ordinal)
            ? HtmlText.ToPlain(html)
            : html;

    internal static bool SameWords(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal)
        || string.Equals(TextFingerprint.OfPlain(a), TextFingerprint.OfPlain(b), StringComparison.Ordinal);
}
