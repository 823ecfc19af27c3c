using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Planning;

/// <summary>A simulated pair for the small process of the planner tests, with people who change it.</summary>
internal sealed class World
{
    private readonly SimulatedPair pair;

    public World(ProcessMapping? process = null)
    {
        var ticket = new Snapshot
        {
            Side = Side.Helpdesk,
            Id = "42",
            Key = "#42",
            Url = "https://desk.example/a/tickets/42",
            Version = 1000,
            Status = "Open",
            Comments = [],
            Values = FieldBag.Of(
                (FieldNames.Subject, new FieldValue.Text("It is broken")),
                (FieldNames.Type, new FieldValue.Choice("Question")),
                (FieldNames.CompanyTier, new FieldValue.Text("Gold")),
                (FieldNames.Group, null),
                ("Severity", null),
                ("Steps", null),
                ("ETA", null),
                ("Existing key", null)
            ),
        };
        this.pair = new SimulatedPair(process ?? Sample.Process, ticket, Sample.Monday)
        {
            Case = new Case
            {
                Id = 1,
                Helpdesk = "desk",
                TicketId = "42",
            },
            BlankItem = new Snapshot
            {
                Side = Side.Tracker,
                Id = "t1",
                Key = "T-1",
                Url = "https://track.example/T-1",
                Version = 1000,
                Status = "to triage",
                Comments = [],
                Values = FieldBag.Of(
                    ("Sev", null),
                    ("Steps", null),
                    (FieldNames.DueDate, null),
                    ("Tier", null),
                    ("Resolution notes", null)
                ),
            },
        };
    }

    public Case Case
    {
        get => this.pair.Case;
        set => this.pair.Case = value;
    }

    public SimulatedPair Pair => this.pair;

    public Snapshot Ticket => this.pair.Ticket;

    public Snapshot? Item => this.pair.Item;

    public IReadOnlyList<GivenAnswer> Answers => this.pair.Answers;

    public AnswerLinks Links => this.pair.Links;

    /// <summary>How often somebody changed the ticket's tags.</summary>
    public int Tags { get; private set; }

    public DateTimeOffset Now
    {
        get => this.pair.Now;
        set => this.pair.Now = value;
    }

    /// <summary>All effects carried out, oldest first.</summary>
    public List<Effect> Done => this.pair.Done;

    /// <summary>All plans, oldest first.</summary>
    public IEnumerable<Plan> Looks => this.pair.Looks.Select(look => look.Plan);

    public Plan Last => this.pair.Looks[^1].Plan;

    /// <summary>What the tool answers to an effect; null: it is done.</summary>
    public Func<Effect, Outcome?> Answer
    {
        get => this.pair.Answer;
        set => this.pair.Answer = value;
    }

    /// <summary>What the knowledge base answers; nothing unless a test says otherwise.</summary>
    public Func<KnowledgeQuestion, Searched> Library
    {
        get => this.pair.Library;
        set => this.pair.Library = value;
    }

    /// <summary>The questions that the knowledge base was asked.</summary>
    public List<KnowledgeQuestion> Questions => this.pair.Questions;

    public IEnumerable<string> Replies => this.Done.OfType<Effect.Reply>().Select(r => r.Html);

    public IEnumerable<string> Notes => this.Done.OfType<Effect.AddNote>().Select(n => n.Html);

    public World Agent(string field, FieldValue? value) => this.Set(Side.Helpdesk, field, value);

    public World AgentMoves(string status) => this.Set(Side.Helpdesk, FieldNames.Status, new FieldValue.Choice(status));

    public World Engineer(string field, FieldValue? value) => this.Set(Side.Tracker, field, value);

    public World EngineerMoves(string status) =>
        this.Set(Side.Tracker, FieldNames.Status, new FieldValue.Choice(status));

    /// <summary>Somebody moves the item to a place that no process names; null: back.</summary>
    public World ItemMovesTo(string? where)
    {
        this.pair.Item = this.pair.Item! with { Elsewhere = where, Version = this.pair.Item.Version + 1 };
        return this;
    }

    /// <summary>A plain reply of the customer.</summary>
    public World CustomerReplies(string html) => this.Says("Carol", html, incoming: true);

    /// <summary>A public reply of an agent.</summary>
    public World AgentReplies(string html) => this.Says("Dana", html, incoming: false);

    /// <summary>A click on a link of a round (null: the newest). A round takes one.</summary>
    public World CustomerAnswers(CustomerAnswer answer, string? remark = null, int? round = null)
    {
        this.pair.Click(answer, remark, round);
        return this;
    }

    /// <summary>A person decides about a stopped message, and the bridge looks.</summary>
    public World Decide(MessageVerdict verdict)
    {
        this.pair.Decisions.Give(verdict);
        return this.Signal();
    }

    public World Tagged(string tag)
    {
        this.Tags++;
        return this.Agent(FieldNames.Tags, new FieldValue.List([tag]));
    }

    public World Comments(Side side, string who, string html, bool @public = false)
    {
        this.pair.Write(side, who, html, @public, incoming: false);
        return this;
    }

    /// <summary>Somebody edits the newest that they wrote.</summary>
    public World Edits(Side side, string who, string html)
    {
        this.pair.Rewrite(side, this.Newest(side, who), html);
        return this;
    }

    /// <summary>Somebody deletes the newest that they wrote.</summary>
    public World Deletes(Side side, string who)
    {
        this.pair.Rewrite(side, this.Newest(side, who), null);
        return this;
    }

    /// <summary>Somebody adds a file: in a comment with these words, or to the ticket or item itself.</summary>
    public World Attaches(Side side, string who, string name, long size = 1024, string? with = null)
    {
        if (with is null)
        {
            this.pair.Attach(side, who, name, size);
        }
        else
        {
            this.pair.Write(side, who, with, isPublic: false, incoming: false, (name, size));
        }

        return this;
    }

    /// <summary>Something about a side that no person does: what is not read of it, who wrote what.</summary>
    public World Shows(Side side, Func<Snapshot, Snapshot> change)
    {
        if (side == Side.Helpdesk)
        {
            this.pair.Ticket = change(this.pair.Ticket);
        }
        else
        {
            this.pair.Item = change(this.pair.Item!);
        }

        return this;
    }

    public World Deleted(Presence presence)
    {
        this.pair.Become(Side.Helpdesk, presence);
        return this;
    }

    public World Passes(TimeSpan time)
    {
        this.pair.Now += time;
        return this;
    }

    /// <summary>Plans once over what can be seen, without carrying out.</summary>
    public Plan Plan(bool ticketFresh = true, bool itemFresh = true) => this.pair.Plan(ticketFresh, itemFresh);

    /// <summary>The whole way of a signal, until a plan has no effects. Fails when that does not come.</summary>
    public World Signal(bool ticketFresh = true, bool itemFresh = true)
    {
        Assert.Null(this.pair.Look(ticketFresh, itemFresh));
        return this;
    }

    /// <summary>Carries out the first <paramref name="effects"/> effects of a plan and forgets the settlements: a crash.</summary>
    public World CrashAfter(int effects)
    {
        var plan = this.Plan();
        this.pair.Recorded(plan);
        foreach (var planned in plan.Effects.Where(p => p.Effect is Effect.Update).Take(effects))
        {
            this.pair.CarryOut(planned, settled: false);
        }

        foreach (var planned in plan.Effects.Where(p => p.Effect is not Effect.Update))
        {
            // The others are looked for in the tool before a second try, so they are carried out exactly once.
            this.pair.CarryOut(planned);
        }

        return this;
    }

    public World ItemExists(string status)
    {
        this.pair.Item = this.pair.BlankItem with { Version = this.pair.Ticket.Version + 1, Status = status };
        return this;
    }

    private string Newest(Side side, string who) =>
        (side == Side.Helpdesk ? this.Ticket : this.Item!).Comments.Last(c => c.Author == who).Id;

    private World Says(string who, string html, bool incoming)
    {
        this.pair.Write(Side.Helpdesk, who, html, isPublic: true, incoming);
        return this;
    }

    private World Set(Side side, string field, FieldValue? value)
    {
        this.pair.Set(side, FieldBag.Of((field, value)));
        return this;
    }
}
