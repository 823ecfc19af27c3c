using System.Globalization;
using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>Writes inlines as wiki markup. Jira takes "\" before punctuation, and entities where that does not help.</summary>
internal sealed partial class WikiInlineWriter : MarkedWriter
{
    private readonly string lineBreak;

    private WikiInlineWriter(string lineBreak) => this.lineBreak = lineBreak;

    public static string Write(EquatableList<Inline> inlines, string lineBreak)
    {
        var writer = new WikiInlineWriter(lineBreak);
        writer.Inlines(inlines);
        return writer.Out.ToString();
    }

    protected override void Open(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append(
            kind switch
            {
                MarkKind.Link => "[",
                MarkKind.Code => "{{",
                _ => Delimiter(kind, joined),
            }
        );

    protected override void Close(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append(
            kind switch
            {
                MarkKind.Link => $"|{marks.Link}]",
                MarkKind.Code => "}}",
                _ => Delimiter(kind, joined),
            }
        );

    protected override void Leaf(Inline inline)
    {
        if (inline is Inline.Text text)
        {
            this.Text(text.Value);
        }
        else
        {
            this.Out.Append(this.lineBreak);
        }
    }

    /// <summary>Inside a word a mark needs braces to be one.</summary>
    private static string Delimiter(MarkKind kind, bool joined)
    {
        var delimiter = kind switch
        {
            MarkKind.Strong => "*",
            MarkKind.Emphasis => "_",
            MarkKind.Underline => "+",
            _ => "-",
        };
        return joined ? $"{{{delimiter}}}" : delimiter;
    }

    private void Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (this.IsEntity(text, i))
            {
                this.Out.Append(CultureInfo.InvariantCulture, $"&#{(int)text[i]};");
            }
            else if (this.IsEscaped(text, i))
            {
                this.Out.Append('\\').Append(text[i]);
            }
            else
            {
                this.Out.Append(text[i]);
            }
        }
    }

    private bool IsEntity(string text, int index) =>
        text[index] switch
        {
            '\\' => true,
            '&' => Entity().IsMatch(text.AsSpan(index)),
            '.' => this.EndsWithLineMarker(),
            '(' => Icon().IsMatch(text.AsSpan(index)) || AfterEyes(text, index),
            ')' or 'P' or 'D' or 'p' => AfterEyes(text, index),
            _ => false,
        };

    private static bool AfterEyes(string text, int index) => index > 0 && text[index - 1] is ':' or ';';

    private bool IsEscaped(string text, int index)
    {
        var before = index > 0 ? text[index - 1] : '\0';
        var after = index + 1 < text.Length ? text[index + 1] : '\0';
        return text[index] switch
        {
            '{' or '}' or '[' or ']' or '|' => true,
            '*' or '_' or '+' or '-' or '^' or '~' => !InsideWord(before, after) && !(before == ' ' && after == ' '),
            '!' => !char.IsLetterOrDigit(before) && after is not ' ' and not '\0',
            '?' => before == '?',
            '#' => this.Out.Length == 0 || this.Out[^1] == '\n',
            _ => false,
        };
    }

    private static bool InsideWord(char before, char after) =>
        char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after);

    private bool EndsWithLineMarker()
    {
        var start = this.Out.Length - 2;
        return start >= 0
            && (start == 0 || this.Out[start - 1] == '\n')
            && (this.Out[start], this.Out[start + 1]) is ('h', >= '1' and <= '6') or ('b', 'q');
    }

    [GeneratedRegex(@"\A&(?:#\d+|#x[0-9A-Fa-f]+|\w+);", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\A\((?:[ynix/!+?-]|on|off|\*[rgby]?|flag|flagoff)\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Icon();
}
