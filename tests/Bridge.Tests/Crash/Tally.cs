namespace Bridge.Tests.Crash;

/// <summary>What is not as it must be when all has come to rest: counted and named, so that one fault hides no other.</summary>
internal sealed class Tally
{
    private readonly List<string> lost = [];
    private readonly List<string> doubled = [];
    private readonly List<string> apart = [];

    /// <summary>What was to be there and is not.</summary>
    public int Lost => this.lost.Count;

    /// <summary>What is there twice, or is there and nobody asked for it.</summary>
    public int Doubled => this.doubled.Count;

    /// <summary>What the two sides of a pair do not agree on.</summary>
    public int Apart => this.apart.Count;

    public bool IsClean => this.Lost + this.Doubled + this.Apart == 0;

    public static Tally Of(IEnumerable<Errand> errands)
    {
        var tally = new Tally();
        foreach (var errand in errands)
        {
            errand.Check(tally);
        }

        return tally;
    }

    public void Once(string what, int count)
    {
        if (count == 0)
        {
            this.lost.Add(what);
        }
        else if (count > 1)
        {
            this.doubled.Add($"{what}: {count} times");
        }
    }

    /// <summary>Each part stands in exactly one of the texts, and there are no texts besides.</summary>
    public void Each(string where, IReadOnlyList<string> texts, params IReadOnlyList<string> parts)
    {
        foreach (var part in parts)
        {
            this.Once($"{where} '{part}'", texts.Count(t => Has(t, part)));
        }

        foreach (var text in texts.Where(t => !parts.Any(p => Has(t, p))))
        {
            this.doubled.Add($"{where} that nobody asked for: '{text}'");
        }
    }

    /// <summary>As <see cref="Each"/>, in this order.</summary>
    public void InOrder(string where, IReadOnlyList<string> texts, params IReadOnlyList<string> parts)
    {
        this.Each(where, texts, parts);
        if (texts.Count == parts.Count && !texts.Zip(parts).All(pair => Has(pair.First, pair.Second)))
        {
            this.apart.Add($"{where}: not in their order: {string.Join(" / ", texts)}");
        }
    }

    public void Agree(string what, object? expected, object? found)
    {
        if (!Equals(expected, found))
        {
            this.apart.Add($"{what}: '{found}' where '{expected}' was to be");
        }
    }

    public override string ToString() =>
        string.Join(
            '\n',
            this.lost.Select(l => $"lost: {l}")
                .Concat(this.doubled.Select(d => $"doubled: {d}"))
                .Concat(this.apart.Select(a => $"disagree: {a}"))
        );

    /// <summary>Line ends in a text are as good as spaces.</summary>
    private static bool Has(string text, string part) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Contains(part, StringComparison.Ordinal);
}
