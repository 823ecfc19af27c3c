using System.Globalization;
using System.Text;

namespace Bridge.Core.Planning;

/// <summary>The words of a subject that a knowledge base is searched by.</summary>
internal static class KnowledgeWords
{
    private const int Most = 8;
    private const int Shortest = 3;

    /// <summary>What mail programs put before a subject.</summary>
    private static readonly HashSet<string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "re",
        "fw",
        "fwd",
        "aw",
    };

    /// <summary>At most eight words, each once, divided by blanks; short ones only when there are no others. Empty: none.</summary>
    public static string Of(string? subject)
    {
        var words = Split(subject ?? "")
            .Where(w => !Prefixes.Contains(w))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var telling = words.Where(w => w.Length >= Shortest).ToList();
        return string.Join(' ', (telling.Count > 0 ? telling : words).Take(Most));
    }

    /// <summary>Marks belong to their letters: scripts of India write vowels so. A hyphen or dot inside of a word stays.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Belongs(rune) || (rune.Value is '-' or '.' or '_' && word.Length > 0))
            {
                word.Append(rune.ToString());
            }
            else if (Take(word) is { } done)
            {
                yield return done;
            }
        }

        if (Take(word) is { } last)
        {
            yield return last;
        }
    }

    private static string? Take(StringBuilder word)
    {
        var text = word.ToString().TrimEnd('-', '.', '_');
        word.Clear();
        return text.Length == 0 ? null : text;
    }

    private static bool Belongs(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
