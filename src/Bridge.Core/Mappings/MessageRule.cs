using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

public enum Audience
{
    /// <summary>A public reply.</summary>
    Customer,

    /// <summary>A private note.</summary>
    Agents,

    /// <summary>A comment on the item.</summary>
    Engineers,
}

public enum TriggerKind
{
    /// <summary>The item was made or linked.</summary>
    Linked,

    /// <summary>The named stage was entered through its gate.</summary>
    StageEntered,
    EtaFirstSet,
    EtaChanged,

    /// <summary>An ETA that the customer knows was taken away.</summary>
    EtaRemoved,

    /// <summary>A stage whose outcome is resolved was entered.</summary>
    Resolved,

    /// <summary>A stage whose outcome is unresolved was entered.</summary>
    ClosedUnresolved,

    /// <summary>A fix is put before the customer: a round of the validation began.</summary>
    ValidationAsked,

    /// <summary>The customer has not answered for as long as a reminder says.</summary>
    ValidationReminder,

    /// <summary>The customer, or an agent for the customer, said that it works.</summary>
    CustomerConfirmed,

    /// <summary>The customer, or an agent for the customer, said that it is still broken.</summary>
    CustomerSaysBroken,

    /// <summary>The response window ended without an answer.</summary>
    CustomerSilent,

    /// <summary>The customer wrote a plain reply while an answer was waited for.</summary>
    CustomerReplied,

    /// <summary>A field of the process is filled, for the first time in the case. Told once.</summary>
    FieldFirstFilled,

    /// <summary>A field that was filled has another value now.</summary>
    FieldChanged,

    /// <summary>The fix is in the customers' hands, as the section "released" says.</summary>
    Released,
}

/// <summary>A message that the process sends, and when. What reaches a customer is only what stands in such a template.</summary>
public sealed record MessageRule
{
    public required string Name { get; init; }

    public required Audience To { get; init; }

    public required TriggerKind Trigger { get; init; }

    /// <summary>The stage of <see cref="TriggerKind.StageEntered"/>; null otherwise.</summary>
    public string? Stage { get; init; }

    /// <summary>The field of <see cref="TriggerKind.FieldFirstFilled"/> and <see cref="TriggerKind.FieldChanged"/>; null otherwise.</summary>
    public string? Field { get; init; }

    /// <summary>What fields trigger is told from this stage on; null: from the start.</summary>
    public string? FromStage { get; init; }

    /// <summary>Asked when the message is triggered: it is sent only when this holds. Null: always.</summary>
    public Condition? OnlyIf { get; init; }

    /// <summary>The text by language ("en"); the first is used when the requester's language has none.</summary>
    public required ImmutableArray<(string Language, Template Text)> Texts { get; init; }

    /// <summary>Agents' e-mail addresses that a note notifies.</summary>
    public ImmutableArray<string> Notify { get; init; } = [];
}

/// <summary>Where the ETA comes from and how it is told.</summary>
public sealed record EtaRule
{
    /// <summary>The date field of the process that carries it.</summary>
    public required string Field { get; init; }

    /// <summary>Told from this stage on; null: from the start.</summary>
    public string? FromStage { get; init; }

    /// <summary>A date must stand for so long before it is told, so that one that is dragged about is told once.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.Zero;

    /// <summary>A slip of at most so many days is not told.</summary>
    public int QuietDays { get; init; }

    /// <summary>At most so many tellings within a time; a later one waits and tells what stands then. Null: any number.</summary>
    public EtaPace? AtMost { get; init; }

    /// <summary>IANA zone in which a moment is a day, where the requester's is not known; null: the calendar's, else UTC.</summary>
    public string? Zone { get; init; }
}

/// <summary>So many within a time.</summary>
public sealed record EtaPace(int Times, TimeSpan Within);
