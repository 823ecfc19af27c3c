using Bridge.Connectors;
using Bridge.Core.Turns;
using Bridge.Rollout;
using Bridge.Store;
using Bridge.Work;
using Npgsql;

namespace Bridge.Operations;

/// <summary>Whether the bridge can take and do work now, and why not.</summary>
public sealed class Health(
    NpgsqlDataSource source,
    Processes processes,
    RolloutState rollout,
    Backlog backlog,
    ConnectionDoors doors,
    DatabaseOutage outage
)
{
    /// <summary>Who asks whether the bridge is ready does not wait longer for the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Status is ready (all is well), degraded (it works; a connection is paused, a process is off, changed files are not live
    /// or cases wait too long) or away (webhooks get 503).
    /// </summary>
    public sealed record Answer(string Status, IReadOnlyList<string> Problems);

    public async Task<Answer> ReadyAsync(CancellationToken cancel)
    {
        IReadOnlyDictionary<Line, string> late;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            if (await this.WhyNoWritesAsync(patience.Token) is { } why)
            {
                return new Answer("away", [$"the database: {why}"]);
            }

            late = await backlog.TooLongAsync(patience.Token);
        }
        catch (Exception e)
            when (DatabaseTrouble.Is(e) || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Answer("away", [$"the database: {DatabaseTrouble.Say(e)}"]);
        }

        if (!processes.Tried)
        {
            return new Answer("away", ["the processes are being bound to their accounts"]);
        }

        var off = processes.All.SelectMany(p => p.Problems.Select(why => $"{p.Mapping.Name}: {why}"));
        var paused = doors.Shut.Select(door => door.Shut!.Message);
        List<string> problems = [.. paused, .. rollout.Problems, .. off, .. late.Values];
        return new Answer(problems.Count == 0 ? "ready" : "degraded", problems);
    }

    /// <summary>Why the database that answers takes no writes; null: it does.</summary>
    private async Task<string?> WhyNoWritesAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select current_setting('transaction_read_only')");
        return await command.ExecuteScalarAsync(cancel) is "on"
            ? "it takes no writes: it is a standby, or default_transaction_read_only is on"
            : outage.WritesFail;
    }
}

public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet(
            "/health/ready",
            async (Health health, CancellationToken cancel) =>
            {
                var answer = await health.ReadyAsync(cancel);
                return Results.Json(answer, statusCode: answer.Status == "away" ? 503 : 200);
            }
        );
    }
}
