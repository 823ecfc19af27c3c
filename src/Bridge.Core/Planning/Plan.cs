using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What the reconciler decided.</summary>
public sealed record Plan
{
    /// <summary>The case as it is once this plan is recorded; settlements of effects come on top when they are done.</summary>
    public required Case Next { get; init; }

    /// <summary>What to do to the world, in order.</summary>
    public ImmutableArray<PlannedEffect> Effects { get; init; } = [];

    /// <summary>All findings that hold now: an open one of a planner's kind that is not here is over.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Answers of the customer that this plan accounts for, by id: once it is recorded, nobody asks for them again.</summary>
    public ImmutableArray<long> HeededAnswers { get; init; } = [];

    /// <summary>Decisions of people about stopped messages that this plan accounts for, likewise.</summary>
    public ImmutableArray<long> HeededVerdicts { get; init; } = [];

    /// <summary>Why each thing is done, and why others are not.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>The gates that were asked, with what they lack: for tests and for explain.</summary>
    public ImmutableArray<AskedGate> Gates { get; init; } = [];

    /// <summary>The messages of the process that are among the effects, by name.</summary>
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>The conditions of "only if" that kept a message or an article back: the very ones of the process.</summary>
    public ImmutableArray<Condition> HeldBack { get; init; } = [];

    /// <summary>The ways that the customer's answers led: the very ones of the process.</summary>
    public ImmutableArray<AnswerWay> Ways { get; init; } = [];

    /// <summary>Sides that must be read before this plan may be carried out: it would write to what it has not just seen.</summary>
    public ImmutableArray<Side> MustRead { get; init; } = [];

    /// <summary>True when it must be counted, before this plan may be carried out, how many tickets of the item came in before this one.</summary>
    public bool MustCount { get; init; }

    /// <summary>What the knowledge base must be asked before this plan may be carried out; null: nothing.</summary>
    public KnowledgeQuestion? MustSearch { get; init; }
}

/// <summary>A question to the helpdesk's knowledge base.</summary>
/// <param name="AtMost">So many articles are wanted.</param>
public sealed record KnowledgeQuestion(string Words, int AtMost);

/// <summary>A gate that somebody asked to pass. Lacks is empty when it is open; From is null when the ticket comes in.</summary>
public sealed record AskedGate(string Stage, string? From, ImmutableArray<GateLack> Lacks);

/// <summary>One thing that a gate lacks, in words. Requirement is null when the stage may not be entered from there.</summary>
public sealed record GateLack(Requirement? Requirement, string Text)
{
    /// <summary>True when the field is filled, but with what it held at the stage's last entry.</summary>
    public bool IsOld { get; init; }
}

/// <summary>An effect, and what is known of the case once it is done.</summary>
public sealed record PlannedEffect(Effect Effect, Settlement Settlement);

/// <summary>What the case may take for granted once an effect is done: the values, the stage and the entry actions it wrote.</summary>
/// <param name="Fields">By field of the process, the canonical value that its side now shows.</param>
/// <param name="Stage">The stage that its side now shows; null: the effect wrote none.</param>
/// <param name="EntryActions">The stage whose entry actions it wrote; null: none.</param>
public sealed record Settlement(FieldBag Fields, string? Stage, string? EntryActions)
{
    /// <summary>The steps of escalation that it wrote.</summary>
    public ImmutableArray<string> Steps
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    public static Settlement Nothing { get; } = new(FieldBag.Empty, null, null);
}

public enum DecisionKind
{
    /// <summary>Something is done.</summary>
    Does,

    /// <summary>Something is noted and nothing is written.</summary>
    Notes,

    /// <summary>Something that could be expected is not done; the text says which condition failed.</summary>
    Skips,

    /// <summary>Something will be done later or after somebody acts.</summary>
    Waits,
}

/// <summary>One decision with its reason, for the timeline and for explain.</summary>
public sealed record Decision(DecisionKind Kind, string Text);
