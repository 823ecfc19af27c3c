namespace Bridge.Connectors;

/// <summary>The names nearest to one that does not exist, for messages that name the cure.</summary>
public static class Nearest
{
    /// <summary>
    /// At most <paramref name="most"/> of the names, the likeliest first: by edit distance, whatever the case, and names
    /// that contain the wanted one (or are contained in it) before others. Names that are nothing like it are left out.
    /// </summary>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> have, int most = 3)
    {
        var target = Plain(wanted);
        return
        [
            .. have.Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => (Name: name, Far: Far(target, Plain(name))))
                .Where(pair => pair.Far <= 0.6)
                .OrderBy(pair => pair.Far)
                .ThenBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
                .Take(most)
                .Select(pair => pair.Name),
        ];
    }

    private static string Plain(string name) => name.Trim().ToUpperInvariant();

    /// <summary>0 is the same, 1 is nothing alike.</summary>
    private static double Far(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return 1;
        }

        var edits = (double)Edits(a, b) / Math.Max(a.Length, b.Length);
        var within =
            Math.Min(a.Length, b.Length) >= 3
            && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal));
        return within ? Math.Min(edits, 0.3) : edits;
    }

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
