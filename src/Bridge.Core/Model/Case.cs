using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>
/// One ticket in one process, with all that the bridge remembers of it. Immutable: a plan gives the next one. Nothing
/// here is a copy of what a tool says for its own sake; it is what was accounted for, so that news can be told from echo.
/// </summary>
public sealed record Case
{
    public required long Id { get; init; }

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
    public StageBase StageBase { get; init; } = new(null, null);

    /// <summary>The base: by field of the process, the agreed value and what each side showed when last accounted for.</summary>
    public ImmutableSortedDictionary<string, FieldBase> Base { get; init; } =
        ImmutableSortedDictionary<string, FieldBase>.Empty;

    /// <summary>
    /// The side that is still to be moved to the stage entered last: also out of a status that belongs to no stage. Null: none.
    /// </summary>
    public Side? Owed { get; init; }

    /// <summary>The stages entered, oldest first.</summary>
    public ImmutableArray<StageVisit> Visits { get; init; } = [];

    /// <summary>A stage that somebody wants to enter and whose gate is shut; null when there is none.</summary>
    public ShutGate? Gate { get; init; }

    /// <summary>When moves were put back, oldest first; kept for a day.</summary>
    public ImmutableArray<DateTimeOffset> Reverts { get; init; } = [];

    /// <summary>The stage whose entry actions (group, priority, tags) are still to be written; null: none.</summary>
    public string? EntryActions { get; init; }

    /// <summary>The SLA clock of the visit that goes on; null: it is not measured, or was not looked at yet.</summary>
    public RunningClock? Clock { get; init; }

    /// <summary>
    /// The helpdesk statuses that were seen, oldest first, for the pauses of the SLA clocks; empty in a process without.
    /// </summary>
    public ImmutableArray<StatusSeen> Statuses
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Steps of escalation ("visit/step") whose group, priority or tags are still to be written.</summary>
    public ImmutableArray<string> StepsOwed
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Since when the ticket has the tag that silences SLAs; null: it has it not.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>What the customer knows of the ETA.</summary>
    public EtaKnowledge Eta { get; init; } = new(null, null);

    /// <summary>The rounds in which a fix was put before the customer, oldest first; empty in cases stored before there were any.</summary>
    public ImmutableArray<ValidationRound> Rounds
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Messages decided on and not yet handed to the journal (held by the leak guard), oldest first.</summary>
    public ImmutableArray<HeldMessage> Held { get; init; } = [];

    /// <summary>How many messages, notes and comments of the bridge's own were planned: numbers their keys.</summary>
    public int Told { get; init; }

    /// <summary>
    /// By field that messages watch for changes, the last value that was not empty. A case that was stored before there
    /// was such a thing gives null to the setter.
    /// </summary>
    public ImmutableSortedDictionary<string, FieldValue> Filled
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, FieldValue>.Empty;
    } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    /// <summary>Known solutions that are still to be looked for; null: none.</summary>
    public KnowledgeSearch? Search { get; init; }

    /// <summary>Where an agent opens the article that was drafted of this case; null: none was.</summary>
    public string? Article { get; init; }

    /// <summary>What has been said once and is not said again.</summary>
    public ImmutableSortedSet<string> Notices { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>Ids of comments, notes and replies that the bridge wrote, as "h:ID" and "t:ID": never mirrored back.</summary>
    public ImmutableSortedSet<string> OwnComments { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>Comments of others that were mirrored or passed over, likewise.</summary>
    public ImmutableSortedSet<string> SeenComments { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>
    /// Sides on which comments were passed over, as one of the bridge's own was in doubt there: read again once it is not.
    /// </summary>
    public ImmutableArray<Side> PassedOver { get; init; } = [];

    /// <summary>What a tool refused, by facet ("tracker/Severity", "helpdesk/status"): not written again until it changes.</summary>
    public ImmutableSortedDictionary<string, Refusal> Refusals { get; init; } =
        ImmutableSortedDictionary<string, Refusal>.Empty;

    /// <summary>Writes of the last hour by facet, to notice a fight with somebody else's automation.</summary>
    public ImmutableArray<FacetWrite> Writes { get; init; } = [];

    /// <summary>Moments at which the case must be looked at again, soonest first.</summary>
    public ImmutableArray<Deadline> Deadlines { get; init; } = [];

    /// <summary>Observe mode: fingerprint of the plan that was shown last, so that it is shown once; null: none.</summary>
    public string? Shown { get; init; }

    public SeenVersions TicketSeen { get; init; } = SeenVersions.None;

    public SeenVersions ItemSeen { get; init; } = SeenVersions.None;

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

/// <summary>A stage that was entered through its gate.</summary>
public sealed record StageVisit(string Stage, DateTimeOffset At)
{
    /// <summary>How its SLA ended, as it stood when the case left; null: the case is still there, or it is not measured.</summary>
    public SlaResult? Sla { get; init; }
}

/// <summary>The limit that a stage visit is measured by.</summary>
/// <param name="Visit">The number of the visit, from 1.</param>
/// <param name="Limit">As the mapping file says it, such as "1 working day".</param>
/// <param name="Length">That in hours.</param>
/// <param name="IsWorkingTime">False: by the clock on the wall.</param>
/// <param name="Since">When it began to count.</param>
/// <param name="Before">What earlier visits had used already.</param>
/// <param name="Restarts">How often it began anew within the visit.</param>
public sealed record RunningClock(
    int Visit,
    string Limit,
    TimeSpan Length,
    bool IsWorkingTime,
    DateTimeOffset Since,
    TimeSpan Before,
    int Restarts
);

/// <summary>How the SLA of a stage visit ended.</summary>
/// <param name="Owner">The stage's owner at the time; empty: none.</param>
/// <param name="Limit">As the mapping file said it.</param>
/// <param name="Used">Of the limit's kind of time, without pauses.</param>
/// <param name="Due">When the limit was, or would have been, used up; null: the clock stood.</param>
public sealed record SlaResult(
    string Owner,
    string Limit,
    TimeSpan Length,
    TimeSpan Used,
    DateTimeOffset? Due,
    bool Breached
);

/// <summary>A helpdesk status, and when the bridge first saw it.</summary>
public sealed record StatusSeen(string Status, DateTimeOffset At);

/// <summary>Somebody moved one side to a stage whose gate is shut.</summary>
/// <param name="Wanted">The stage asked for.</param>
/// <param name="By">The side that moved.</param>
/// <param name="Since">When the bridge first saw it.</param>
/// <param name="Missing">What was missing at the last look, one text each.</param>
/// <param name="Reverting">True once the move is being put back.</param>
public sealed record ShutGate(
    string Wanted,
    Side By,
    DateTimeOffset Since,
    ImmutableArray<string> Missing,
    bool Reverting
);

/// <summary>The ETA that the customer was told (null: none), and a newer one that must stand for the settle time first.</summary>
public sealed record EtaKnowledge(DateOnly? Told, EtaCandidate? Candidate)
{
    private const int Kept = 50;

    /// <summary>What was told and when, oldest first: the first one and the newest ones.</summary>
    public ImmutableArray<EtaTold> History
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>The customer is told of a day (null: no longer known).</summary>
    public EtaKnowledge Tell(DateOnly? day, DateTimeOffset at) =>
        new(day, null)
        {
            History = [.. this.History.Take(1), .. this.History.Skip(1).TakeLast(Kept - 2), new EtaTold(day, at)],
        };
}

/// <summary>An ETA as it was told; a null day: that it is no longer known.</summary>
public sealed record EtaTold(DateOnly? Day, DateTimeOffset At);

/// <summary>An ETA (null: taken away) that differs from what was told, and since when.</summary>
public sealed record EtaCandidate(DateOnly? Day, DateTimeOffset Since);

/// <summary>A message that was triggered and has not gone out yet. EtaBefore is the ETA told before, for its text.</summary>
public sealed record HeldMessage(string Rule, int Number, DateOnly? EtaBefore)
{
    /// <summary>The round of the validation that it was triggered in or after; 0: none was yet.</summary>
    public int Round { get; init; }
}

/// <summary>What a tool refused: the value (as shown) and its words.</summary>
public sealed record Refusal(string Value, string Message, DateTimeOffset At);

/// <summary>A write of a facet.</summary>
/// <param name="Value">What was written, as shown and shortened; empty in cases that are older than it.</param>
public sealed record FacetWrite(string Facet, DateTimeOffset At, string Value = "");

/// <summary>A moment at which a case must be looked at again, and why.</summary>
public sealed record Deadline(string Why, DateTimeOffset At);

/// <summary>
/// Which versions of a ticket or item the bridge knows: all up to the one last read, and exactly those that its own
/// writes made. A human's change between two own writes has a version of its own and so is never taken for an echo.
/// </summary>
public sealed record SeenVersions(long Read, ImmutableArray<long> Own)
{
    private const int Kept = 16;

    public static SeenVersions None { get; } = new(0, []);

    public bool Knows(long version) => version <= this.Read || this.Own.Contains(version);

    public SeenVersions AfterRead(long version) =>
        version <= this.Read ? this : new(version, [.. this.Own.Where(v => v > version)]);

    public SeenVersions AfterWrite(long version) =>
        this.Own.Contains(version) ? this : this with { Own = [.. this.Own.TakeLast(Kept - 1), version] };
}
