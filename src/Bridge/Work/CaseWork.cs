using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>A case while one worker has it: what it knows so far, what was read just now, and its story of this look.</summary>
internal sealed class CaseWork(ClaimedCase claimed, Lease lease)
{
    private readonly HashSet<Side> fresh = [];
    private readonly HashSet<Side> doubtful = [];
    private readonly List<GivenAnswer> answers = [.. claimed.Answers];
    private readonly List<MessageVerdict> verdicts = [.. claimed.Verdicts];

    public ClaimedCase Claimed => claimed;

    public Lease Lease => lease;

    public Case Case { get; set; } = claimed.Case;

    public Snapshot? Ticket { get; private set; } = claimed.Ticket;

    public Snapshot? Item { get; private set; } = claimed.Item;

    /// <summary>What the knowledge base answered in this look; null: it was not asked.</summary>
    public Searched? Searched { get; set; }

    /// <summary>How many tickets of the item came in before this one; null: it was not counted in this look.</summary>
    public int? EarlierTickets { get; set; }

    /// <summary>Lines of the story since the last transaction.</summary>
    public List<TimelineEntry> Story { get; } = [];

    /// <summary>Signals that are heeded by the next transaction that records a plan.</summary>
    public List<long> Heeded { get; } = [];

    /// <summary>How effects ended since the last transaction.</summary>
    public List<EffectEnd> Ends { get; } = [];

    /// <summary>Until when telling effects of a side wait behind earlier ones; null: they need not.</summary>
    public Dictionary<Side, DateTimeOffset> Behind { get; } = [];

    /// <summary>The soonest time at which something failed is tried again; null: nothing is.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>Sides to read once more, now that nothing on them is in doubt: comments of theirs were passed over.</summary>
    public IEnumerable<Side> PassedOver => this.Case.PassedOver.Except(this.doubtful);

    public bool IsFresh(Side side) => this.fresh.Contains(side);

    /// <summary>The connection of a side; null: the case has no item, nor a process that says where one is made.</summary>
    public string? ConnectionOf(Side side, ProcessMapping? process) =>
        side == Side.Helpdesk ? this.Case.Helpdesk : this.Case.Item?.Connection ?? process?.Tracker;

    public string? IdOf(Side side) => side == Side.Helpdesk ? this.Case.TicketId : this.Case.Item?.Id;

    public Observation Observation() =>
        new(this.Ticket!, this.Item, this.IsFresh(Side.Helpdesk), this.IsFresh(Side.Tracker))
        {
            Answers = [.. this.answers],
            Verdicts = [.. this.verdicts],
            EarlierTickets = this.EarlierTickets,
            Searched = this.Searched,
        };

    /// <summary>Takes in a snapshot that was just read.</summary>
    public void Saw(Snapshot snapshot)
    {
        this.fresh.Add(snapshot.Side);
        if (this.doubtful.Contains(snapshot.Side))
        {
            snapshot = this.WithoutDoubtful(snapshot);
        }
        else if (snapshot.Version > 0 && !snapshot.Comments.IsDefault)
        {
            this.Case = this.Case.WithSeen(
                snapshot.Side,
                this.Case.Seen(snapshot.Side).AfterRead(snapshot.Version)
            ) with
            {
                PassedOver = this.Case.PassedOver.Remove(snapshot.Side),
            };
        }

        if (snapshot.Side == Side.Helpdesk)
        {
            this.Ticket = snapshot;
            return;
        }

        this.Item = snapshot;
        if (this.Case.Item is { } item && snapshot.Presence == Presence.Present && snapshot.Key != item.Key)
        {
            this.Case = this.Case with { Item = item with { Key = snapshot.Key, Url = snapshot.Url } };
        }
    }

    /// <summary>A note, reply or comment may stand on this side without its id being known.</summary>
    public void Doubt(Side side) => this.doubtful.Add(side);

    /// <summary>A side was written to: what was read of it is no longer the newest. What the tool showed after counts as read; else the base stands in.</summary>
    public void Wrote(Side side, Snapshot? after)
    {
        this.fresh.Remove(side);
        if (after is { Presence: Presence.Present })
        {
            this.Saw(after);
        }
    }

    /// <summary>All so far is in the store, with the plan that it was recorded by.</summary>
    public void Recorded(Plan plan)
    {
        this.answers.RemoveAll(answer => plan.HeededAnswers.Contains(answer.Id));
        this.verdicts.RemoveAll(verdict => plan.HeededVerdicts.Contains(verdict.Id));
        this.Story.Clear();
        this.Heeded.Clear();
        this.Ends.Clear();
    }

    /// <summary>Paused connections that something of this case waits for.</summary>
    public SortedSet<string> WaitsFor { get; } = new(StringComparer.Ordinal);

    /// <summary>A side is not read in this look: it is in the next one in which it can be.</summary>
    public void PassOver(Side side) =>
        this.Case = this.Case with { PassedOver = [.. this.Case.PassedOver.Union([side])] };

    /// <summary>Tried again at this time, or when the paused connection goes on that it waits for.</summary>
    public void TryAgain(Failure failure, DateTimeOffset at)
    {
        if (failure.WaitsFor is { } connection)
        {
            this.WaitsFor.Add(connection);
        }
        else
        {
            this.TryAgainAt(at);
        }
    }

    public void TryAgainAt(DateTimeOffset at)
    {
        if (this.RetryAt is null || at < this.RetryAt)
        {
            this.RetryAt = at;
        }
    }

    /// <summary>The hash of the mapping that decided what is done now; null: no mapping did (something was seen).</summary>
    public string? DecidedBy { get; set; }

    /// <summary>True when the case is looked at for the first time by the mapping of this hash: nothing is known for it yet.</summary>
    public bool IsNewTo(string hash) =>
        claimed.MappingHash is { Length: > 0 } last && !string.Equals(last, hash, StringComparison.Ordinal);

    public void Tell(string kind, string text) => this.Tell(kind, text, this.DecidedBy);

    public void Tell(string kind, string text, string? decidedBy) =>
        this.Story.Add(new TimelineEntry(kind, text, decidedBy));

    /// <summary>
    /// What the integration user wrote and nobody claims may be the very thing in doubt, and would be carried over as
    /// somebody's news: it is passed over until that is known, and this look does not count as having seen all.
    /// </summary>
    private Snapshot WithoutDoubtful(Snapshot snapshot)
    {
        var side = snapshot.Side;
        if (snapshot.Comments.IsDefaultOrEmpty || !snapshot.Comments.Any(IsDoubtful))
        {
            return snapshot;
        }

        this.Case = this.Case with { PassedOver = [.. this.Case.PassedOver.Union([side])] };
        return snapshot with { Comments = snapshot.Comments.RemoveAll(IsDoubtful) };

        bool IsDoubtful(Comment comment) =>
            comment.ByBridge
            && !this.Case.IsOwn(side, comment.Id)
            && !this.Case.SeenComments.Contains(Case.CommentId(side, comment.Id));
    }
}
