using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// A plan in the making. The planners of this folder each decide one thing and leave it here; <see cref="Finish"/> puts
/// it in order. Lives for one call of <see cref="Reconciler"/>.
/// </summary>
internal sealed class Draft(
    ProcessMapping process,
    Case start,
    Observation observed,
    DateTimeOffset now,
    AnswerLinks? links = null
)
{
    private readonly List<PlannedEffect> creations = [];
    private readonly List<PlannedEffect> replies = [];
    private readonly List<PlannedEffect> notes = [];
    private readonly List<PlannedEffect> articles = [];
    private readonly List<Decision> decisions = [];
    private readonly List<Deadline> deadlines = [];
    private readonly HashSet<Side> mustRead = [];
    private readonly List<long> heeded = [];
    private readonly List<long> verdicts = [];
    private readonly List<PlannedEffect> posts = [];
    private readonly List<AskedGate> gates = [];
    private readonly List<string> messages = [];
    private readonly List<Condition> heldBack = [];
    private readonly List<AnswerWay> ways = [];

    public ProcessMapping Process => process;

    public Observation Observed => observed;

    public DateTimeOffset Now => now;

    /// <summary>Null where no links are made.</summary>
    public AnswerLinks? Links => links;

    /// <summary>The case so far.</summary>
    public Case Case { get; set; } = start;

    /// <summary>What holds now, in the order in which it was seen.</summary>
    public List<Finding> Findings { get; } = [];

    public SideUpdate HelpdeskUpdate { get; } = new(Side.Helpdesk);

    public SideUpdate TrackerUpdate { get; } = new(Side.Tracker);

    /// <summary>True when the stage was entered in this plan.</summary>
    public bool StageEntered { get; set; }

    /// <summary>What the knowledge base must be asked before this plan may be carried out.</summary>
    public KnowledgeQuestion? MustSearch { get; set; }

    /// <summary>True when it must be counted how many tickets of the item came in before this one.</summary>
    public bool MustCount { get; set; }

    public SideUpdate UpdateOf(Side side) => side == Side.Helpdesk ? this.HelpdeskUpdate : this.TrackerUpdate;

    /// <summary>A field of the process by its agreed value, else what the bridge knows of the case, else a field of the ticket.</summary>
    public FieldValue? Value(string name) =>
        process.Field(name) is { } rule ? this.Case.Base.GetValueOrDefault(rule.Name)?.Agreed
        : CaseFacts.Of(process, this.Case, name) is { } known ? new FieldValue.Number(known)
        : observed.Ticket.Values[name];

    public void Decide(DecisionKind kind, string text) => this.decisions.Add(new Decision(kind, text));

    /// <summary>What is missing for a stage to be entered from where the case is; empty: its gate is open.</summary>
    public ImmutableArray<string> Ask(Stage wanted)
    {
        var lacks = GateKeeper.Lacks(process, wanted, this.Case.Stage, this.Value, this.Case);
        this.gates.Add(new AskedGate(wanted.Name, this.Case.Stage, lacks));
        return [.. lacks.Select(lack => lack.Text)];
    }

    /// <summary>Why an "only if" does not hold now; null: it does.</summary>
    public string? Against(Condition onlyIf)
    {
        var why = ConditionCheck.FirstFailing(onlyIf, this.Value);
        if (why is not null)
        {
            this.heldBack.Add(onlyIf);
        }

        return why;
    }

    /// <summary>Notes where an answer of the customer leads.</summary>
    public void Goes(AnswerWay way) => this.ways.Add(way);

    /// <summary>Notes that a message of the process is among the effects.</summary>
    public void Sends(string message) => this.messages.Add(message);

    public void Find(FindingKind kind, string key, string message) =>
        this.Findings.Add(new Finding(kind, key, message));

    /// <summary>Says that an answer of the customer is accounted for.</summary>
    public void Heed(GivenAnswer answer) => this.heeded.Add(answer.Id);

    /// <summary>Says that a person's decision about a stopped message is accounted for.</summary>
    public void Heed(MessageVerdict verdict) => this.verdicts.Add(verdict.Id);

    public void WakeAt(DateTimeOffset at, string why) => this.deadlines.Add(new Deadline(why, at));

    /// <summary>Says that a side is written to: it must have been read just now.</summary>
    public void Touch(Side side)
    {
        if (!observed.Fresh(side))
        {
            this.mustRead.Add(side);
        }
    }

    /// <summary>True the first time that a notice is given; the case remembers it.</summary>
    public bool FirstTime(string notice)
    {
        if (this.Case.Notices.Contains(notice))
        {
            return false;
        }

        this.Case = this.Case with { Notices = this.Case.Notices.Add(notice) };
        return true;
    }

    public void Create(Effect effect) => this.creations.Add(new PlannedEffect(effect, this.Settlement(effect)));

    public void Reply(string html, string reason)
    {
        this.Touch(Side.Helpdesk);
        this.replies.Add(Telling(new Effect.Reply(html) { Key = this.NextKey("reply"), Reason = reason }));
    }

    public void Note(string html, string reason, ImmutableArray<string> notify = default, string? mirrorOf = null)
    {
        var who = notify.IsDefault ? [] : notify;
        this.notes.Add(
            Telling(
                new Effect.AddNote(html, who)
                {
                    Key = this.NextKey("note"),
                    Reason = reason,
                    MirrorOf = mirrorOf,
                }
            )
        );
    }

    public void Comment(string html, string reason, string? mirrorOf = null) =>
        this.notes.Add(
            Telling(
                new Effect.AddComment(html)
                {
                    Key = this.NextKey("comment"),
                    Reason = reason,
                    MirrorOf = mirrorOf,
                }
            )
        );

    /// <summary>Gives the copy of a comment its new text.</summary>
    public void Edit(Side side, string id, string html, string reason)
    {
        var key = this.NextKey("edit");
        this.notes.Add(
            Telling(
                side == Side.Helpdesk
                    ? new Effect.EditNote(id, html) { Key = key, Reason = reason }
                    : new Effect.EditComment(id, html) { Key = key, Reason = reason }
            )
        );
    }

    /// <summary>Deletes the copy of a comment.</summary>
    public void Remove(Side side, string id, string reason)
    {
        var key = this.NextKey("remove");
        this.notes.Add(
            Telling(
                side == Side.Helpdesk
                    ? new Effect.RemoveNote(id) { Key = key, Reason = reason }
                    : new Effect.RemoveComment(id) { Key = key, Reason = reason }
            )
        );
    }

    /// <summary>Carries a file of the other side over.</summary>
    public void Attach(Side side, FileRef file, string owner, string caption, string reason) =>
        this.notes.Add(
            Telling(
                new Effect.Attach(
                    side,
                    file,
                    side == Side.Helpdesk ? this.Case.Item!.Connection : this.Case.Helpdesk,
                    owner,
                    caption,
                    process.Files.Largest
                )
                {
                    Key = this.NextKey("file"),
                    Reason = reason,
                }
            )
        );

    public void Article(string folder, string title, string html, string marker, string reason) =>
        this.articles.Add(
            Telling(
                new Effect.DraftArticle(folder, title, html, marker) { Key = this.NextKey("article"), Reason = reason }
            )
        );

    /// <summary>Tells a webhook of the settings.</summary>
    public void Post(string to, string text, string reason) =>
        this.posts.Add(
            Telling(
                new Effect.Post(to, text)
                {
                    Key = this.NextKey("post"),
                    Reason = reason,
                    Process = process.Name,
                    Stage = this.Case.Stage ?? "",
                    Ticket = observed.Ticket.Key,
                    TicketUrl = observed.Ticket.Url,
                    Item = this.Case.Item?.Key ?? "",
                    ItemUrl = this.Case.Item?.Url ?? "",
                }
            )
        );

    /// <summary>Writes where people of that side read: a private note on the ticket, or a comment on the item.</summary>
    public void Tell(Side side, string html, string reason, ImmutableArray<string> notify = default)
    {
        if (side == Side.Tracker && this.Case.Item is not null)
        {
            this.Comment(html, reason);
        }
        else
        {
            this.Note(html, reason, notify);
        }
    }

    /// <summary>The finished plan: items first, then the customer, then state, then the rest.</summary>
    public Plan Finish()
    {
        var updates = new[] { this.HelpdeskUpdate, this.TrackerUpdate }
            .Where(update => !update.IsEmpty)
            .Select(update => update.ToEffect(this.NextKey("update")))
            .ToList();
        foreach (var update in updates)
        {
            this.Touch(update.Effect.Side);
        }

        return new Plan
        {
            Next = this.Case with { Deadlines = [.. this.deadlines.OrderBy(d => d.At)] },
            Effects = [.. this.creations, .. this.replies, .. updates, .. this.notes, .. this.articles, .. this.posts],
            Findings = [.. this.Findings.DistinctBy(f => f.Key, StringComparer.Ordinal)],
            Decisions = [.. this.decisions],
            HeededAnswers = [.. this.heeded],
            HeededVerdicts = [.. this.verdicts],
            MustSearch = this.MustSearch,
            MustCount = this.MustCount,
            Gates = [.. this.gates],
            Messages = [.. this.messages],
            HeldBack = [.. this.heldBack],
            Ways = [.. this.ways],
            MustRead = [.. this.mustRead.Order()],
        };
    }

    private static PlannedEffect Telling(Effect effect) => new(effect, Planning.Settlement.Nothing);

    private Settlement Settlement(Effect effect) =>
        effect is Effect.CreateItem create
            ? new Settlement(
                FieldBag.Of(
                    process
                        .Fields.Where(f => f.TrackerField is { } name && create.Values.Has(name))
                        .Select(f => KeyValuePair.Create(f.Name, this.Case.Base.GetValueOrDefault(f.Name)?.Agreed))
                ),
                create.Status is null ? null : this.Case.Stage,
                null
            )
            : Planning.Settlement.Nothing;

    private string NextKey(string kind)
    {
        this.Case = this.Case with { Told = this.Case.Told + 1 };
        return string.Create(CultureInfo.InvariantCulture, $"{kind}/{this.Case.Told}");
    }
}
