using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Core.Model;

/// <summary>
/// One ticket in one process, with all that the bridge remembers of it. Immutable: a plan gives the next one. Nothing
/// here is a copy of what a tool says for its own sake; it is what was accounted for, so that news can be told from echo.
/// Reading a stored case gives the setters of keys that it does not have nothing (null, a default array): they make the
/// usual beginning of it, so that cases stored by earlier versions stay readable.
/// </summary>
public sealed record Case
{
    public required long Id { get; init; }

    /// <summary>
    /// What a newer program stored and this one does not know: it goes back as it came, so that programs of two versions can
    /// work on one case. So what is added to a case stands here, not in the parts of a case. Null: nothing.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>The helpdesk connection.</summary>
    public required string Helpdesk { get; init; }

    public required string TicketId { get; init; }

    /// <summary>The process by name; null while the ticket is in none.</summary>
    public string? Process { get; init; }

    /// <summary>The stage entered last through its gate; null before the first.</summary>
    public string? Stage { get; init; }

    /// <summary>The linked issue or task; null before it is made or linked.</summary>
    public ItemRef? Item { get; init; }

    /// <summary>How often the making or linking of the item was planned; with <see cref="ItemPlanned"/> it names the attempt.</summary>
    public int ItemAttempts { get; init; }

    /// <summary>True from the plan that makes or links the item until that is done or given up.</summary>
    public bool ItemPlanned { get; init; }

    /// <summary>The stages each side showed when last accounted for.</summary>
    public StageBase StageBase
    {
        get;
        init => field = value ?? new(null, null);
    } = new(null, null);

    /// <summary>The base: by field of the process, the agreed value and what each side showed when last accounted for.</summary>
    public ImmutableSortedDictionary<string, FieldBase> Base
    {
        get;
        init => field = Ordinal.By(value);
    } = Ordinal.By<FieldBase>(null);

    /// <summary>
    /// The side that is still to be moved to the stage entered last: also out of a status that belongs to no stage. Null: none.
    /// </summary>
    public Side? Owed { get; init; }

    /// <summary>The stages entered, oldest first.</summary>
    public ImmutableArray<StageVisit> Visits
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>
    /// When the ticket came into the process, where that was before the bridge saw it; null: with the first of
    /// <see cref="Visits"/>. What people write counts from then on.
    /// </summary>
    public DateTimeOffset? CameInAt { get; init; }

    /// <summary>A stage that somebody wants to enter and whose gate is shut; null when there is none.</summary>
    public ShutGate? Gate { get; init; }

    /// <summary>When moves were put back, oldest first; kept for a day.</summary>
    public ImmutableArray<DateTimeOffset> Reverts
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The stage whose entry actions (group, priority, tags) are still to be written; null: none.</summary>
    public string? EntryActions { get; init; }

    /// <summary>The SLA clock of the visit that goes on; null: it is not measured, or was not looked at yet.</summary>
    public RunningClock? Clock { get; init; }

    /// <summary>
    /// The helpdesk statuses that were seen, oldest first, for the pauses of the SLA clocks; empty in a process without.
    /// </summary>
    public ImmutableArray<StatusSeen> Statuses
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Steps of escalation ("visit/step") whose group, priority or tags are still to be written.</summary>
    public ImmutableArray<string> StepsOwed
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Since when the ticket has the tag that silences SLAs; null: it has it not.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>What the customer knows of the ETA.</summary>
    public EtaKnowledge Eta
    {
        get;
        init => field = value ?? new(null, null);
    } = new(null, null);

    /// <summary>The rounds in which a fix was put before the customer, oldest first.</summary>
    public ImmutableArray<ValidationRound> Rounds
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Messages decided on and not yet handed to the journal (held by the leak guard), oldest first.</summary>
    public ImmutableArray<HeldMessage> Held
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>How many messages, notes and comments of the bridge's own were planned: numbers their keys.</summary>
    public int Told { get; init; }

    /// <summary>By field that messages watch for changes, the last value that was not empty.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Filled
    {
        get;
        init => field = Ordinal.By(value);
    } = Ordinal.By<FieldValue>(null);

    /// <summary>The release of the fix; null: there was none yet, or the process does not ask.</summary>
    public ReleaseSeen? Release { get; init; }

    /// <summary>When the item is read again to see whether it is released, which the tracker does not tell; null: never.</summary>
    public DateTimeOffset? ReleaseLook { get; init; }

    /// <summary>By "stage/field", the value that a field had when the stage was last entered, where a gate wants a new one.</summary>
    public ImmutableSortedDictionary<string, FieldValue> AtEntry
    {
        get;
        init => field = Ordinal.By(value);
    } = Ordinal.By<FieldValue>(null);

    /// <summary>Known solutions that are still to be looked for; null: none.</summary>
    public KnowledgeSearch? Search { get; init; }

    /// <summary>Where an agent opens the article that was drafted of this case; null: none was.</summary>
    public string? Article { get; init; }

    /// <summary>What has been said once and is not said again.</summary>
    public ImmutableSortedSet<string> Notices
    {
        get;
        init => field = Ordinal.Set(value);
    } = Ordinal.Set(null);

    /// <summary>Ids of comments, notes and replies that the bridge wrote, as "h:ID" and "t:ID": never mirrored back.</summary>
    public ImmutableSortedSet<string> OwnComments
    {
        get;
        init => field = Ordinal.Set(value);
    } = Ordinal.Set(null);

    /// <summary>Comments of others that were mirrored or passed over, likewise.</summary>
    public ImmutableSortedSet<string> SeenComments
    {
        get;
        init => field = Ordinal.Set(value);
    } = Ordinal.Set(null);

    /// <summary>
    /// Sides on which comments were passed over, as one of the bridge's own was in doubt there: read again once it is not.
    /// </summary>
    public ImmutableArray<Side> PassedOver
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The comments and files that went over.</summary>
    public Carried Carried
    {
        get;
        init => field = value ?? Carried.Nothing;
    } = Carried.Nothing;

    /// <summary>What a tool refused, by facet ("tracker/Severity", "helpdesk/status"): not written again until it changes.</summary>
    public ImmutableSortedDictionary<string, Refusal> Refusals
    {
        get;
        init => field = Ordinal.By(value);
    } = Ordinal.By<Refusal>(null);

    /// <summary>What the bridge had to say and a tool refused to take, oldest first: it waits for a person.</summary>
    public ImmutableArray<Unsaid> Unsaid
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Writes of the last hour by facet, to notice a fight with somebody else's automation.</summary>
    public ImmutableArray<FacetWrite> Writes
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Moments at which the case must be looked at again, soonest first.</summary>
    public ImmutableArray<Deadline> Deadlines
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Observe mode: fingerprint of the plan that was shown last, so that it is shown once; null: none.</summary>
    public string? Shown { get; init; }

    public SeenVersions TicketSeen
    {
        get;
        init => field = value ?? SeenVersions.None;
    } = SeenVersions.None;

    public SeenVersions ItemSeen
    {
        get;
        init => field = value ?? SeenVersions.None;
    } = SeenVersions.None;

    /// <summary>True when a comment, note or reply is known to be the bridge's own.</summary>
    public bool IsOwn(Side side, string commentId) => this.OwnComments.Contains(CommentId(side, commentId));

    /// <summary>A comment's id with its side, as the sets of comments hold it.</summary>
    public static string CommentId(Side side, string id) => (side == Side.Helpdesk ? "h:" : "t:") + id;

    public SeenVersions Seen(Side side) => side == Side.Helpdesk ? this.TicketSeen : this.ItemSeen;

    public Case WithSeen(Side side, SeenVersions seen) =>
        side == Side.Helpdesk ? this with { TicketSeen = seen } : this with { ItemSeen = seen };
}

/// <summary>The stages (by name) that the two sides showed when last accounted for; null: none of the process's.</summary>
public sealed record StageBase(string? Helpdesk, string? Tracker)
{
    public string? On(Side side) => side == Side.Helpdesk ? this.Helpdesk : this.Tracker;

    public StageBase With(Side side, string? stage) =>
        side == Side.Helpdesk ? this with { Helpdesk = stage } : this with { Tracker = stage };
}

/// <summary>
/// A field's agreed value, and what each side showed when last accounted for, all as the process's canonical values.
/// A side's reading is news only when it differs from its own base and from the agreed value.
/// </summary>
public sealed record FieldBase(FieldValue? Agreed, FieldValue? Helpdesk, FieldValue? Tracker)
{
    public static FieldBase Nothing { get; } = new(null, null, null);

    public FieldValue? On(Side side) => side == Side.Helpdesk ? this.Helpdesk : this.Tracker;

    public FieldBase With(Side side, FieldValue? value) =>
        side == Side.Helpdesk ? this with { Helpdesk = value } : this with { Tracker = value };
}

/// <summary>A message that was triggered and has not gone out yet. EtaBefore is the ETA told before, for its text.</summary>
public sealed record HeldMessage(string Rule, int Number, DateOnly? EtaBefore)
{
    /// <summary>The round of the validation that it was triggered in or after; 0: none was yet.</summary>
    public int Round { get; init; }

    /// <summary>When it is its turn among the tickets of a shared item; null: not asked yet, or it waits for none.</summary>
    public DateTimeOffset? Turn { get; init; }

    /// <summary>What the leak guard stopped; null: it was not stopped, or not looked at yet.</summary>
    public StoppedText? Stopped { get; init; }

    /// <summary>The words that a person gave it instead of the template's, as HTML; null: the template's.</summary>
    public string? Rewritten { get; init; }
}

/// <summary>That the fix is in the customers' hands.</summary>
/// <param name="Bounces">How often the case had moved back by then: only a later way back makes another release.</param>
public sealed record ReleaseSeen(DateTimeOffset At, int Bounces);

/// <summary>What a tool refused: the value (as shown) and its words.</summary>
public sealed record Refusal(string Value, string Message, DateTimeOffset At)
{
    /// <summary>Who gave this value up for good; null: nobody, it waits for a person.</summary>
    public GivenUp? GivenUp { get; init; }
}

/// <summary>A write of a facet.</summary>
/// <param name="Value">What was written, as shown and shortened; empty in cases that are older than it.</param>
public sealed record FacetWrite(string Facet, DateTimeOffset At, string Value = "");

/// <summary>A moment at which a case must be looked at again, and why.</summary>
public sealed record Deadline(string Why, DateTimeOffset At);
