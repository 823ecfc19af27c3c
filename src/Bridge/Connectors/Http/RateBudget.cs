using System.Globalization;
using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>
/// The requests that one connection may make, asked by priority, and paused when the tool says so: the part of the budget
/// that is in this process. It sends from slices that a share hands out, which counts over all nodes. Thread safe.
/// </summary>
/// <param name="requestsPerMinute">From the settings; null: as the tool says.</param>
/// <param name="share">Null: this process has the whole budget.</param>
public sealed class RateBudget(TimeProvider time, int? requestsPerMinute, IBudgetShare? share = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IBudgetShare share = share ?? new SoleShare(time);
    private readonly BudgetQueue waiting = new();
    private readonly BudgetNews news = new(requestsPerMinute);
    private readonly AloneBudget alone = new();
    private SliceInHand? hand;
    private Slice? last;
    private DateTimeOffset lastAt;
    private DateTimeOffset again = DateTimeOffset.MinValue;
    private bool asking;
    private bool newcomers;
    private int appetite;
    private ITimer? timer;

    public BudgetView View
    {
        get
        {
            lock (this.gate)
            {
                var now = time.GetUtcNow();
                var pause = this.news.PauseOf("", now);
                var limit = this.last?.Limit ?? requestsPerMinute ?? 0;
                var left = this.last is { } told && now - this.lastAt <= TimeSpan.FromMinutes(1) ? told.Left : limit;
                return new BudgetView(
                    limit,
                    Math.Min(limit, left + (this.hand is { Unlimited: false } held ? held.Left : 0)),
                    this.waiting.Count,
                    pause?.Until
                )
                {
                    WaitingBy = [.. this.waiting.Counts],
                    PauseReason = pause?.Reason,
                    Refused = this.news.RefusedEver,
                    Trouble = this.news.Trouble,
                };
            }
        }
    }

    /// <summary>Waits for the right to make one request.</summary>
    public Task TakeAsync(Priority priority, CancellationToken cancel) =>
        this.TakeAsync(new Charge(priority), cancel);

    /// <summary>Waits for the right to make one request of this cost.</summary>
    public Task TakeAsync(Charge charge, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled(cancel);
        }

        BudgetQueue.Waiter waiter;
        lock (this.gate)
        {
            if (this.waiting.Count == 0 && this.TryTake(charge, time.GetUtcNow()))
            {
                return Task.CompletedTask;
            }

            waiter = this.waiting.Add(charge);
            this.newcomers = true;
            this.again = DateTimeOffset.MinValue;
        }

        this.Turn();
        return waiter.Task.IsCompleted ? waiter.Task : this.AwaitAsync(waiter, cancel);
    }

    /// <summary>Tells of a limit beside the whole one, for requests that are charged to it.</summary>
    public void LimitPart(string part, int perMinute)
    {
        lock (this.gate)
        {
            this.news.PartLimits[part] = perMinute;
        }
    }

    /// <summary>Nothing is sent before this time, by any node.</summary>
    /// <param name="reason">In words for an admin.</param>
    /// <param name="part">The limit that is used up; null: the whole connection waits.</param>
    public void PauseUntil(DateTimeOffset until, string reason = "the tool asked to wait", string? part = null)
    {
        lock (this.gate)
        {
            this.news.Pause(part ?? "", until, reason, tell: true);
            this.again = DateTimeOffset.MinValue;
        }

        this.Turn();
    }

    /// <summary>Counts a 429.</summary>
    public void Refused()
    {
        lock (this.gate)
        {
            this.news.Refuse();
        }
    }

    /// <summary>Keeps what the tool answered last that was no success.</summary>
    public void Tell(Trouble trouble)
    {
        lock (this.gate)
        {
            this.news.Tell(trouble);
        }
    }

    /// <summary>
    /// Takes the tool's own word on its limit per minute (and what is left of it, null when it did not say). A limit
    /// from the settings is only ever lowered.
    /// </summary>
    public void Learn(int toolLimit, int? left)
    {
        if (toolLimit <= 0)
        {
            return;
        }

        lock (this.gate)
        {
            if (this.news.Learn(toolLimit, left, time.GetUtcNow()) && this.hand is { Unlimited: true })
            {
                this.hand = null;
            }

            if (this.news.Left is { } most)
            {
                this.hand?.Bound(most);
            }
        }
    }

    /// <summary>Reads a header value that some tools write as "100.0"; null when it is no number.</summary>
    public static int? Number(string? header) =>
        double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (int)value : null;

    public void Dispose()
    {
        lock (this.gate)
        {
            this.timer?.Dispose();
            this.stop.Cancel();
            this.stop.Dispose();
        }
    }

    private async Task AwaitAsync(BudgetQueue.Waiter waiter, CancellationToken cancel)
    {
        await using var given = cancel.Register(() =>
        {
            lock (this.gate)
            {
                this.waiting.GiveUp(waiter, cancel);
            }
        });
        await waiter.Task;
    }

    private bool TryTake(Charge charge, DateTimeOffset now)
    {
        if (
            this.hand is not { } held
            || now >= held.Ends
            || this.news.IsPaused(charge.Part, now)
            || !held.TryTake(charge)
        )
        {
            return false;
        }

        this.alone.Sent(now, charge.Cost);
        if (!held.Counted)
        {
            this.news.Uncounted += charge.Cost;
        }

        return true;
    }

    /// <summary>Lets go whoever may, and asks for a slice when somebody still waits or something is to be told.</summary>
    private void Turn()
    {
        BudgetAsk? ask;
        DateTimeOffset now;
        lock (this.gate)
        {
            now = time.GetUtcNow();
            this.waiting.Release(charge => this.TryTake(charge, now), charge => this.LacksOnlyPart(charge, now));
            ask = this.stop.IsCancellationRequested ? null : this.NextAsk(now);
            if (ask is null)
            {
                this.Schedule(now);
            }
        }

        if (ask is not null)
        {
            _ = this.AskAsync(ask, now);
        }
    }

    /// <summary>True when a request waits for its part of the limit alone, so that others may go before it.</summary>
    private bool LacksOnlyPart(Charge charge, DateTimeOffset now) =>
        charge.Part is { } part
        && (this.news.PauseOf(part, now) is not null || this.hand is { } held && !held.HasPart(charge));

    private BudgetAsk? NextAsk(DateTimeOffset now)
    {
        var waits = this.waiting.Count > 0 && this.news.PauseOf("", now) is null;
        var over = this.hand is { } held && now >= held.Ends;
        var due = now >= this.again && (waits || this.news.IsUrgent(now));
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
        this.appetite = Math.Min(this.appetite, (this.last?.Limit ?? 0) / 60);
        this.asking = true;
        this.newcomers = false;
        var costs = this.waiting.Costs;
        var bound = this.alone.Bound(costs, now);
        var ask = this.news.Ask(now) with
        {
            Waiting = bound,
            Extra = waits && bound == costs ? this.appetite : 0,
            Parts = this.waiting.Parts,
            Back = this.hand?.Back(),
            Recent = this.alone.Recent(now),
        };
        this.hand = null;
        return ask;
    }

    private async Task AskAsync(BudgetAsk ask, DateTimeOffset askedAt)
    {
        try
        {
            var slice = await this.share.LeaseAsync(ask, this.stop.Token);
            lock (this.gate)
            {
                var now = time.GetUtcNow();
                this.asking = false;
                this.Accept(slice, ask, askedAt, now);
            }
        }
        catch (Exception e)
        {
            lock (this.gate)
            {
                this.asking = false;
                this.waiting.Fail(e);
            }

            return;
        }

        this.Turn();
    }

    private void Accept(Slice? slice, BudgetAsk ask, DateTimeOffset askedAt, DateTimeOffset now)
    {
        if (slice is null)
        {
            slice = this.alone.Next(this.last, this.lastAt, ask.Waiting, now);
        }
        else
        {
            this.alone.Over(now);
            this.news.Told(ask);
            this.last = slice;
            this.lastAt = now;
        }

        foreach (var (part, pause) in slice.Pauses)
        {
            this.news.Pause(part, now + pause.For, pause.Reason, tell: false);
        }

        this.hand = new SliceInHand(slice, askedAt + Slice.Life);
        this.again = this.newcomers ? DateTimeOffset.MinValue : now + slice.Again;
    }

    private void Schedule(DateTimeOffset now)
    {
        if (this.asking || this.stop.IsCancellationRequested)
        {
            return;
        }

        var pause = this.news.PauseOf("", now)?.Until;
        DateTimeOffset? next =
            this.news.IsUrgent(now) ? this.again
            : this.waiting.Count > 0 ? pause ?? this.again
            : this.hand is { HasLeft: true } held ? held.Ends
            : null;
        if (next is not { } at)
        {
            return;
        }

        var wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((at - now).TotalMilliseconds)));
        this.timer ??= time.CreateTimer(_ => this.Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        this.timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
