using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>
/// A ticket and an item as values, people who change them, and the pipeline in small: plan, carry out, settle, until
/// nothing is left to do.
/// </summary>
internal sealed class World
{
    private readonly ProcessMapping process;
    private long clock = 1000;
    private int comments;
    private readonly HashSet<int> clicked = [];
    private int clicks;

    public World(ProcessMapping? process = null)
    {
        this.process = process ?? Sample.Process;
        this.Ticket = new Snapshot
        {
            Side = Side.Helpdesk,
            Id = "42",
            Key = "#42",
            Url = "https://desk.example/a/tickets/42",
            Version = this.clock,
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
        this.Case = new Case
        {
            Id = 1,
            Helpdesk = "desk",
            TicketId = "42",
        };
    }

    public Case Case { get; set; }

    public Snapshot Ticket { get; private set; }

    public Snapshot? Item { get; private set; }

    /// <summary>Answers that customers gave by links and no recorded plan has taken in.</summary>
    public List<GivenAnswer> Answers { get; } = [];

    public AnswerLinks Links { get; } = new("https://bridge.example", "a key for tests");

    /// <summary>How often somebody changed the ticket's tags.</summary>
    public int Tags { get; private set; }

    public DateTimeOffset Now { get; set; } = Sample.Monday;

    /// <summary>All effects carried out, oldest first.</summary>
    public List<Effect> Done { get; } = [];

    public Plan Last { get; private set; } = null!;

    /// <summary>What the tool answers to an effect; null: it is done.</summary>
    public Func<Effect, Outcome?> Answer { get; set; } = _ => null;

    public IEnumerable<string> Replies => this.Done.OfType<Effect.Reply>().Select(r => r.Html);

    public IEnumerable<string> Notes => this.Done.OfType<Effect.AddNote>().Select(n => n.Html);

    public World Agent(string field, FieldValue? value)
    {
        this.Ticket = this.Ticket with { Version = ++this.clock, Values = this.Ticket.Values.With(field, value) };
        return this;
    }

    public World AgentMoves(string status)
    {
        this.Ticket = this.Ticket with { Version = ++this.clock, Status = status };
        return this;
    }

    public World Engineer(string field, FieldValue? value)
    {
        this.Item = this.Item! with { Version = ++this.clock, Values = this.Item.Values.With(field, value) };
        return this;
    }

    public World EngineerMoves(string status)
    {
        this.Item = this.Item! with { Version = ++this.clock, Status = status };
        return this;
    }

    /// <summary>A plain reply of the customer.</summary>
    public World CustomerReplies(string html) =>
        this.Says(this.NewComment("Carol", html, @public: true, byBridge: false) with { Incoming = true });

    /// <summary>A public reply of an agent.</summary>
    public World AgentReplies(string html) => this.Says(this.NewComment("Dana", html, @public: true, byBridge: false));

    /// <summary>A click on a link of a round, once it is stored.</summary>
    public World CustomerAnswers(CustomerAnswer answer, string? remark = null, int? round = null)
    {
        this.Answers.Add(new GivenAnswer(++this.clicks, round ?? this.Case.Rounds.Length, answer, remark, this.Now));
        return this;
    }

    /// <summary>A click, stored unless one of the round is: the first answer of a round wins.</summary>
    public World Clicks(CustomerAnswer answer, int round) =>
        this.clicked.Add(round) ? this.CustomerAnswers(answer, round: round) : this;

    public World Tagged(string tag)
    {
        this.Tags++;
        return this.Agent(FieldNames.Tags, new FieldValue.List([tag]));
    }

    public World Comments(Side side, string who, string html, bool @public = false)
    {
        var comment = this.NewComment(who, html, @public, false);
        if (side == Side.Helpdesk)
        {
            this.Ticket = this.Ticket with { Version = ++this.clock, Comments = this.Ticket.Comments.Add(comment) };
        }
        else
        {
            this.Item = this.Item! with { Version = ++this.clock, Comments = this.Item.Comments.Add(comment) };
        }

        return this;
    }

    public World Deleted(Presence presence)
    {
        this.Ticket = this.Ticket with { Version = ++this.clock, Presence = presence };
        return this;
    }

    public World Passes(TimeSpan time)
    {
        this.Now += time;
        return this;
    }

    /// <summary>Plans once over what can be seen, without carrying out.</summary>
    public Plan Plan(bool ticketFresh = true, bool itemFresh = true)
    {
        var fresh = (Ticket: ticketFresh, Item: itemFresh && this.Item is not null);
        while (true)
        {
            var observed = new Observation(this.Ticket, this.Item, fresh.Ticket, fresh.Item)
            {
                Answers = [.. this.Answers],
            };
            var plan = Reconciler.Plan(this.process, this.Case, observed, this.Now, this.Links);
            if (plan.MustRead.IsEmpty)
            {
                return plan;
            }

            fresh = (
                fresh.Ticket || plan.MustRead.Contains(Side.Helpdesk),
                fresh.Item || (plan.MustRead.Contains(Side.Tracker) && this.Item is not null)
            );
        }
    }

    /// <summary>The whole way of a signal, until a plan has no effects. Fails when that does not come.</summary>
    public World Signal(bool ticketFresh = true, bool itemFresh = true)
    {
        for (var pass = 0; pass < 10; pass++)
        {
            this.Last = this.Plan(ticketFresh, itemFresh);
            this.Case = this.Last.Next;
            this.Answers.RemoveAll(a => this.Last.HeededAnswers.Contains(a.Id));
            if (this.Last.Effects.IsEmpty)
            {
                return this;
            }

            foreach (var planned in this.Last.Effects)
            {
                this.CarryOut(planned);
            }
        }

        throw new InvalidOperationException("the plans do not come to rest: " + this.Last.Effects[0].Effect);
    }

    /// <summary>Carries out the first <paramref name="effects"/> effects of a plan and forgets the settlements: a crash.</summary>
    public World CrashAfter(int effects)
    {
        var plan = this.Plan();
        this.Case = plan.Next;
        this.Answers.RemoveAll(a => plan.HeededAnswers.Contains(a.Id));
        foreach (var planned in plan.Effects.Where(p => p.Effect is Effect.Update).Take(effects))
        {
            this.Write((Effect.Update)planned.Effect);
        }

        foreach (var planned in plan.Effects.Where(p => p.Effect is not Effect.Update))
        {
            // The others are looked for in the tool before a second try, so they are carried out exactly once.
            this.CarryOut(planned);
        }

        return this;
    }

    private void CarryOut(PlannedEffect planned)
    {
        if (this.Answer(planned.Effect) is { } outcome)
        {
            this.Case = outcome switch
            {
                Outcome.Partly partly => Settle.Partly(this.process, this.Case, planned, partly, this.Now),
                Outcome.Failed failed => Settle.Refused(this.process, this.Case, planned, failed.Failure, this.Now),
                _ => this.Case,
            };
            return;
        }

        this.Done.Add(planned.Effect);
        var written = planned.Effect switch
        {
            Effect.CreateItem create => this.Make(create),
            Effect.LinkItem => new Written { Item = this.Reference() },
            Effect.Update update => this.Write(update),
            Effect.AddNote note => this.Say(Side.Helpdesk, note.Html, false),
            Effect.Reply reply => this.Say(Side.Helpdesk, reply.Html, true),
            Effect.AddComment comment => this.Say(Side.Tracker, comment.Html, false),
            _ => Written.Nothing,
        };
        this.Case = Settle.Done(this.process, this.Case, planned, written);
    }

    public World ItemExists(string status)
    {
        this.Item = this.NewItem(FieldBag.Empty, status);
        return this;
    }

    private Written Make(Effect.CreateItem create)
    {
        Assert.Null(this.Item);
        this.Item = this.NewItem(create.Values, create.Status ?? "to triage");
        return new Written { Item = this.Reference() };
    }

    private Snapshot NewItem(FieldBag values, string status) =>
        new()
        {
            Side = Side.Tracker,
            Id = "t1",
            Key = "T-1",
            Url = "https://track.example/T-1",
            Version = ++this.clock,
            Status = status,
            Comments = [],
            Values = FieldBag
                .Of(
                    ("Sev", null),
                    ("Steps", null),
                    (FieldNames.DueDate, null),
                    ("Tier", null),
                    ("Resolution notes", null)
                )
                .With(values),
        };

    private ItemRef Reference() => new("track", this.Item!.Id, this.Item.Key, this.Item.Url);

    private Written Write(Effect.Update update)
    {
        var snapshot = update.On == Side.Helpdesk ? this.Ticket : this.Item!;
        snapshot = snapshot with
        {
            Version = ++this.clock,
            Values = snapshot.Values.With(update.Values),
            Status = update.Status ?? snapshot.Status,
        };
        if (update.On == Side.Helpdesk)
        {
            this.Ticket = snapshot;
        }
        else
        {
            this.Item = snapshot;
        }

        return new Written { Version = snapshot.Version };
    }

    private World Says(Comment comment)
    {
        this.Ticket = this.Ticket with { Version = ++this.clock, Comments = this.Ticket.Comments.Add(comment) };
        return this;
    }

    private Written Say(Side side, string html, bool @public)
    {
        var comment = this.NewComment("Bridge", html, @public, true);
        if (side == Side.Helpdesk)
        {
            this.Ticket = this.Ticket with { Version = ++this.clock, Comments = this.Ticket.Comments.Add(comment) };
        }
        else
        {
            this.Item = this.Item! with { Version = ++this.clock, Comments = this.Item.Comments.Add(comment) };
        }

        return new Written { CommentId = comment.Id };
    }

    private Comment NewComment(string who, string html, bool @public, bool byBridge) =>
        new(
            (++this.comments).ToString(CultureInfo.InvariantCulture),
            who,
            byBridge,
            @public,
            false,
            this.Now,
            null,
            html
        );
}
