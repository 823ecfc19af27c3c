using System.Globalization;

namespace Bridge.Connectors.Http;

/// <summary>Who goes first when a connection's budget is short.</summary>
public enum Priority
{
    CustomerMessage,
    State,
    Rest,
    Backfill,
}

/// <summary>What of a connection's budget is used: for metrics and the admin's eye. Limit 0 means not known yet.</summary>
public sealed record BudgetView(int Limit, int Left, int Waiting, DateTimeOffset? PausedUntil);

/// <summary>
/// The requests that one connection may make: a bucket that refills steadily over the minute, asked by priority, and
/// paused when the tool says so. Thread safe.
/// </summary>
public sealed class RateBudget(TimeProvider time, int? requestsPerMinute) : IDisposable
{
    /// <summary>Share of a limit learned from the tool that is used: others use the account too.</summary>
    private const double LearnedShare = 0.9;

    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (Priority, long)> waiting = new();
    private int limit = requestsPerMinute ?? 0;
    private double tokens = requestsPerMinute ?? 0;
    private DateTimeOffset refilled = time.GetUtcNow();
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;
    private long order;
    private ITimer? timer;

    public BudgetView View
    {
        get
        {
            lock (this.gate)
            {
                var now = time.GetUtcNow();
                this.Refill(now);
                return new BudgetView(
                    this.limit,
                    (int)this.tokens,
                    this.waiting.Count,
                    this.pausedUntil > now ? this.pausedUntil : null
                );
            }
        }
    }

    /// <summary>Waits for the right to make one request.</summary>
    public Task TakeAsync(Priority priority, CancellationToken cancel)
    {
        TaskCompletionSource turn;
        lock (this.gate)
        {
            if (this.waiting.Count == 0 && this.TryTake(time.GetUtcNow()))
            {
                return Task.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            this.waiting.Enqueue(turn, (priority, this.order++));
            this.Schedule();
        }

        return turn.Task.WaitAsync(cancel);
    }

    /// <summary>Nothing is sent before this time.</summary>
    public void PauseUntil(DateTimeOffset until)
    {
        lock (this.gate)
        {
            if (until > this.pausedUntil)
            {
                this.pausedUntil = until;
                this.Schedule();
            }
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
            this.Refill(time.GetUtcNow());
            var share = Math.Max(1, (int)(toolLimit * LearnedShare));
            var wanted = requestsPerMinute is { } own ? Math.Min(own, share) : share;
            if (this.limit == 0)
            {
                this.tokens = wanted;
            }

            this.limit = wanted;
            var reserve = toolLimit - share;
            this.tokens = Math.Min(this.tokens, left is { } rest ? Math.Max(0, rest - reserve) : wanted);
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
        }
    }

    private void Refill(DateTimeOffset now)
    {
        if (now > this.refilled)
        {
            this.tokens = Math.Min(this.limit, this.tokens + (this.limit * (now - this.refilled).TotalMinutes));
            this.refilled = now;
        }
    }

    private bool TryTake(DateTimeOffset now)
    {
        if (now < this.pausedUntil)
        {
            return false;
        }

        if (this.limit == 0)
        {
            return true;
        }

        this.Refill(now);
        if (this.tokens < 1)
        {
            return false;
        }

        this.tokens--;
        return true;
    }

    private void Schedule()
    {
        if (this.waiting.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var refill = this.limit > 0 ? TimeSpan.FromMinutes(Math.Max(0, 1 - this.tokens) / this.limit) : TimeSpan.Zero;
        var wait = this.pausedUntil > now ? this.pausedUntil - now : refill;
        wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
        this.timer ??= time.CreateTimer(_ => this.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        this.timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        lock (this.gate)
        {
            var now = time.GetUtcNow();
            while (this.waiting.Count > 0 && this.TryTake(now))
            {
                this.waiting.Dequeue().TrySetResult();
            }

            this.Schedule();
        }
    }
}
