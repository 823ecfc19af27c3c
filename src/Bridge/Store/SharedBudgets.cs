using System.Net.Sockets;
using System.Text.Json;
using Bridge.Connectors.Budgets;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// The rate budgets that all nodes share. A lease is two round trips: the state is read, what the node gets is decided
/// here, and the state is written if nobody else wrote it meanwhile; so no node can hold up another, not even one that
/// was stopped in the middle. The database's clock counts the minutes.
/// </summary>
/// <param name="clock">Counts the minutes instead of the database's clock, where time is not the world's; null: it does not.</param>
public sealed partial class SharedBudgets(NpgsqlDataSource source, TimeProvider? clock, ILogger<SharedBudgets> logger)
{
    /// <summary>A database that takes longer is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int MostTries = 20;

    private readonly Guid node = Guid.NewGuid();
    private int away;

    /// <summary>This node's share of a connection's budget.</summary>
    public IBudgetShare Of(string connection) => new Share(this, connection);

    /// <summary>All budgets as they stand, and the moment that they are of.</summary>
    public async Task<(IReadOnlyDictionary<string, BudgetState> Budgets, DateTimeOffset Now)> AllAsync(
        CancellationToken cancel
    )
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var rows = await db.QueryAsync<(string? Connection, string? State, DateTime Now)>(
            new CommandDefinition(
                "select b.connection, b.state::text, clock_timestamp() from (select 1) one left join budgets b on true",
                cancellationToken: cancel
            )
        );
        var all = rows.ToList();
        var states = all.Where(row => row.Connection is not null)
            .ToDictionary(row => row.Connection!, row => Read(row.State), StringComparer.OrdinalIgnoreCase);
        return (states, this.Now(all[0].Now));
    }

    private async ValueTask<Slice?> LeaseAsync(string connection, BudgetAsk ask, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await using var db = await source.OpenConnectionAsync(patience.Token);
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (await this.TryLeaseAsync(db, connection, ask, patience.Token) is { } slice)
                {
                    this.Back();
                    return slice;
                }
            }

            return null;
        }
        catch (Exception e)
            when (e is NpgsqlException or SocketException or TimeoutException or IOException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            if (Interlocked.Exchange(ref this.away, 1) == 0)
            {
                Log.Away(logger, e.Message);
            }

            return null;
        }
    }

    private async Task<Slice?> TryLeaseAsync(
        NpgsqlConnection db,
        string connection,
        BudgetAsk ask,
        CancellationToken cancel
    )
    {
        var (version, text, read) = await db.QuerySingleAsync<(long? Version, string? State, DateTime Now)>(
            new CommandDefinition(
                """
                select b.version, b.state::text, clock_timestamp()
                from (select 1) one left join budgets b on b.connection = @connection
                """,
                new { connection },
                cancellationToken: cancel
            )
        );
        var state = Read(text);
        var slice = state.Grant(this.node, ask, this.Now(read));
        var written = await db.ExecuteAsync(
            new CommandDefinition(
                version is null
                    ? "insert into budgets (connection, version, state) values (@connection, 1, @state::json) on conflict do nothing"
                    : "update budgets set version = version + 1, state = @state::json where connection = @connection and version = @version",
                new
                {
                    connection,
                    version,
                    state = JsonSerializer.Serialize(state, BudgetJson.Default.BudgetState),
                },
                cancellationToken: cancel
            )
        );
        return written == 1 ? slice : null;
    }

    private DateTimeOffset Now(DateTime database) =>
        clock?.GetUtcNow() ?? new DateTimeOffset(DateTime.SpecifyKind(database, DateTimeKind.Utc));

    private static BudgetState Read(string? text) =>
        text is null ? new BudgetState() : JsonSerializer.Deserialize(text, BudgetJson.Default.BudgetState)!;

    private void Back()
    {
        if (Interlocked.Exchange(ref this.away, 0) == 1)
        {
            Log.Back(logger);
        }
    }

    private sealed class Share(SharedBudgets budgets, string connection) : IBudgetShare
    {
        public ValueTask<Slice?> LeaseAsync(BudgetAsk ask, CancellationToken cancel) =>
            budgets.LeaseAsync(connection, ask, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The budgets of the connections cannot be had from the database ({Why}); this node goes on at the rate that it had"
        )]
        public static partial void Away(ILogger logger, string why);

        [LoggerMessage(LogLevel.Information, "The budgets of the connections are shared by the database again")]
        public static partial void Back(ILogger logger);
    }
}
