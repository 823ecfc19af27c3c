using System.Text.RegularExpressions;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>The plain text that ClickUp shows as description and text_content of a Markdown body. Simple marks only.</summary>
internal static partial class MarkdownStripper
{
    public static string Strip(string markdown)
    {
        var text = LinkPattern().Replace(markdown, "${text}");
        text = HeadingPattern().Replace(text, "");
        return MarkPattern().Replace(text, "${text}");
    }

    [GeneratedRegex(@"!?\[(?<text>[^\]\n]*)\]\([^)\n]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^(#{1,6}|>)\s+", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"(?<mark>\*\*|__|\*|`|~~)(?<text>[^\n]+?)\k<mark>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkPattern();
}
