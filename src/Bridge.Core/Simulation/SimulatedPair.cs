using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>
/// A ticket and an item as values, people who change them, and the pipeline in small: plan, carry out, settle, until
/// nothing is left to do; deadlines fire when the clock passes them.
/// </summary>
public sealed class SimulatedPair(ProcessMapping process, Snapshot ticket, DateTimeOffset now)
{
    private const int MostPasses = 10;
    private const int MostLooks = 500;
    private long version = Math.Max(1000, ticket.Version);
    private readonly MailedLinks links = new();
    private readonly SimulatedTalk talk = new();

    public ProcessMapping Process => process;

    public required Case Case { get; set; }

    public Snapshot Ticket { get; set; } = ticket;

    /// <summary>Null: there is none.</summary>
    public Snapshot? Item { get; set; }

    /// <summary>The item as it is when nobody has filled anything in; what makes one starts from it.</summary>
    public required Snapshot BlankItem { get; init; }

    /// <summary>The releases of the project, from which Jira's release dates and places follow.</summary>
    public ImmutableArray<Release> Releases { get; init; } = [];

    /// <summary>Answers that customers gave by links and no recorded plan has taken in.</summary>
    public List<GivenAnswer> Answers { get; } = [];

    /// <summary>What people decide about stopped messages.</summary>
    public PagesDecisions Decisions { get; } = new();

    /// <summary>How many tickets of the same item came in before this one.</summary>
    public int EarlierTickets { get; init; }

    /// <summary>The links of the messages: they lead nowhere.</summary>
    public AnswerLinks Links { get; init; } = new("https://bridge.example", "simulated");

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>All effects carried out, oldest first.</summary>
    public List<Effect> Done { get; } = [];

    /// <summary>All plans, oldest first.</summary>
    public List<Look> Looks { get; } = [];

    /// <summary>What the tool answers to an effect; null: it is done.</summary>
    public Func<Effect, Outcome?> Answer { get; set; } = _ => null;

    /// <summary>What the knowledge base answers; nothing unless somebody says otherwise.</summary>
    public Func<KnowledgeQuestion, Searched> Library { get; set; } = _ => new Searched.Articles([]);

    /// <summary>The questions that the knowledge base was asked, oldest first.</summary>
    public List<KnowledgeQuestion> Questions { get; } = [];

    /// <summary>Somebody changes fields; "status" and "resolution" move the ticket or item.</summary>
    public void Set(Side side, FieldBag values) =>
        this.Replace(
            this.Changed(this.On(side), values.Without(FieldNames.Status).Without(FieldNames.Resolution)) with
            {
                Status = values[FieldNames.Status]?.Display ?? this.On(side).Status,
                Resolution =
                    values.Has(FieldNames.Status) || values.Has(FieldNames.Resolution)
                        ? values[FieldNames.Resolution]?.Display
                        : this.On(side).Resolution,
            }
        );

    /// <summary>Somebody writes, with files that stand in it.</summary>
    public void Write(
        Side side,
        string author,
        string html,
        bool isPublic,
        bool incoming,
        params ReadOnlySpan<(string Name, long Size)> files
    )
    {
        var comment = this.talk.Comment(author, html, isPublic, false, this.Now) with { Incoming = incoming };
        foreach (var (name, size) in files)
        {
            comment = comment with { Files = comment.Files.Add(this.talk.File(name, size, author, false, this.Now)) };
        }

        this.Become(SimulatedTalk.Said(this.On(side), comment));
    }

    /// <summary>Somebody adds a file to the ticket or item itself.</summary>
    public void Attach(Side side, string author, string name, long size) =>
        this.Become(SimulatedTalk.Holding(this.On(side), this.talk.File(name, size, author, false, this.Now)));

    /// <summary>Somebody edits a comment; null deletes it.</summary>
    public void Rewrite(Side side, string comment, string? html) =>
        this.Become(SimulatedTalk.Rewritten(this.On(side), comment, html, this.Now));

    public void Become(Side side, Presence presence) =>
        this.Replace(this.On(side) with { Version = ++this.version, Presence = presence });

    /// <summary>The customer answers by a link, of the newest round unless told otherwise. Null, or why it is not taken.</summary>
    public string? Click(CustomerAnswer answer, string? remark, int? round = null)
    {
        var asked = this.Case.Rounds.FirstOrDefault(r => r.Number == (round ?? this.Case.Rounds.Length));
        var (given, why) = this.links.Click(process.Validation, asked, answer, remark, this.Now);
        this.Answers.AddRange(given is null ? [] : [given]);
        return why;
    }

    /// <summary>Takes a plan for the case's own, as the store does: what it has heeded is not asked for again.</summary>
    public void Recorded(Plan plan)
    {
        this.Case = plan.Next;
        this.Answers.RemoveAll(answer => plan.HeededAnswers.Contains(answer.Id));
        this.Decisions.Recorded(plan);
    }

    /// <summary>Plans once over what can be seen, without carrying out.</summary>
    public Plan Plan(bool ticketFresh = true, bool itemFresh = true)
    {
        this.Item = this.Item is { } item ? ReleaseDates.Follow(item, this.Releases, this.Now) : null;
        var fresh = (Ticket: ticketFresh, Item: itemFresh && this.Item is not null);
        Searched? searched = null;
        while (true)
        {
            var observed = new Observation(this.Ticket, this.Item, fresh.Ticket, fresh.Item)
            {
                Searched = searched,
                Answers = [.. this.Answers],
                Verdicts = [.. this.Decisions.Open],
                EarlierTickets = this.EarlierTickets,
            };
            var plan = Reconciler.Plan(process, this.Case, observed, this.Now, this.Links);
            if (plan is { MustRead: [], MustSearch: { } question })
            {
                this.Questions.Add(question);
                searched = this.Library(question);
                continue;
            }

            if (plan.MustRead.IsEmpty)
            {
                return plan;
            }

            var read = (
                fresh.Ticket || plan.MustRead.Contains(Side.Helpdesk),
                fresh.Item || (plan.MustRead.Contains(Side.Tracker) && this.Item is not null)
            );
            if (read == fresh)
            {
                return plan;
            }

            fresh = read;
        }
    }

    /// <summary>The whole way of a signal, until a plan has no effects. Null, or why that does not come.</summary>
    public string? Look(bool ticketFresh = true, bool itemFresh = true)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var plan = this.Plan(ticketFresh, itemFresh);
            this.Looks.Add(new Look(this.Now, plan, this.Ticket, this.Item));
            this.Recorded(plan);
            if (plan.Effects.IsEmpty)
            {
                return null;
            }

            foreach (var planned in plan.Effects)
            {
                this.CarryOut(planned);
            }
        }

        return $"the plans do not come to rest; the last one {this.Looks[^1].Plan.Effects[0].Effect.Reason}";
    }

    /// <summary>Lets the clock run to a moment; each deadline on the way is heeded when it is due. Null, or what went wrong.</summary>
    public string? PassTo(DateTimeOffset until)
    {
        for (var looks = 0; this.Case.Deadlines is [var next, ..] && next.At <= until; looks++)
        {
            this.Now = next.At > this.Now ? next.At : this.Now;
            if (this.Look() is { } trouble)
            {
                return trouble;
            }

            if (looks > MostLooks || (this.Case.Deadlines is [var again, ..] && again == next))
            {
                return $"the deadline '{next.Why}' never passes";
            }
        }

        this.Now = until > this.Now ? until : this.Now;
        return null;
    }

    /// <summary>Does what a plan decided. Not settled: the case does not hear of it, as after a crash.</summary>
    public void CarryOut(PlannedEffect planned, bool settled = true)
    {
        var outcome = this.Answer(planned.Effect) ?? this.Refusal(planned.Effect);
        if (outcome is not null)
        {
            this.Case = outcome switch
            {
                Outcome.Partly partly => Settle.Partly(process, this.Case, planned, partly, this.Now),
                Outcome.Failed failed => Settle.Refused(process, this.Case, planned, failed.Failure, this.Now),
                _ => this.Case,
            };
            return;
        }

        var written = planned.Effect switch
        {
            Effect.CreateItem create => this.Make(create),
            Effect.LinkItem => new Written { Item = this.Reference() },
            Effect.Update update => this.Write(update),
            Effect.DraftArticle => new Written { ArticleUrl = "https://desk.example/a/solutions/articles/7" },
            Effect.Post => Written.Nothing,
            _ => this.Talk(planned.Effect),
        };
        if (settled)
        {
            this.Done.Add(planned.Effect);
            this.Case = Settle.Done(process, this.Case, planned, written);
        }
    }

    private Outcome.Failed? Refusal(Effect effect) =>
        effect is Effect.LinkItem link && this.Item is null
            ? new Outcome.Failed(new Failure(FailureKind.Missing, $"there is no item {link.TypedKey}"))
            : null;

    private Written Make(Effect.CreateItem create)
    {
        this.Item = Scene.Made(this.BlankItem, create, ++this.version);
        return new Written { Item = this.Reference() };
    }

    private ItemRef Reference() => new(process.Tracker, this.Item!.Id, this.Item.Key, this.Item.Url);

    private Written Write(Effect.Update update)
    {
        var after = Scene.Written(this.Changed(this.On(update.On), update.Values), update);
        this.Replace(after);
        return new Written { Version = after.Version };
    }

    private Written Talk(Effect effect)
    {
        var (after, written) = this.talk.Do(effect, this.On(effect.Side), this.Now);
        this.Become(after);
        return written;
    }

    private Snapshot Changed(Snapshot before, FieldBag values) =>
        before with
        {
            Version = ++this.version,
            Values = before.Values.With(values),
        };

    private void Become(Snapshot after) => this.Replace(after with { Version = ++this.version });

    private Snapshot On(Side side) =>
        side == Side.Helpdesk ? this.Ticket : this.Item ?? throw new InvalidOperationException("there is no item yet");

    /// <summary>The status stands among the helpdesk's fields, where conditions ask for it.</summary>
    private void Replace(Snapshot snapshot)
    {
        if (snapshot.Side == Side.Tracker)
        {
            this.Item = snapshot;
            return;
        }

        this.Ticket = snapshot with
        {
            Values = snapshot.Values.With(FieldNames.Status, new FieldValue.Choice(snapshot.Status)),
        };
    }
}
