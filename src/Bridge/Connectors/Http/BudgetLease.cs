using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>What a budget has leased, and when and for how much it asks again. Not thread safe.</summary>
internal sealed class BudgetLease(BudgetNews news, BudgetQueue waiting)
{
    private readonly AloneBudget alone = new();
    private SliceInHand? hand;
    private DateTimeOffset again = DateTimeOffset.MinValue;
    private bool asking;
    private bool newcomers;
    private int appetite;

    /// <summary>The last slice that was handed out; null: none yet.</summary>
    public Slice? Last { get; private set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Requests that may be sent without asking, where the limit is known.</summary>
    public int InHand => this.hand is { Unlimited: false } held ? held.Left : 0;

    /// <summary>Somebody new waits, or something is to be told: worth asking for at once.</summary>
    public void Stir()
    {
        this.newcomers = true;
        this.again = DateTimeOffset.MinValue;
    }

    public bool TryTake(Charge charge, DateTimeOffset now)
    {
        if (this.hand is not { } held || now >= held.Ends || news.IsPaused(charge.Part, now) || !held.TryTake(charge))
        {
            return false;
        }

        this.alone.Sent(now, charge.Cost);
        if (!held.Counted)
        {
            news.Uncounted += charge.Cost;
        }

        return true;
    }

    /// <summary>True when a request waits for its part of the limit alone, so that others may go before it.</summary>
    public bool LacksOnlyPart(Charge charge, DateTimeOffset now) =>
        charge.Part is { } part
        && (news.PauseOf(part, now) is not null || (this.hand is { } held && !held.HasPart(charge)));

    /// <summary>The tool's limit or what it says is left of it is another than was thought.</summary>
    /// <param name="limitIsNew">What was sent without counting is over.</param>
    public void Learned(bool limitIsNew)
    {
        if (limitIsNew && this.hand is { Unlimited: true })
        {
            this.hand = null;
        }

        if (news.Left is { } most)
        {
            this.hand?.Bound(most);
        }
    }

    /// <summary>What to ask for now; null when nobody waits, or an answer is awaited, or it is too early.</summary>
    public BudgetAsk? Next(DateTimeOffset now)
    {
        var waits = waiting.Count > 0 && news.PauseOf("", now) is null;
        var over = this.hand is { } held && now >= held.Ends;
        var due = now >= this.again && (waits || news.IsUrgent(now));
        if (this.asking || !(due || (over && this.hand!.HasLeft)))
        {
            return null;
        }

        // A slice that ran out early was too small; of one that was not used up, half will do.
        this.appetite = this.hand switch
        {
            { Counted: true, Left: 0 } when !over => Math.Max(1, this.appetite * 2),
            _ => this.appetite / 2,
        };
        this.appetite = Math.Min(this.appetite, (this.Last?.Limit ?? 0) / 60);
        this.asking = true;
        this.newcomers = false;
        var costs = waiting.Costs;
        var bound = this.alone.Bound(costs, now);
        var ask = news.Ask(now) with
        {
            Waiting = bound,
            Extra = waits && bound == costs ? this.appetite : 0,
            Parts = waiting.Parts,
            Back = this.hand?.Back(),
            Recent = this.alone.Recent(now),
        };
        this.hand = null;
        return ask;
    }

    /// <summary>Takes a slice in hand; null: whoever shares out cannot be reached.</summary>
    public void Accept(Slice? slice, BudgetAsk ask, DateTimeOffset askedAt, DateTimeOffset now)
    {
        this.asking = false;
        if (slice is null)
        {
            slice = this.alone.Next(this.Last, this.LastAt, ask.Waiting, now);
        }
        else
        {
            this.alone.Over(now);
            news.Told(ask);
            this.Last = slice;
            this.LastAt = now;
        }

        foreach (var (part, pause) in slice.Pauses)
        {
            news.Pause(part, now + pause.For, pause.Reason, tell: false);
        }

        this.hand = new SliceInHand(slice, askedAt + Slice.Life);
        this.again = this.newcomers ? DateTimeOffset.MinValue : now + slice.Again;
    }

    /// <summary>The asking failed in a way that nobody here can mend.</summary>
    public void Abandon() => this.asking = false;

    /// <summary>When to look again; null: there is nothing to wait for.</summary>
    public DateTimeOffset? LookAt(DateTimeOffset now) =>
        this.asking ? null
        : news.IsUrgent(now) ? this.again
        : waiting.Count > 0 ? news.PauseOf("", now)?.Until ?? this.again
        : this.hand is { HasLeft: true } held ? held.Ends
        : null;
}
