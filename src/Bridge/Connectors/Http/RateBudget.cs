using System.Globalization;
using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>
/// The requests that one connection may make, asked by priority, and paused when the tool says so: the part of the budget
/// that is in this process. It sends from slices that a share hands out, which counts over all nodes. Thread safe.
/// </summary>
public sealed class RateBudget : IDisposable
{
    private readonly TimeProvider time;
    private readonly int? requestsPerMinute;
    private readonly IBudgetShare share;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly BudgetQueue waiting = new();
    private readonly BudgetNews news;
    private readonly BudgetLease lease;
    private ITimer? timer;

    /// <summary>A budget that waits for its first request to ask for anything.</summary>
    /// <param name="requestsPerMinute">From the settings; null: as the tool says.</param>
    /// <param name="share">Null: this process has the whole budget.</param>
    public RateBudget(TimeProvider time, int? requestsPerMinute, IBudgetShare? share = null)
    {
        this.time = time;
        this.requestsPerMinute = requestsPerMinute;
        this.share = share ?? new SoleShare(time);
        this.news = new BudgetNews(requestsPerMinute);
        this.lease = new BudgetLease(this.news, this.waiting);
    }

    public BudgetView View
    {
        get
        {
            lock (this.gate)
            {
                var now = this.time.GetUtcNow();
                var pause = this.news.PauseOf("", now);
                var limit = this.lease.Last?.Limit ?? this.requestsPerMinute ?? 0;
                var known = this.lease.Last is not null && now - this.lease.LastAt <= TimeSpan.FromMinutes(1);
                var left = known ? this.lease.Last!.Left + this.lease.InHand : limit;
                return new BudgetView(limit, Math.Min(limit, left), this.waiting.Count, pause?.Until)
                {
                    WaitingBy = [.. this.waiting.Counts],
                    PauseReason = pause?.Reason,
                    Waits = [.. Enum.GetValues<Priority>().Select(p => this.WaitOf(p, now))],
                    Refused = this.news.RefusedEver,
                    Trouble = this.news.Trouble,
                };
            }
        }
    }

    /// <summary>About how long a request of this priority would have to wait, by what is known now.</summary>
    public TimeSpan WaitOf(Priority priority)
    {
        lock (this.gate)
        {
            return this.WaitOf(priority, this.time.GetUtcNow());
        }
    }

    /// <summary>
    /// Waits for the right to make one request, and not much longer than <paramref name="most"/>: null when it was had,
    /// otherwise how long to leave it alone, and nothing was taken.
    /// </summary>
    public async Task<TimeSpan?> TryTakeAsync(Charge charge, TimeSpan most, CancellationToken cancel)
    {
        if (this.WaitOf(charge.Priority) is var wait && wait > most)
        {
            return wait;
        }

        using var patience = new CancellationTokenSource(most, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await this.TakeAsync(charge, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            wait = this.WaitOf(charge.Priority);
            return wait > most ? wait : most;
        }
    }

    /// <summary>Waits for the right to make one request.</summary>
    public Task TakeAsync(Priority priority, CancellationToken cancel) => this.TakeAsync(new Charge(priority), cancel);

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
            if (this.waiting.Count == 0 && this.lease.TryTake(charge, this.time.GetUtcNow()))
            {
                return Task.CompletedTask;
            }

            waiter = this.waiting.Add(charge);
            this.lease.Stir();
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
            this.lease.Stir();
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
            this.lease.Learned(this.news.Learn(toolLimit, left, this.time.GetUtcNow()));
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

    private TimeSpan WaitOf(Priority priority, DateTimeOffset now)
    {
        var paused = this.news.PauseOf("", now)?.Until - now ?? TimeSpan.Zero;
        var behind =
            this.lease.Last is { Waits: { IsEmpty: false } waits }
                ? waits[(int)priority] - (now - this.lease.LastAt)
                : TimeSpan.Zero;
        return new[] { paused, behind, TimeSpan.Zero }.Max();
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

    /// <summary>Lets go whoever may, and asks for a slice when somebody still waits or something is to be told.</summary>
    private void Turn()
    {
        BudgetAsk? ask;
        DateTimeOffset now;
        lock (this.gate)
        {
            now = this.time.GetUtcNow();
            this.waiting.Release(
                charge => this.lease.TryTake(charge, now),
                charge => this.lease.LacksOnlyPart(charge, now)
            );
            if (this.stop.IsCancellationRequested)
            {
                return;
            }

            ask = this.lease.Next(now);
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

    private async Task AskAsync(BudgetAsk ask, DateTimeOffset askedAt)
    {
        try
        {
            var slice = await this.share.LeaseAsync(ask, this.stop.Token);
            lock (this.gate)
            {
                this.lease.Accept(slice, ask, askedAt, this.time.GetUtcNow());
            }
        }
        catch (Exception e)
        {
            // Whoever waits is told: nobody here can mend it.
            lock (this.gate)
            {
                this.lease.Abandon();
                this.waiting.Fail(e);
            }

            return;
        }

        this.Turn();
    }

    private void Schedule(DateTimeOffset now)
    {
        if (this.lease.LookAt(now) is not { } at)
        {
            return;
        }

        var wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((at - now).TotalMilliseconds)));
        this.timer ??= this.time.CreateTimer(
            _ => this.Turn(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        this.timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
