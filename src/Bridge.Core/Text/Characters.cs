using System.Text;

namespace Bridge.Core.Text;

/// <summary>Which characters text is made of.</summary>
internal static class Characters
{
    /// <summary>
    /// Text without control characters, halves of surrogate pairs, and the zero-width spaces that Freshdesk injects.
    /// Joiners stay: Indic scripts and emoji are spelt with them. White space stays as it is.
    /// </summary>
    public static string Clean(string text)
    {
        var dirty = false;
        for (var i = 0; i < text.Length && !dirty; i++)
        {
            dirty = !IsKept(text, i);
        }

        if (!dirty)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsKept(text, i))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>Clean text with every run of white space as one space, none at the ends.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in Clean(text))
        {
            if (!char.IsWhiteSpace(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>Clean text with "\n" as the only line end.</summary>
    public static string Lines(string text) =>
        Clean(text)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n')
            .Replace('\u0085', '\n')
            .Replace('\u2028', '\n')
            .Replace('\u2029', '\n')
            .Replace('\f', '\n')
            .Replace('\v', '\n');

    private static bool IsKept(string text, int index)
    {
        var character = text[index];
        if (char.IsSurrogate(character))
        {
            return char.IsHighSurrogate(character)
                ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
                : index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return character switch
        {
            '\u200B' or '\u2060' or '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
            _ => !char.IsControl(character) || char.IsWhiteSpace(character),
        };
    }
}
