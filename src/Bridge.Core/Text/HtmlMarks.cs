using AngleSharp.Dom;

namespace Bridge.Core.Text;

/// <summary>The marks that an HTML element sets on its text, by its name or its style.</summary>
internal static class HtmlMarks
{
    public static Marks Inside(IElement element, Marks marks) =>
        Styled(
            element,
            element.LocalName switch
            {
                "b" or "strong" => marks with { Strong = true },
                "i" or "em" or "cite" or "dfn" or "var" => marks with { Emphasis = true },
                "u" or "ins" => marks with { Underline = true },
                "s" or "strike" or "del" => marks with { Strike = true },
                "code" or "tt" or "kbd" or "samp" => marks with { Code = true },
                "a" => marks with { Link = SafeLink.Of(element.GetAttribute("href")) ?? marks.Link },
                _ => marks,
            }
        );

    private static Marks Styled(IElement element, Marks marks)
    {
        if (element.GetAttribute("style") is not { } style)
        {
            return marks;
        }

        foreach (var rule in style.Split(';'))
        {
            marks = rule.Split(':', 2, StringSplitOptions.TrimEntries) switch
            {
                ["font-weight", "bold" or "bolder" or "600" or "700" or "800" or "900"] => marks with { Strong = true },
                ["font-weight", "normal" or "400"] => marks with { Strong = false },
                ["font-style", "italic" or "oblique"] => marks with { Emphasis = true },
                ["text-decoration" or "text-decoration-line", "underline"] => marks with { Underline = true },
                ["text-decoration" or "text-decoration-line", "line-through"] => marks with { Strike = true },
                _ => marks,
            };
        }

        return marks;
    }
}
