namespace Bridge.Core.Text;

/// <summary>Where a text stands in Markdown, which decides what must be escaped.</summary>
internal enum MarkdownPlace
{
    Lines,
    Heading,
    Cell,
}

/// <summary>Writes inlines as Markdown.</summary>
internal sealed class MarkdownInlineWriter : MarkedWriter
{
    private readonly MarkdownPlace place;
    private readonly bool escapesBars;

    private MarkdownInlineWriter(MarkdownPlace place, bool escapesBars)
    {
        this.place = place;
        this.escapesBars = escapesBars;
    }

    public static string Write(EquatableList<Inline> inlines, MarkdownPlace place)
    {
        var bars = place == MarkdownPlace.Cell || inlines.Any(inline => inline is Inline.LineBreak);
        var writer = new MarkdownInlineWriter(place, bars);
        writer.Inlines(inlines);
        return writer.Out.ToString();
    }

    public static int LongestBackticks(string text)
    {
        var longest = 0;
        var current = 0;
        foreach (var character in text)
        {
            current = character == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    protected override void Open(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append(kind == MarkKind.Link ? "[" : Delimiter(kind));

    protected override void Close(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append(kind == MarkKind.Link ? $"]({Address(marks.Link!)})" : Delimiter(kind));

    protected override void Leaf(Inline inline)
    {
        switch (inline)
        {
            case Inline.Text { Marks.Code: true } code:
                this.Code(code.Value);
                break;
            case Inline.Text text:
                this.Text(text.Value);
                break;
            case Inline.LineBreak:
                this.Out.Append("  \n");
                break;
            case Inline.Image { Url: { } url } image:
                this.Out.Append("![");
                this.Text(image.Alt);
                this.Out.Append("](").Append(Address(url)).Append(')');
                break;
            default:
                break;
        }
    }

    private static string Delimiter(MarkKind kind) =>
        kind switch
        {
            MarkKind.Strong => "**",
            MarkKind.Emphasis => "*",
            MarkKind.Strike => "~~",
            _ => string.Empty,
        };

    private static string Address(string url)
    {
        var address = url.Replace("&", "&amp;", StringComparison.Ordinal);
        return url.AsSpan().IndexOfAny('(', ')') >= 0 ? $"<{address}>"
            : url.Contains(';', StringComparison.Ordinal) ? address
            : url;
    }

    private void Code(string code)
    {
        var fence = new string('`', LongestBackticks(code) + 1);
        var pad = code[0] == '`' || code[^1] == '`' ? " " : string.Empty;
        this.Out.Append(fence).Append(pad).Append(code).Append(pad).Append(fence);
    }

    private void Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (this.IsEscaped(text, i))
            {
                this.Out.Append('\\');
            }

            this.Out.Append(text[i]);
        }
    }

    private bool IsEscaped(string text, int index)
    {
        var next = index + 1 < text.Length ? text[index + 1] : '\0';
        switch (text[index])
        {
            case '\\' or '`' or '*' or '[' or ']' or '<' or '~':
                return true;
            case '_':
                return index == 0 || !char.IsLetterOrDigit(text[index - 1]) || !char.IsLetterOrDigit(next);
            case '&':
                return next == '#' || char.IsAsciiLetterOrDigit(next);
            case '|':
                return this.escapesBars;
            case '!':
                return next is '\0' or '[';
            case '#' when this.place == MarkdownPlace.Heading:
                return true;
            case '#' or '>' or '+' or '-' or '=':
                return this.AtLineStart();
            case '.' or ')':
                return this.AfterLineNumber();
            default:
                return false;
        }
    }

    private bool AtLineStart() => this.Out.Length == 0 || this.Out[^1] == '\n';

    /// <summary>Digits and nothing else since the line began: a dot would make them a list marker.</summary>
    private bool AfterLineNumber()
    {
        var index = this.Out.Length - 1;
        while (index >= 0 && char.IsAsciiDigit(this.Out[index]))
        {
            index--;
        }

        return index < this.Out.Length - 1 && (index < 0 || this.Out[index] == '\n');
    }
}
