namespace Bridge.Rollout;

/// <summary>What became of a line.</summary>
public enum LineMark
{
    Same,
    Added,
    Removed,

    /// <summary>Stands for lines left out between changes; the text says how many.</summary>
    Gap,
}

public sealed record DiffLine(LineMark Mark, string Text);

/// <summary>Two texts compared by lines, as reviewers know it.</summary>
public static class LineDiff
{
    private const int Context = 3;

    /// <summary>Above this many pairs of lines, what is between the same beginning and end counts as replaced whole.</summary>
    private const long MostPairs = 4_000_000;

    /// <summary>The lines of both texts in order, with three unchanged ones around each change; empty when nothing differs.</summary>
    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        var a = Lines(before);
        var b = Lines(after);
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var all = new List<DiffLine>();
        all.AddRange(a.Take(head).Select(l => new DiffLine(LineMark.Same, l)));
        all.AddRange(Middle(a[head..^tail], b[head..^tail]));
        all.AddRange(a.Skip(a.Length - tail).Select(l => new DiffLine(LineMark.Same, l)));
        return all.TrueForAll(l => l.Mark == LineMark.Same) ? [] : Folded(all);
    }

    private static IEnumerable<DiffLine> Middle(string[] a, string[] b)
    {
        if ((long)a.Length * b.Length > MostPairs)
        {
            return a.Select(l => new DiffLine(LineMark.Removed, l))
                .Concat(b.Select(l => new DiffLine(LineMark.Added, l)));
        }

        var longest = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                longest[i, j] =
                    a[i] == b[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        return Walk(a, b, longest);
    }

    private static IEnumerable<DiffLine> Walk(string[] a, string[] b, int[,] longest)
    {
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                yield return new DiffLine(LineMark.Same, a[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (i < a.Length && (j == b.Length || longest[i + 1, j] >= longest[i, j + 1]))
            {
                yield return new DiffLine(LineMark.Removed, a[i++]);
            }
            else
            {
                yield return new DiffLine(LineMark.Added, b[j++]);
            }
        }
    }

    private static List<DiffLine> Folded(List<DiffLine> all)
    {
        var shown = new List<DiffLine>();
        var hidden = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var near = all.Skip(Math.Max(0, i - Context)).Take(Math.Min(i, Context) + Context + 1);
            if (near.Any(l => l.Mark != LineMark.Same))
            {
                Fold(shown, hidden);
                hidden = 0;
                shown.Add(all[i]);
            }
            else
            {
                hidden++;
            }
        }

        Fold(shown, hidden);
        return shown;
    }

    private static void Fold(List<DiffLine> shown, int hidden)
    {
        if (hidden > 0)
        {
            shown.Add(new DiffLine(LineMark.Gap, hidden == 1 ? "1 line" : $"{hidden} lines"));
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
