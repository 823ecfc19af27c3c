using Bridge.Core.Planning.Comparison;

namespace Bridge.Rollout;

/// <summary>What this node knows of mapping files that are not live, and why they are not.</summary>
public sealed class RolloutState
{
    /// <summary>The report about a folder that is bad; null: it is good.</summary>
    public string? Bad { get; internal set; }

    /// <summary>What the accounts lack for the changed files; null: nothing, or nobody asked.</summary>
    public string? Unbound { get; internal set; }

    /// <summary>The set that waits for a person's word; null: none does.</summary>
    public StoredSet? Waiting { get; internal set; }

    /// <summary>Why the files in the folder are not live, one text each; empty: they are, or a person keeps them out.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. new[]
            {
                this.Bad is { } bad ? $"the mapping files are bad, the last good ones stay on: {bad.Trim()}" : null,
                this.Unbound is { } unbound
                    ? $"the changed mapping files are not live, their accounts lack something: {unbound}"
                    : null,
                this.Waiting is { } waiting ? WhyWaiting(waiting) : null,
            }.OfType<string>(),
        ];

    /// <summary>Why a set waits, and what to do, for people.</summary>
    public static string WhyWaiting(StoredSet set) =>
        set.Report is { } report
            ? $"the changed mapping files ({set.Hash}) wait: they would send {Messages(report)} to customers, and "
                + $"{report.Limit} may go without a person's word (Bridge:StormLimit). Look at /mappings and let them go "
                + $"live or keep the old ones, or run: bridge plan --confirm {set.Hash}"
            : $"the changed mapping files ({set.Hash}) wait for a person's word at /mappings";

    private static string Messages(ComparisonReport report) =>
        report.Summary.Messages == 1 ? "1 message" : $"{report.Summary.Messages} messages";
}
