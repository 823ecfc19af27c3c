using System.Collections.Concurrent;
using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery.Connections;
using Bridge.Core.Model;
using Bridge.Settings;
using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// Watches over the connections: looks into doubts by a probe, pauses a connection for all nodes, probes it from time to
/// time, and wakes what waited when it works again. What follows from what is decided by <see cref="ConnectionState"/>.
/// </summary>
public sealed partial class ConnectionWatch(
    ToolSet tools,
    ConnectionDoors doors,
    PauseStore store,
    GeneralFindings findings,
    SecretWatch secrets,
    TimeProvider time,
    ILogger<ConnectionWatch> logger
) : BackgroundService
{
    /// <summary>What the findings of paused connections begin with.</summary>
    public const string KeyPrefix = "connection/";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How often what a crash may have left between two steps is put right.</summary>
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim hearing = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private DateTimeOffset tidiedAt = DateTimeOffset.MinValue;
    private bool away;

    /// <summary>The key of the finding of a paused connection.</summary>
    public static string Key(string connection) => KeyPrefix + connection;

    /// <summary>Pauses of an earlier run hold from the first call on.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var tool in tools.All)
        {
            var door = doors.Of(tool.Name);
            door.LookAsync = cancel => this.LookIntoAsync(tool, door).WaitAsync(cancel);
        }

        secrets.Renewed += this.Asked;
        await this.HearAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        this.hearing.Dispose();
        this.stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = stoppingToken.Register(this.stopping.Cancel);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.TurnAsync(stoppingToken);
                this.away = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                if (!this.away)
                {
                    Log.Away(logger, e.Message);
                }

                this.away = true;
            }

            await Task.Delay(Tick, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        secrets.Renewed -= this.Asked;
    }

    /// <summary>Hears what other nodes decided, and probes what it is time for.</summary>
    private async Task TurnAsync(CancellationToken cancel)
    {
        var paused = await this.HearAsync(cancel);
        foreach (var (connection, pause) in paused)
        {
            if (pause.NextProbe <= time.GetUtcNow() && tools.Find(connection) is { } tool)
            {
                _ = this.ProbePausedAsync(tool);
            }
        }

        if (time.GetUtcNow() - this.tidiedAt >= Tidying)
        {
            this.tidiedAt = time.GetUtcNow();
            await this.TidyAsync(paused, cancel);
        }
    }

    /// <summary>One at a time, so that what was read first never counts last.</summary>
    private async Task<IReadOnlyDictionary<string, ConnectionPause>> HearAsync(CancellationToken cancel)
    {
        await this.hearing.WaitAsync(cancel);
        try
        {
            var paused = await store.AllAsync(cancel);
            foreach (var tool in tools.All)
            {
                doors.Of(tool.Name).Take(new ConnectionEvent.Told(paused.GetValueOrDefault(tool.Name)));
            }

            return paused;
        }
        finally
        {
            this.hearing.Release();
        }
    }

    /// <summary>Pauses of connections that the settings no longer have end; findings and waiting cases agree with what is paused.</summary>
    private async Task TidyAsync(IReadOnlyDictionary<string, ConnectionPause> paused, CancellationToken cancel)
    {
        foreach (var gone in paused.Keys.Where(name => tools.Find(name) is null))
        {
            await store.EndAsync(gone, cancel);
        }

        await this.TellAsync(cancel);
        foreach (var tool in tools.All.Where(tool => !paused.ContainsKey(tool.Name)))
        {
            await store.WakeAsync(tool.Name, Pace(tool), cancel);
        }
    }

    /// <summary>A call raised a doubt: one probe says what is the matter. Who comes meanwhile waits for the same probe.</summary>
    private Task LookIntoAsync(ITool tool, ConnectionDoor door) =>
        this.AloneAsync(
            tool,
            async cancel =>
            {
                await this.HearAsync(cancel);
                if (door.State is not { IsDoubted: true, Pause: null })
                {
                    return;
                }

                var seen = await PauseWords.ProbeAsync(tool, cancel);
                if (door.State.After(seen, time.GetUtcNow()).Pause is not { } pause)
                {
                    door.Take(seen);
                    return;
                }

                // The door is shut by what the nodes share: nobody waits for a pause that is not there.
                if (await store.BeginAsync(tool.Name, pause, cancel))
                {
                    Log.Paused(logger, tool.Name, pause.Words);
                }

                await this.HearAsync(cancel);
                await this.TellAsync(cancel);
            }
        );

    private Task ProbePausedAsync(ITool tool) =>
        this.AloneAsync(
            tool,
            async cancel =>
            {
                if (!await store.TakeProbeAsync(tool.Name, cancel))
                {
                    return;
                }

                var seen = await PauseWords.ProbeAsync(tool, cancel);
                if (doors.Of(tool.Name).State.After(seen, time.GetUtcNow()).Pause is { } pause)
                {
                    await store.KeepAsync(tool.Name, pause, cancel);
                    await this.TellAsync(cancel);
                }
                else if (await store.EndAsync(tool.Name, cancel) is { } since)
                {
                    await this.HearAsync(cancel);
                    var woken = await store.WakeAsync(tool.Name, Pace(tool), cancel);
                    Log.GoesOn(logger, tool.Name, time.GetUtcNow() - since, woken);
                    await this.TellAsync(cancel);
                }
            }
        );

    /// <summary>One probe of a connection at a time on this node. The database's trouble is told, not thrown.</summary>
    private async Task AloneAsync(ITool tool, Func<CancellationToken, Task> probe)
    {
        var gate = this.gates.GetOrAdd(tool.Name, _ => new SemaphoreSlim(1, 1));
        var held = false;
        try
        {
            await gate.WaitAsync(this.stopping.Token);
            held = true;
            await probe(this.stopping.Token);
        }
        catch (OperationCanceledException) when (this.stopping.IsCancellationRequested)
        {
            // Stopping: another node takes the next probe, or this one after its start.
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // Without the database nobody works; the next call, or the next turn, probes again.
            Log.CannotPause(logger, tool.Name, e.Message);
        }
        finally
        {
            if (held)
            {
                gate.Release();
            }
        }
    }

    /// <summary>One finding for each paused connection, and none for others, whatever was left open.</summary>
    private async Task TellAsync(CancellationToken cancel)
    {
        var paused = await store.AllAsync(cancel);
        await findings.SetAsync(
            FindingKind.ConnectionDown,
            KeyPrefix,
            paused.ToDictionary(p => Key(p.Key), p => PauseWords.Finding(p.Key, p.Value), StringComparer.Ordinal),
            cancel
        );
    }

    /// <summary>From one woken case to the next: within about half of what the tool allows.</summary>
    private static TimeSpan Pace(ITool tool) =>
        tool.Budget.Limit is > 0 and var limit ? TimeSpan.FromSeconds(30) / limit : TimeSpan.FromMilliseconds(20);

    private void Asked(string connection) => _ = this.AskAsync(connection);

    private async Task AskAsync(string connection)
    {
        try
        {
            await store.AskAsync(connection, this.stopping.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // The next probe comes within the minute all the same.
            Log.CannotPause(logger, connection, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The connection {Connection} is paused: {Why}")]
        public static partial void Paused(ILogger logger, string connection, string why);

        [LoggerMessage(
            LogLevel.Information,
            "The connection {Connection} works again after a pause of {Length}; {Cases} cases that waited for it go on"
        )]
        public static partial void GoesOn(ILogger logger, string connection, TimeSpan length, int cases);

        [LoggerMessage(LogLevel.Warning, "Whether {Connection} works cannot be kept now: {Why}")]
        public static partial void CannotPause(ILogger logger, string connection, string why);

        [LoggerMessage(LogLevel.Warning, "Which connections are paused cannot be had from the database now: {Why}")]
        public static partial void Away(ILogger logger, string why);
    }
}
