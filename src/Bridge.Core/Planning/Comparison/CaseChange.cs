using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bridge.Core.Model;

namespace Bridge.Core.Planning.Comparison;

/// <summary>What a changed mapping would mean for one case.</summary>
public enum Verdict
{
    /// <summary>The new plan is the old plan.</summary>
    Unchanged,
    Changed,

    /// <summary>No file has its process any more: the case would wait.</summary>
    Waits,

    /// <summary>The ticket is in no process, and would come into one when it changes next.</summary>
    WouldComeIn,
}

/// <summary>What a changed mapping would do to one case that the live one does not, and the other way round.</summary>
public sealed record CaseChange
{
    public required long Case { get; init; }

    /// <summary>What people call the ticket: "#4711".</summary>
    public required string Ticket { get; init; }

    /// <summary>The process of the case, or the one that the ticket would come into.</summary>
    public required string Process { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The stage by the live mapping; null: none.</summary>
    public string? StageBefore { get; init; }

    /// <summary>The stage by the changed mapping; another one when statuses are read anew, or a gate stands elsewhere.</summary>
    public string? StageAfter { get; init; }

    public ImmutableArray<EffectChange> Effects { get; init; } = [];

    /// <summary>A gate that would be shut and is not now; null: none.</summary>
    public GateNow? Gate { get; init; }

    /// <summary>What its own stage would now ask for and the case does not have: it stays, and could not enter today.</summary>
    public ImmutableArray<string> Lacks { get; init; } = [];

    /// <summary>SLA warnings and breaches that would be told at once.</summary>
    public ImmutableArray<string> Sla { get; init; } = [];

    /// <summary>Messages that the customer would get and would not get now.</summary>
    [JsonIgnore]
    public IEnumerable<EffectChange> Messages => this.Effects.Where(e => e.IsNew && e.Kind == EffectWords.Reply);
}

/// <summary>A gate that is shut, and what is missing.</summary>
public sealed record GateNow(string Stage, ImmutableArray<string> Missing);

/// <summary>An effect that only one of the two mappings asks for.</summary>
/// <param name="IsNew">True: the changed mapping asks for it; false: only the live one does.</param>
/// <param name="Kind">As in the journal: create, link, update, note, reply, comment, article.</param>
/// <param name="Text">What would be written, as plain text.</param>
/// <param name="Later">The deadline of the next day that brings it; null: at once.</param>
public sealed record EffectChange(
    bool IsNew,
    string Kind,
    Side Side,
    string Reason,
    string Text,
    DateTimeOffset? Later
);
