using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Testing;

/// <summary>What the bridge writes for people to read.</summary>
public enum Channel
{
    /// <summary>Private notes on the ticket.</summary>
    Note,

    /// <summary>Public replies to the customer.</summary>
    Reply,

    /// <summary>Comments on the item.</summary>
    Comment,

    /// <summary>Draft articles of the knowledge base: title and body.</summary>
    Article,

    /// <summary>What webhooks are told: name and text.</summary>
    Post,

    /// <summary>New texts of notes that mirror comments.</summary>
    EditedNote,

    /// <summary>New texts of comments that mirror notes and replies.</summary>
    EditedComment,

    /// <summary>Notes that were deleted with the comments that they mirrored.</summary>
    RemovedNote,

    /// <summary>Comments that were deleted with what they mirrored.</summary>
    RemovedComment,

    /// <summary>Files carried to the ticket, by name.</summary>
    FileToTicket,

    /// <summary>Files carried to the item, by name.</summary>
    FileToItem,
}

/// <summary>How a stage's SLA stands.</summary>
public enum SlaState
{
    /// <summary>The stage has none.</summary>
    None,
    Ok,
    Warned,
    Breached,
}

/// <summary>One thing that a test expects. The set is closed.</summary>
public abstract record Expected
{
    private Expected() { }

    public required FilePlace Place { get; init; }

    /// <summary>The stage of the case; null: it is in none.</summary>
    public sealed record InStage(string? Name) : Expected;

    /// <summary>A field of the ticket or item shows this; both null: it is empty.</summary>
    /// <param name="Value">The whole value.</param>
    /// <param name="Contains">A part of it.</param>
    public sealed record Shows(Side Side, string Field, FieldValue? Value, string? Contains) : Expected;

    /// <summary>There is an item, or none.</summary>
    public sealed record HasItem(bool Is) : Expected;

    /// <summary>No gate is shut.</summary>
    public sealed record GateOpen : Expected;

    /// <summary>The gate of a stage is shut.</summary>
    /// <param name="Missing">All that it asks for, by field or words; default: whatever it is.</param>
    public sealed record GateShut(string Stage, ImmutableArray<string> Missing) : Expected;

    /// <summary>One that the bridge wrote contains these words.</summary>
    public sealed record Says(Channel Channel, string Words) : Expected;

    /// <summary>None that the bridge wrote contains these words.</summary>
    public sealed record NeverSays(Channel Channel, string Words) : Expected;

    /// <summary>So many were written by the bridge.</summary>
    public sealed record Counts(Channel Channel, int Number) : Expected;

    /// <summary>Exactly these files were carried over, by name, whatever their order.</summary>
    public sealed record Files(Channel Channel, ImmutableArray<string> Names) : Expected;

    /// <summary>What the bridge itself knows of the case is this.</summary>
    /// <param name="Name">One of <see cref="CaseNames"/>.</param>
    public sealed record Knows(string Name, int Number) : Expected;

    /// <summary>Exactly these messages were sent, whatever their order.</summary>
    public sealed record Messages(ImmutableArray<string> Names) : Expected;

    /// <summary>Findings of exactly these kinds are open.</summary>
    public sealed record Findings(ImmutableArray<FindingKind> Kinds) : Expected;

    /// <summary>An open finding contains these words.</summary>
    public sealed record Finds(string Words) : Expected;

    public sealed record Sla(SlaState State) : Expected;

    /// <summary>The case is looked at again then though nothing happens; null: never.</summary>
    public sealed record Wakes(DateTimeOffset? At) : Expected;

    /// <summary>The ticket is in no process, for a reason that contains these words.</summary>
    public sealed record NotIn(string Words) : Expected;

    /// <summary>The timeline tells something with these words.</summary>
    public sealed record Tells(string Words) : Expected;

    /// <summary>The ETA that the customer knows; null: none.</summary>
    public sealed record EtaTold(DateOnly? Day) : Expected;
}
