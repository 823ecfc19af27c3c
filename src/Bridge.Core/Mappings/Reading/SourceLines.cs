namespace Bridge.Core.Mappings.Reading;

/// <summary>The lines of a file, and how long what stands at a place is.</summary>
internal sealed class SourceLines(string text)
{
    private readonly string[] lines = text.ReplaceLineEndings("\n").Split('\n');

    internal int Count => this.lines.Length;

    /// <summary>The line by its number from 1; empty when there is none.</summary>
    internal string this[int number] => number >= 1 && number <= this.lines.Length ? this.lines[number - 1] : "";

    /// <summary>How many characters the text, key or tag at the place has; at least 1.</summary>
    internal int Length(int line, int column)
    {
        var shown = this[line];
        var at = column - 1;
        if (at < 0 || at >= shown.Length)
        {
            return 1;
        }

        var end = shown[at] switch
        {
            '{' when shown.AsSpan(at).StartsWith("{{", StringComparison.Ordinal) => Tag(shown, at),
            '"' or '\'' => shown.IndexOf(shown[at], at + 1) + 1,
            '{' or '[' or '|' or '>' => at + 1,
            _ => Plain(shown, at),
        };
        return Math.Max(1, end - at);
    }

    private static int Tag(string text, int at)
    {
        var end = text.IndexOf("}}", at, StringComparison.Ordinal);
        if (end < 0)
        {
            return at + 2;
        }

        while (end < text.Length && text[end] == '}')
        {
            end++;
        }

        return end;
    }

    private static int Plain(string text, int at)
    {
        var end = at;
        while (end < text.Length && !Ends(text, end))
        {
            end++;
        }

        return at + text[at..end].TrimEnd().Length;
    }

    private static bool Ends(string text, int at) =>
        text[at] is ',' or ']' or '}'
        || (text[at] == ':' && (at + 1 == text.Length || text[at + 1] == ' '))
        || (text[at] == '#' && at > 0 && text[at - 1] == ' ');
}
