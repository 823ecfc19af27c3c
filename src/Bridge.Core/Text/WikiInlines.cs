using System.Globalization;
using System.Net;
using System.Text;

namespace Bridge.Core.Text;

/// <summary>Reads one line of wiki markup.</summary>
internal sealed class WikiInlines
{
    /// <summary>A mark that is not closed within this many characters is a character.</summary>
    private const int Farthest = 3000;

    private readonly List<Inline> inlines = [];
    private readonly StringBuilder words = new();

    public static EquatableList<Inline> Read(string line)
    {
        var reader = new WikiInlines();
        reader.Read(line, Marks.None);
        return reader.inlines.ToEquatableList();
    }

    /// <summary>Where the link that opens here closes, or -1.</summary>
    public static int EndOfLink(string line, int open) => Find(line, "]", open + 1);

    private void Read(string line, Marks marks)
    {
        var index = 0;
        while (index < line.Length)
        {
            var length = line[index] switch
            {
                '\\' => this.Escape(line, index, marks),
                '&' => this.Entity(line, index),
                '[' => this.Link(line, index, marks),
                '!' => this.Image(line, index, marks),
                '{' => this.Braces(line, index, marks),
                '*' or '_' or '-' or '+' => this.Mark(line, index, marks),
                _ => 0,
            };
            if (length == 0)
            {
                this.words.Append(line[index]);
            }

            index += Math.Max(length, 1);
        }

        this.EndWords(marks);
    }

    private void EndWords(Marks marks)
    {
        if (this.words.Length > 0)
        {
            this.inlines.Add(new Inline.Text(this.words.ToString(), marks));
            this.words.Clear();
        }
    }

    /// <summary>Two backslashes are a line break, one before punctuation is none, any other is a backslash.</summary>
    private int Escape(string line, int index, Marks marks)
    {
        var next = index + 1 < line.Length ? line[index + 1] : '\0';
        if (next == '\\')
        {
            this.EndWords(marks);
            this.inlines.Add(new Inline.LineBreak());
            return 2;
        }

        if (!char.IsPunctuation(next) && !char.IsSymbol(next))
        {
            return 0;
        }

        this.words.Append(next);
        return 2;
    }

    private int Entity(string line, int index)
    {
        var end = line.IndexOf(';', index, Math.Min(12, line.Length - index));
        if (end < 0)
        {
            return 0;
        }

        var entity = line[index..(end + 1)];
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity)
        {
            return 0;
        }

        this.words.Append(decoded);
        return entity.Length;
    }

    private int Link(string line, int index, Marks marks)
    {
        var end = EndOfLink(line, index);
        if (end < 0)
        {
            return 0;
        }

        var inside = line[(index + 1)..end];
        if (inside.StartsWith('~') && inside.Length > 1)
        {
            this.EndWords(marks);
            this.inlines.Add(new Inline.Mention(inside[1..]));
            return end + 1 - index;
        }

        if (inside.StartsWith('^') && inside.Length > 1)
        {
            this.EndWords(marks);
            this.inlines.Add(new Inline.Image(inside[1..], null, null));
            return end + 1 - index;
        }

        var bar = Find(inside, "|", 0);
        var address = bar < 0 ? inside : inside[(bar + 1)..].Split('|')[0];
        if (SafeLink.Of(address) is not { } link || marks.Link is not null)
        {
            return 0;
        }

        this.EndWords(marks);
        this.Read(bar < 0 ? Plain(inside) : inside[..bar], marks with { Link = link });
        return end + 1 - index;
    }

    /// <summary>An address is no markup: its punctuation stands for itself.</summary>
    private static string Plain(string address) =>
        string.Concat(
            address.Select(c =>
                char.IsPunctuation(c) || char.IsSymbol(c)
                    ? $"&#{((int)c).ToString(CultureInfo.InvariantCulture)};"
                    : c.ToString()
            )
        );

    private int Image(string line, int index, Marks marks)
    {
        var end = Find(line, "!", index + 1);
        var name = end < 0 ? string.Empty : line[(index + 1)..end].Split('|')[0];
        if (
            Letter(line, index - 1)
            || !name.Contains('.', StringComparison.Ordinal)
            || name.Contains(' ', StringComparison.Ordinal)
        )
        {
            return 0;
        }

        this.EndWords(marks);
        var url = SafeLink.OfImage(name);
        this.inlines.Add(new Inline.Image(url is null ? name : string.Empty, url, null));
        return end + 1 - index;
    }

    private int Braces(string line, int index, Marks marks)
    {
        var rest = line.AsSpan(index);
        if (rest.StartsWith("{{") && !marks.Code && Find(line, "}}", index + 2) is > 0 and var end && end > index + 2)
        {
            return this.Marked(line[(index + 2)..end], marks, marks with { Code = true }) + end + 2 - index;
        }

        if (rest.Length < 3 || rest[2] != '}' || With(rest[1], marks) is not { } inner)
        {
            return 0;
        }

        var close = Find(line, $"{{{rest[1]}}}", index + 3);
        return close < 0 ? 0 : this.Marked(line[(index + 3)..close], marks, inner) + close + 3 - index;
    }

    private int Mark(string line, int index, Marks marks)
    {
        var next = index + 1 < line.Length ? line[index + 1] : ' ';
        if (
            Letter(line, index - 1)
            || char.IsWhiteSpace(next)
            || next == line[index]
            || With(line[index], marks) is not { } inner
        )
        {
            return 0;
        }

        var delimiter = line[index].ToString();
        var close = Find(line, delimiter, index + 2);
        while (close > 0 && (char.IsWhiteSpace(line[close - 1]) || Letter(line, close + 1)))
        {
            close = close - index > Farthest ? -1 : Find(line, delimiter, close + 1);
        }

        return close < 0 ? 0 : this.Marked(line[(index + 1)..close], marks, inner) + close + 1 - index;
    }

    private int Marked(string inside, Marks outer, Marks inner)
    {
        this.EndWords(outer);
        this.Read(inside, inner);
        return 0;
    }

    /// <summary>The marks with one more, or null when it is set already or the character is no mark.</summary>
    private static Marks? With(char delimiter, Marks marks) =>
        delimiter switch
        {
            '*' when !marks.Strong => marks with { Strong = true },
            '_' when !marks.Emphasis => marks with { Emphasis = true },
            '+' when !marks.Underline => marks with { Underline = true },
            '-' when !marks.Strike => marks with { Strike = true },
            _ => null,
        };

    private static bool Letter(string line, int index) =>
        index >= 0 && index < line.Length && char.IsLetterOrDigit(line[index]);

    /// <summary>The next place of the text that no backslash escapes, or -1 if there is none near.</summary>
    private static int Find(string line, string sought, int from)
    {
        var end = Math.Min(line.Length, from + Farthest);
        for (var i = from; i < end; i++)
        {
            var step = line.AsSpan(i, end - i).IndexOfAny('\\', sought[0]);
            if (step < 0)
            {
                return -1;
            }

            i += step;
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line.AsSpan(i).StartsWith(sought))
            {
                return i;
            }
        }

        return -1;
    }
}
