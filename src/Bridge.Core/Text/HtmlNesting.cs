using System.Net;
using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>
/// Guards the HTML parser, whose time grows with the square of the depth: tens of thousands of open elements, which only
/// an attacker sends, would hold a worker for half a minute.
/// </summary>
internal static partial class HtmlNesting
{
    private const int Deepest = 1000;

    /// <summary>True when more elements are open at once than any mail program writes.</summary>
    public static bool IsTooDeep(string html)
    {
        var depth = 0;
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            depth = Math.Max(0, depth + (html[tag.Index + 1] == '/' ? -1 : 1));
            if (depth > Deepest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text between the tags.</summary>
    public static string WithoutTags(string html) => WebUtility.HtmlDecode(AnyTag().Replace(html, " "));

    /// <summary>Elements that need no end tag, or have none, do not nest in each other.</summary>
    [GeneratedRegex(
        @"</?(?!(?:p|li|td|th|tr|dd|dt|br|hr|img|wbr|col|input|meta|link|option|area|base|source|html|head|body)\b)[a-z]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Tag();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex AnyTag();
}
