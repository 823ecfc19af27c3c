using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>What a process wants to know of itself.</summary>
public sealed record MetricRules
{
    /// <summary>
    /// A case that was resolved straight out of this stage, and never was in another one, was resolved at first contact.
    /// Null: one that never was in a stage of the tracker.
    /// </summary>
    public string? FirstContactStage { get; init; }

    public ImmutableArray<MetricRule> Own { get; init; } = [];
}

/// <summary>A figure of reports with its goal. The set is closed.</summary>
public abstract record MetricRule
{
    private MetricRule() { }

    public required string Name { get; init; }

    /// <summary>Null: it is shown and not judged.</summary>
    public MetricGoal? Goal { get; init; }

    /// <summary>
    /// How far the first told ETA was from the day on which the until-stage was entered: both counted in days from when the
    /// case came in, the difference as a share of the promise.
    /// </summary>
    /// <param name="FromStage">The first ETA that was told from this stage on counts; null: the first of all.</param>
    public sealed record EtaVariance(string? FromStage, string UntilStage) : MetricRule;

    /// <summary>The share of the cases that left a stage and are counted, for which a condition holds.</summary>
    /// <param name="CountedWhen">Null: all that left the stage.</param>
    public sealed record ShareOfCases(string AfterStage, Condition Where, Condition? CountedWhen) : MetricRule;
}

/// <summary>A share (0 to 1) that a figure should reach, or should not pass.</summary>
public sealed record MetricGoal(bool IsLeast, decimal Share)
{
    public bool IsMet(double value) => this.IsLeast ? value >= (double)this.Share : value <= (double)this.Share;
}
