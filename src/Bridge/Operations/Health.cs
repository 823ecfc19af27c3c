using Bridge.Connectors;
using Bridge.Core.Turns;
using Bridge.Rollout;
using Bridge.Work;
using Npgsql;

namespace Bridge.Operations;

/// <summary>Whether the bridge can take and do work now, and why not.</summary>
public sealed class Health(
    NpgsqlDataSource source,
    Processes processes,
    RolloutState rollout,
    Backlog backlog,
    ConnectionDoors doors
)
{
    /// <summary>
    /// Status is ready (all is well), degraded (it works; a connection is paused, a process is off, changed files are not live
    /// or cases wait too long) or away (webhooks get 503).
    /// </summary>
    public sealed record Answer(string Status, IReadOnlyList<string> Problems);

    public async Task<Answer> ReadyAsync(CancellationToken cancel)
    {
        IReadOnlyDictionary<Line, string> late;
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancel);
            late = await backlog.TooLongAsync(cancel);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return new Answer("away", [$"the database: {e.Message}"]);
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
