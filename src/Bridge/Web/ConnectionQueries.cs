using Bridge.Connectors;
using Bridge.Connectors.Budgets;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery.Connections;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Web;

/// <summary>A connection as the page shows it. Times are UTC; null: never yet.</summary>
/// <param name="Limit">Requests a minute of all nodes; 0: the tool names no limit, or not yet.</param>
/// <param name="Used">Of the last minute, over all nodes.</param>
/// <param name="Waiting">Over all nodes, by <see cref="Priority"/>.</param>
/// <param name="Nodes">Nodes that asked for requests in the last minutes.</param>
/// <param name="Refused">429s over all nodes.</param>
public sealed record ConnectionRow(
    string Name,
    ToolKind Kind,
    int Limit,
    int Used,
    IReadOnlyList<int> Waiting,
    int Nodes,
    IReadOnlyList<PartRow> Parts,
    IReadOnlyList<PauseRow> Pauses,
    long Refused,
    Trouble? Trouble,
    DateTime? PolledAt,
    string? PollFailure,
    DateTime? WebhookAt
)
{
    /// <summary>Why nothing but probes is sent, of the whole connection; null: calls pass.</summary>
    public ConnectionPause? Down { get; init; }

    /// <summary>Cases that wait for it.</summary>
    public long Cases { get; init; }
}

/// <summary>A limit beside the whole one.</summary>
public sealed record PartRow(string Name, int Limit, int Used);

/// <summary>Nothing is sent before this time. Part is empty when the whole connection waits.</summary>
public sealed record PauseRow(string Part, DateTime Until, string Reason);

/// <summary>What the page of connections reads: the budgets that the nodes share, and polls.</summary>
public sealed class ConnectionQueries(NpgsqlDataSource source, SharedBudgets budgets, PauseStore pauses, ToolSet tools)
{
    /// <summary>A node that asked longer ago waits for nothing any more.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>All connections, by name.</summary>
    public async Task<IReadOnlyList<ConnectionRow>> AllAsync(CancellationToken cancel)
    {
        var (states, now) = await budgets.AllAsync(cancel);
        var paused = await pauses.AllAsync(cancel);
        var waiting = paused.Count == 0 ? new Dictionary<string, long>() : await pauses.WaitingAsync(cancel);
        await using var db = await source.OpenConnectionAsync(cancel);
        var polls = (
            await db.QueryAsync<(string Connection, DateTime? PolledAt, string? Failure, DateTime? WebhookAt)>(
                new CommandDefinition(
                    "select connection, polled_at, failure, webhook_at from polls limit 1000",
                    cancellationToken: cancel
                )
            )
        ).ToDictionary(p => p.Connection, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. tools
                .All.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
                .Select(tool =>
                    Row(tool, states.GetValueOrDefault(tool.Name), now, polls.GetValueOrDefault(tool.Name)) with
                    {
                        Down = paused.GetValueOrDefault(tool.Name),
                        Cases = waiting.GetValueOrDefault(tool.Name),
                    }
                ),
        ];
    }

    private static ConnectionRow Row(
        ITool tool,
        BudgetState? state,
        DateTimeOffset now,
        (string Connection, DateTime? PolledAt, string? Failure, DateTime? WebhookAt) poll
    )
    {
        // While nothing may be sent nodes do not ask either: what they said last stands, and this one knows its own.
        var paused = state?.Pauses.TryGetValue("", out var pause) == true && pause.Until > now;
        var waits = state?.Nodes.Values.Where(node => paused || now - node.SeenAt <= Fresh).ToList() ?? [];
        return new ConnectionRow(
            tool.Name,
            tool.Kind,
            state?.Limit ?? 0,
            state?.Sent.Count(now) ?? 0,
            [
                .. Enum.GetValues<Priority>()
                    .Select(p => Math.Max(waits.Sum(node => node.Waiting[(int)p]), tool.Budget.WaitingBy[(int)p])),
            ],
            state?.Nodes.Count ?? 0,
            [
                .. state
                    ?.Parts.Where(p => p.Value.Limit > 0)
                    .Select(p => new PartRow(p.Key, p.Value.Limit, p.Value.Sent.Count(now)))
                    ?? [],
            ],
            [
                .. state
                    ?.Pauses.Where(p => p.Value.Until > now)
                    .Select(p => new PauseRow(p.Key, p.Value.Until.UtcDateTime, p.Value.Reason))
                    ?? [],
            ],
            state?.Refused ?? 0,
            state?.Trouble,
            poll.PolledAt,
            poll.Failure,
            poll.WebhookAt
        );
    }
}
