using System.Diagnostics;
using Bridge.Operations;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>
/// Claims cases that are ready and has them worked on, side by side up to the bound, from the lines whose turn it is; woken by
/// the inbox, the database or the next deadline.
/// </summary>
public sealed partial class CasePump(
    CaseStore store,
    WaitingLines lines,
    TurnTaking turns,
    CaseRunner runner,
    CaseReturn returns,
    SignalInbox inbox,
    Node node,
    Processes processes,
    PumpOptions options,
    TimeProvider time,
    BridgeMetrics metrics,
    DatabaseOutage outage,
    ILogger<CasePump> logger
) : BackgroundService
{
    /// <summary>Other nodes may set a deadline without a notice: looked for so often at least.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Cases that were ready went to another node in the same moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly HeldCases running = new();

    /// <summary>Cases that this node works on now.</summary>
    public int Running => this.running.Count;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inbox.Stored += this.Wake;
        node.Ready += this.Wake;
        node.Lost += this.Hurry;
        using var hardStop = new CancellationTokenSource();
        try
        {
            var number = await node.JoinedAsync(stoppingToken);
            await processes.TriedAsync(stoppingToken);
            var renewing = this.RenewAsync(number, stoppingToken);
            node.Back += () => _ = this.RenewOnceAsync(number, hardStop.Token);
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
        node.Lost -= this.Hurry;
        hardStop.CancelAfter(options.Grace);
        await this.running.EndedAsync();
    }

    private async Task TurnAsync(int number, CancellationToken hardStop, CancellationToken cancel)
    {
        try
        {
            if (!node.IsIn)
            {
                await Task.Delay(Pause, time, cancel);
                return;
            }

            var room = options.Concurrency - this.running.Count;
            if (room <= 0)
            {
                await this.wake.WaitAsync(LongestNap, cancel);
                return;
            }

            var waiting = await lines.AllAsync(room, cancel);
            var shares = turns.Next(waiting, this.running.Lines, options.Concurrency);
            var claimed = shares.IsEmpty ? [] : await store.ClaimAsync(number, shares, options.Lease, cancel);
            if (!shares.IsEmpty)
            {
                outage.Over();
            }

            foreach (var one in claimed)
            {
                this.Start(one, hardStop);
            }

            if (claimed.IsEmpty)
            {
                await this.NapAsync(shares.IsEmpty ? turns.Nap(waiting, LongestNap) : Moment, cancel);
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            this.Tell(e, () => Log.CannotClaim(logger, e));
            await Task.Delay(Pause, time, cancel);
        }
    }

    private void Start(ClaimedCase claimed, CancellationToken hardStop)
    {
        var lease = new Lease(time, time.GetUtcNow() + options.Lease);
        var go = new TaskCompletionSource();
        var task = this.RunAsync(claimed, lease, go.Task, hardStop);
        this.running.Add(claimed, lease, task);
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
            this.Tell(e, () => Log.Failed(logger, e, claimed.Case.Id));
            await returns.GiveBackAsync(claimed, e, hardStop);
        }
        finally
        {
            this.running.Remove(lease);
            metrics.Look(result, Stopwatch.GetElapsedTime(began));
            this.Wake();
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
        var held = this.running.Now();
        if (held.Length == 0)
        {
            return;
        }

        try
        {
            var until = time.GetUtcNow() + options.Lease;
            var kept = await store.RenewAsync(number, [.. held.Select(one => one.Case)], options.Lease, cancel);
            foreach (var (lease, id) in held)
            {
                if (!kept.Contains(id))
                {
                    lease.Lose();
                }
                else if (node.IsIn)
                {
                    lease.Renew(until);
                }
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            this.Tell(e, () => Log.CannotRenew(logger, e));
        }
    }

    /// <summary>Others may take this node for dead soon: what runs may finish the write that it is at, and no more.</summary>
    private void Hurry() => this.running.EndBy(time.GetUtcNow() + Node.LastWrites);

    private void Tell(Exception e, Action log)
    {
        if (DatabaseTrouble.Is(e))
        {
            outage.Met(e);
        }
        else
        {
            log();
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Cannot claim cases; trying again")]
        public static partial void CannotClaim(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "Cannot renew leases; trying again")]
        public static partial void CannotRenew(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "Case {Case} went to another worker: {Why}")]
        public static partial void LeaseLost(ILogger logger, long @case, string why);

        [LoggerMessage(LogLevel.Error, "Case {Case} could not be worked on")]
        public static partial void Failed(ILogger logger, Exception error, long @case);
    }
}
