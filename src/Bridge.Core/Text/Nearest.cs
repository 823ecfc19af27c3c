namespace Bridge.Core.Text;

/// <summary>Finds the names that somebody may have meant: by edit distance, whatever the case.</summary>
public static class Nearest
{
    private const int Longest = 100;

    /// <summary>
    /// The names that are near enough to be a slip of the keyboard or a part of what was typed, nearest first, at most so
    /// many; one that is clearly nearer stands alone. Empty when nothing is near.
    /// </summary>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> have, int most = 3)
    {
        var typed = Folded(wanted);
        var near = have.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Tolerance: Tolerance(wanted, name), Folded: Folded(name)))
            .Where(n => Math.Abs(typed.Length - n.Folded.Length) <= n.Tolerance)
            .Select(n => (n.Name, n.Tolerance, Distance: Between(typed, n.Folded, n.Tolerance)))
            .Where(n => n.Distance <= n.Tolerance)
            .OrderBy(n => n.Distance)
            .ThenBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return [.. near.TakeWhile(n => n.Distance <= near[0].Distance + 1).Take(most).Select(n => n.Name)];
    }

    /// <summary>Steps from one text to the other, where a step adds, drops or changes a letter or swaps two neighbours.</summary>
    internal static int Distance(string from, string to) => Between(Folded(from), Folded(to), Longest);

    /// <summary>More than the most as soon as it is certain that there are more steps than that.</summary>
    private static int Between(string a, string b, int most)
    {
        Span<int> beforeLast = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            // A swap looks two rows back and takes one step more, so it comes no lower than the row between.
            if (least > most + 1)
            {
                return least;
            }

            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    private static int Tolerance(string wanted, string name)
    {
        var shorter = Math.Min(wanted.Length, name.Length);
        return
            shorter >= 4
            && (
                name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || wanted.Contains(name, StringComparison.OrdinalIgnoreCase)
            )
            ? Longest
            : Math.Max(1, Math.Max(wanted.Length, name.Length) / 3);
    }

    private static string Folded(string text)
    {
        var trimmed = text.Trim();
        return (trimmed.Length > Longest ? trimmed[..Longest] : trimmed).ToUpperInvariant();
    }
}
