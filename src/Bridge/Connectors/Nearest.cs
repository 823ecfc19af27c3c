namespace Bridge.Connectors;

/// <summary>Which existing names look most like one that does not exist.</summary>
public static class Nearest
{
    /// <summary>The names at the smallest edit distance, case ignored; those that share no likeness come last.</summary>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> have, int most = 3)
    {
        var plain = wanted.Trim().ToUpperInvariant();
        return
        [
            .. have.Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(name => Distance(plain, name.Trim().ToUpperInvariant()))
                .ThenBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Take(most),
        ];
    }

    private static int Distance(string a, string b)
    {
        if (a.Length > 0 && b.Contains(a, StringComparison.Ordinal))
        {
            return 1;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
