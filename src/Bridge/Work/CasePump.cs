using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Bridge.Core.Turns;
using Bridge.Operations;
using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>How many cases a node works on at once, and for how long it has them.</summary>
public sealed class PumpOptions
{
    public int Concurrency { get; set; } = 64;

    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>On stop, how long cases may take to come to rest before they are left to be taken over.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>
/// Claims cases that are ready and has them worked on, side by side up to the bound, from the lines whose turn it is; woken by
/// the inbox, the database or the next deadline.
/// </summary>
public sealed partial class CasePump(
    CaseStore store,
    WaitingLines lines,
    Rests rests,
    CaseRunner runner,
    SignalInbox inbox,
    Node node,
    Processes processes,
    PumpOptions options,
    TimeProvider time,
    BridgeMetrics metrics,
    ILogger<CasePump> logger
) : BackgroundService
{
    /// <summary>Other nodes may set a deadline without a notice: looked for so often at least.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    /// <summary>Cases that were ready went to another node in the same moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly ConcurrentDictionary<long, Held> running = new();

    /// <summary>Cases that this node works on now.</summary>
    public int Running => this.running.Count;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inbox.Stored += this.Wake;
        node.Ready += this.Wake;
        using var hardStop = new CancellationTokenSource();
        try
        {
            var number = await node.JoinedAsync(stoppingToken);
            await processes.TriedAsync(stoppingToken);
            var renewing = this.RenewAsync(number, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await this.TurnAsync(number, hardStop.Token, stoppingToken);
            }

            await renewing;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what runs comes to rest below.
        }

        inbox.Stored -= this.Wake;
        node.Ready -= this.Wake;
        hardStop.CancelAfter(options.Grace);
        await Task.WhenAll(this.running.Values.Select(r => r.Task));
    }

    private async Task TurnAsync(int number, CancellationToken hardStop, CancellationToken cancel)
    {
        try
        {
            var room = options.Concurrency - this.running.Count;
            if (room <= 0)
            {
                await this.wake.WaitAsync(LongestNap, cancel);
                return;
            }

            var waiting = await lines.AllAsync(room, cancel);
            var resting = rests.Now();
            var shares = this.Choose(waiting, resting);
            var claimed = shares.IsEmpty ? [] : await store.ClaimAsync(number, shares, options.Lease, cancel);
            foreach (var one in claimed)
            {
                this.Start(one, hardStop);
            }

            if (claimed.IsEmpty)
            {
                await this.NapAsync(shares.IsEmpty ? this.NextOf(waiting, resting) : Moment, cancel);
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException && !cancel.IsCancellationRequested)
        {
            Log.CannotClaim(logger, e.Message);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
        }
    }

    private ImmutableArray<LineShare> Choose(
        ImmutableArray<LineStanding> waiting,
        IReadOnlyDictionary<string, DateTimeOffset> resting
    )
    {
        var running = this.running.Values.CountBy(held => held.Line).ToDictionary();
        return NextTurns.Of(
            waiting,
            running,
            resting.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase),
            rests.Helpdesks,
            options.Concurrency
        );
    }

    /// <summary>How long nothing can be claimed, as far as is known: until a deadline, or until a connection has rested.</summary>
    private TimeSpan NextOf(
        ImmutableArray<LineStanding> waiting,
        IReadOnlyDictionary<string, DateTimeOffset> resting
    )
    {
        var now = time.GetUtcNow();
        return waiting
            .Select(standing => standing.Next)
            .Concat(resting.Values)
            .Where(at => at > now)
            .Select(at => at - now)
            .Append(LongestNap)
            .Min();
    }

    private void Start(ClaimedCase claimed, CancellationToken hardStop)
    {
        var lease = new Lease(time, time.GetUtcNow() + options.Lease);
        var go = new TaskCompletionSource();
        var task = this.RunAsync(claimed, lease, go.Task, hardStop);
        this.running[claimed.Case.Id] = new Held(claimed.Line, lease, task);
        go.SetResult();
    }

    private async Task RunAsync(ClaimedCase claimed, Lease lease, Task registered, CancellationToken hardStop)
    {
        await registered.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var began = Stopwatch.GetTimestamp();
        var result = "rest";
        try
        {
            await runner.RunAsync(claimed, lease, hardStop);
        }
        catch (LeaseLostException e)
        {
            result = "lost";
            Log.LeaseLost(logger, claimed.Case.Id, e.Message);
        }
        catch (OperationCanceledException) when (hardStop.IsCancellationRequested)
        {
            result = "stopped";
        }
        catch (Exception e)
        {
            // A defect or a lost database: the case is looked at again, so that nothing is forgotten.
            result = "failed";
            Log.Failed(logger, e, claimed.Case.Id);
            await this.GiveBackAsync(claimed, e);
        }
        finally
        {
            this.running.TryRemove(claimed.Case.Id, out _);
            metrics.Look(result, Stopwatch.GetElapsedTime(began));
            this.Wake();
        }
    }

    private async Task GiveBackAsync(ClaimedCase claimed, Exception why)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(claimed.Failures, 9)));
        try
        {
            await store.ReleaseAsync(
                claimed.Case.Id,
                claimed.Fence,
                time.GetUtcNow() + wait,
                $"an error in the bridge: {why.Message}",
                CancellationToken.None
            );
        }
        catch (Exception e) when (e is NpgsqlException or LeaseLostException or TimeoutException)
        {
            // The lease ends by the clock, and the case comes again then.
            Log.CannotGiveBack(logger, claimed.Case.Id, e.Message);
        }
    }

    private async Task RenewAsync(int number, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.Lease / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                await this.RenewOnceAsync(number, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task RenewOnceAsync(int number, CancellationToken cancel)
    {
        var held = this.running.ToArray();
        if (held.Length == 0)
        {
            return;
        }

        try
        {
            var until = time.GetUtcNow() + options.Lease;
            var kept = await store.RenewAsync(number, [.. held.Select(r => r.Key)], options.Lease, cancel);
            foreach (var (id, one) in held)
            {
                if (kept.Contains(id))
                {
                    one.Lease.Renew(until);
                }
                else
                {
                    one.Lease.Lose();
                }
            }
        }
        catch (NpgsqlException e)
        {
            Log.CannotRenew(logger, e.Message);
        }
    }

    private async Task NapAsync(TimeSpan nap, CancellationToken cancel)
    {
        if (nap > TimeSpan.Zero)
        {
            await this.wake.WaitAsync(nap < LongestNap ? nap : LongestNap, cancel);
        }
    }

    private void Wake()
    {
        try
        {
            if (this.wake.CurrentCount == 0)
            {
                this.wake.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it in the same moment: it is awake.
        }
    }

    private sealed record Held(Line Line, Lease Lease, Task Task);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Cannot claim cases: {Why}")]
        public static partial void CannotClaim(ILogger logger, string why);

        [LoggerMessage(LogLevel.Warning, "Cannot renew leases: {Why}")]
        public static partial void CannotRenew(ILogger logger, string why);

        [LoggerMessage(LogLevel.Warning, "Case {Case} went to another worker: {Why}")]
        public static partial void LeaseLost(ILogger logger, long @case, string why);

        [LoggerMessage(LogLevel.Error, "Case {Case} could not be worked on")]
        public static partial void Failed(ILogger logger, Exception error, long @case);

        [LoggerMessage(LogLevel.Warning, "Case {Case} could not be given back, its lease runs out: {Why}")]
        public static partial void CannotGiveBack(ILogger logger, long @case, string why);
    }
}
