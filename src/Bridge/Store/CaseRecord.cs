using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Store;

/// <summary>What is to be stored of a case after a plan or after its effects ended.</summary>
public sealed record CaseRecord
{
    public required Case Case { get; init; }

    public required long Fence { get; init; }

    public Snapshot? Ticket { get; init; }

    public Snapshot? Item { get; init; }

    public string? MappingHash { get; init; }

    /// <summary>The tracker that looks at the case call, by which it waits in line; null leaves it as it was.</summary>
    public string? Tracker { get; init; }

    /// <summary>Effects to journal, as started or (behind others that wait) as waiting until the given time.</summary>
    public ImmutableArray<(PlannedEffect Planned, EffectState State, DateTimeOffset? NextTry)> Effects { get; init; } =
    [];

    /// <summary>How effects of before ended.</summary>
    public ImmutableArray<EffectEnd> Ends { get; init; } = [];

    /// <summary>True when the case's item was made or linked since the last record.</summary>
    public bool NewLink { get; init; }

    public ImmutableArray<long> HeededSignals { get; init; } = [];

    /// <summary>Answers of the customer that the recorded plan has taken in.</summary>
    public ImmutableArray<long> HeededAnswers { get; init; } = [];

    /// <summary>Decisions about stopped messages, likewise.</summary>
    public ImmutableArray<long> HeededVerdicts { get; init; } = [];

    /// <summary>Null leaves findings as they are; otherwise exactly these are open afterwards.</summary>
    public ImmutableArray<Finding>? Findings { get; init; }

    public ImmutableArray<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>How many looks in a row now ended without getting through.</summary>
    public int Failures { get; init; }

    /// <summary>True gives the lease back.</summary>
    public bool Release { get; init; }

    /// <summary>When the case must be looked at again though no signal comes; null: not.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Paused connections that the case waits for: the end of a pause makes it ready.</summary>
    public ImmutableArray<string> WaitsFor { get; init; } = [];
}
