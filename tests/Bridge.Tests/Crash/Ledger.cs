namespace Bridge.Tests.Crash;

/// <summary>What the database holds of a run.</summary>
/// <param name="Kinds">Effects by their kind and state.</param>
/// <param name="Findings">Open findings by their kind.</param>
/// <param name="Lines">Lines of all stories.</param>
internal sealed record Ledger(
    IReadOnlyList<(string Name, long Count)> Kinds,
    IReadOnlyList<(string Name, long Count)> Findings,
    long Lines
)
{
    public long Effects => this.Kinds.Sum(k => k.Count);

    /// <summary>Effects that wait for a person, which the run gives no cause for.</summary>
    public long Refused => this.Kinds.Where(k => k.Name.EndsWith("refused", StringComparison.Ordinal)).Sum(k => k.Count);
}
