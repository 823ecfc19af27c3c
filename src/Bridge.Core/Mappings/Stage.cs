using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>How a process ends in a stage.</summary>
public enum StageOutcome
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>The fix is there; the customer is told the resolution.</summary>
    Resolved,

    /// <summary>Closed without a fix; the customer is told so in words of its own.</summary>
    Unresolved,
}

/// <summary>A step of the process.</summary>
public sealed record Stage
{
    public required string Name { get; init; }

    /// <summary>The team that owns the case in this stage; for people and reports.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What says so in the helpdesk; any of them reads as this stage, the first is written.</summary>
    public ImmutableArray<StageMark> Helpdesk { get; init; } = [];

    /// <summary>What says so in the tracker, likewise.</summary>
    public ImmutableArray<StageMark> Tracker { get; init; } = [];

    public StageOutcome Outcome { get; init; }

    /// <summary>The gate: what must be there to enter.</summary>
    public ImmutableArray<Requirement> Requires { get; init; } = [];

    /// <summary>The stages from which this one may be entered; empty: from any.</summary>
    public ImmutableArray<string> From { get; init; } = [];

    /// <summary>What a violation of this gate leads to; null: as the process says.</summary>
    public OnViolation? OnViolation { get; init; }

    /// <summary>What the ticket gets on entry.</summary>
    public OnEntry? OnEntry { get; init; }

    /// <summary>Working time that the owner has for this stage; null: no SLA.</summary>
    public WorkingSpan? Sla { get; init; }
}

/// <summary>
/// What in a tool says that a case is in a stage: a status (Jira: with a resolution), or the value of a custom field.
/// </summary>
/// <param name="Status">Status by label; null when a field says it.</param>
/// <param name="Resolution">Jira resolution by name; null: any on reading, none on writing.</param>
/// <param name="Field">The custom field's label; null when the status says it.</param>
/// <param name="Value">That field's value.</param>
public sealed record StageMark(string? Status, string? Resolution = null, string? Field = null, string? Value = null);

/// <summary>What the ticket gets when its case enters a stage. Null or empty: nothing of the kind.</summary>
public sealed record OnEntry(string? Group, string? Priority, ImmutableArray<string> AddTags);

/// <summary>One thing that a gate asks for.</summary>
public sealed record Requirement
{
    /// <summary>Name of a field of the process.</summary>
    public required string Field { get; init; }

    /// <summary>The text must be at least this long; 0: present is enough.</summary>
    public int AtLeastCharacters { get; init; }

    /// <summary>The value must be one of these; empty: any.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>The number (or list length) must be at most this; null: any.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>Asked for only when the case comes back from a later stage (de-escalation).</summary>
    public bool WhenComingBack { get; init; }

    /// <summary>It must have been filled anew since the stage was last entered: what it said then is not enough.</summary>
    public bool NewlyFilled { get; init; }

    /// <summary>Asked for only under this condition; null: always.</summary>
    public Condition? When { get; init; }
}

/// <summary>What happens when somebody enters a stage without what it asks for.</summary>
public enum OnViolation
{
    /// <summary>The mover's side is put back to the last good stage, after the grace time.</summary>
    Revert,

    /// <summary>Nothing is mirrored until the data is there; then the case goes on by itself.</summary>
    Hold,

    /// <summary>It goes on, and people are told.</summary>
    Warn,
}

/// <summary>How gates are enforced in a process.</summary>
public sealed record GatePolicy
{
    public OnViolation OnViolation { get; init; } = OnViolation.Revert;

    /// <summary>Time for the mover to fill in what is missing before a revert.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;

    /// <summary>After so many reverts of one case within <see cref="Within"/>, the lead is told instead of fighting on.</summary>
    public int AtMost { get; init; } = 3;

    public TimeSpan Within { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The way past a shut gate, with a reason; null: there is none.</summary>
    public GateOverride? Override { get; init; }

    /// <summary>E-mail addresses (agents of the helpdesk) of those who hear of a fight; empty: the finding alone tells.</summary>
    public ImmutableArray<string> Leads { get; init; } = [];
}

/// <summary>A way past a shut gate: an agent writes the reason into a field, which opens the gate once and is emptied.</summary>
/// <param name="Field">A text field of the process that the helpdesk has.</param>
/// <param name="AtLeastCharacters">A shorter reason is none.</param>
public sealed record GateOverride(string Field, int AtLeastCharacters);
