namespace Bridge.Core.Model;

public enum FindingKind
{
    /// <summary>A stage was asked for without what its gate wants.</summary>
    GateViolation,

    /// <summary>Moves are put back again and again: somebody, or an automation, fights the gate.</summary>
    GateFight,

    /// <summary>Both sides changed the same thing to different values; the owner's stands.</summary>
    Conflict,

    /// <summary>A status that no stage of the process has.</summary>
    UnmappedStatus,

    /// <summary>A value that the field's value map (or type) does not know.</summary>
    UnmappedValue,

    /// <summary>A tool refused a write; in the tool's own words.</summary>
    Refused,

    /// <summary>The bridge writes a field and somebody changes it back, again and again.</summary>
    WriteFight,

    /// <summary>The leak guard stopped a message to the customer.</summary>
    LeakStopped,

    /// <summary>The ticket or item is deleted, spam or out of reach.</summary>
    Gone,

    /// <summary>The item was moved to a place that no process names: its statuses and fields may be others.</summary>
    Elsewhere,

    /// <summary>A stage's SLA is close to its end, or over.</summary>
    Sla,

    /// <summary>A tool's webhook is missing, suspended or failing: changes are only seen by polling.</summary>
    Webhook,

    /// <summary>A tool does not take the connection's key any more, or does not answer: the connection is paused.</summary>
    ConnectionDown,

    /// <summary>Changed mapping files cannot go live: they have errors, or the accounts lack what they name.</summary>
    BadMapping,

    /// <summary>Changed mapping files wait for a person's word, as they would send many messages at once.</summary>
    MappingWaits,

    /// <summary>Cases are in a process that no mapping file has any more.</summary>
    ProcessGone,

    /// <summary>A job of the bridge hangs, or fails again and again.</summary>
    JobFailed,

    /// <summary>Ticket and item do not agree, though nothing of the case is under way.</summary>
    Drift,

    /// <summary>Cases could be looked at, and nobody gets to them for too long.</summary>
    Backlog,

    /// <summary>A webhook came with the right secret, and nobody knew what it meant.</summary>
    Quarantined,

    /// <summary>Something has been tried for so long that waiting alone will not do.</summary>
    Stuck,
}

/// <summary>Something that a person must know of a case. It is open as long as plans name it.</summary>
/// <param name="Key">Unique in the case: the same finding at the next look has the same key.</param>
/// <param name="Message">What, where, and the cure, for a support lead.</param>
public sealed record Finding(FindingKind Kind, string Key, string Message)
{
    /// <summary>The connection that it is about; null: that of the ticket, or none.</summary>
    public string? Connection { get; init; }
}
