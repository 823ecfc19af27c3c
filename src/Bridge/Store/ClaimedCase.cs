using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Turns;

namespace Bridge.Store;

/// <summary>A case that this node may work on until its lease ends.</summary>
/// <param name="Fence">Rises with each claim: a store refuses whoever comes with an older one.</param>
/// <param name="Failures">How many looks in a row ended without getting through, for the wait before the next.</param>
public sealed record ClaimedCase(
    Case Case,
    long Fence,
    int Failures,
    Snapshot? Ticket,
    Snapshot? Item,
    ImmutableArray<StoredSignal> Signals,
    ImmutableArray<JournaledEffect> Open
)
{
    /// <summary>What the customer answered by links and no recorded plan has taken in, oldest first.</summary>
    public ImmutableArray<GivenAnswer> Answers { get; init; } = [];

    /// <summary>What people decided about stopped messages and no recorded plan has taken in, oldest first.</summary>
    public ImmutableArray<MessageVerdict> Verdicts { get; init; } = [];

    /// <summary>Hash of the mapping that the case was last decided by; null: none yet.</summary>
    public string? MappingHash { get; init; }

    /// <summary>The line that it was claimed from.</summary>
    public Line Line { get; init; }
}

/// <summary>A signal in the inbox.</summary>
public sealed record StoredSignal(long Id, SignalSource Source, Side Side, long? Version, string What);

/// <summary>An effect in the journal. NextTry is null while it is being executed.</summary>
public sealed record JournaledEffect(
    long Id,
    PlannedEffect Planned,
    EffectState State,
    int Attempts,
    DateTimeOffset? StartedAt,
    DateTimeOffset? NextTry,
    string MappingHash
);

/// <summary>Where an effect stands. Names as in the journal's state column, in lower case.</summary>
public enum EffectState
{
    /// <summary>An attempt began and no end is known: it is looked for before it is tried again.</summary>
    Started,

    /// <summary>Certainly not done; tried when its time comes.</summary>
    Waiting,

    Done,

    /// <summary>The tool said no; a person must mend it.</summary>
    Refused,

    /// <summary>An update that did not get through: the next plan decides it anew from what is then seen.</summary>
    Replanned,

    /// <summary>A person gave it up: it is never tried again.</summary>
    Dropped,
}

/// <summary>How an effect ended, to be written to the journal.</summary>
public sealed record EffectEnd(
    string Key,
    EffectState State,
    int Attempts,
    DateTimeOffset? NextTry,
    string? Failure,
    string? CommentId
);

/// <summary>A line of a case's story.</summary>
/// <param name="MappingHash">The mapping that decided it; null: none did.</param>
public sealed record TimelineEntry(string Kind, string Text, string? MappingHash = null);
