using System.Globalization;
using System.Text;

namespace Bridge.Logging;

/// <summary>
/// Text of outsiders as a line of a log or a terminal may hold it: no character that begins a line, moves a cursor, changes
/// what stands before it or turns the direction of writing.
/// </summary>
internal static class CleanText
{
    /// <summary>On one line: a line end is a visible sign.</summary>
    public static string OneLine(string text) => Clean(text, keepLines: false);

    /// <summary>Line ends and tabs stay.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    /// <summary>True for characters that are shown as a picture of themselves or left out.</summary>
    public static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';

    private static string Clean(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyControl(keepLines))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (!IsUnsafe(c) || (keepLines && c is ('\n' or '\t')))
            {
                clean.Append(c);
            }
            else if (c == '\n')
            {
                clean.Append("\\n");
            }
            else if (c == '\t')
            {
                clean.Append(' ');
            }
            else if (c is not ('\r' or '\ufeff'))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return clean.ToString();
    }

    private static bool ContainsAnyControl(this ReadOnlySpan<char> text, bool keepLines)
    {
        foreach (var c in text)
        {
            if (IsUnsafe(c) && !(keepLines && c is ('\n' or '\t')))
            {
                return true;
            }
        }

        return false;
    }
}
