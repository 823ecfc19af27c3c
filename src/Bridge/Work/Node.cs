using Bridge.Rollout;
using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// This running bridge among others on the same database. Its connection holds an advisory lock for as long as the
/// process lives: when the lock of another can be had, that one is dead and its cases are free at once, without waiting
/// for leases to end. The same connection listens for cases that became ready.
/// </summary>
public sealed partial class Node(NpgsqlDataSource source, TimeProvider time, ILogger<Node> logger) : BackgroundService
{
    /// <summary>The first number of the advisory locks that nodes hold; the second is the node's.</summary>
    internal const int LockSpace = 7001;
    private static readonly TimeSpan LookForDead = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<int> joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Raised when the database tells that a case became ready.</summary>
    public event Action? Ready;

    /// <summary>Raised when the database tells that another set of mappings is live, or may be.</summary>
    public event Action? MappingsChanged;

    /// <summary>This node's number, once it joined.</summary>
    public Task<int> JoinedAsync(CancellationToken cancel) => this.joined.Task.WaitAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.StayAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                // Leases run on by the clock; the lock is taken again as soon as the database is back.
                Log.Lost(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task StayAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var id = this.joined.Task.IsCompletedSuccessfully
            ? await this.joined.Task
            : await this.JoinAsync(connection, cancel);
        await ExecuteAsync(
            connection,
            $"select pg_advisory_lock({LockSpace}, {id}); listen {CaseStore.Channel}; listen {SetStore.Channel}",
            cancel
        );
        connection.Notification += (_, told) =>
            (told.Channel == SetStore.Channel ? this.MappingsChanged : this.Ready)?.Invoke();
        this.joined.TrySetResult(id);
        while (true)
        {
            await this.FreeTheDeadAsync(connection, id, cancel);
            await connection.WaitAsync(LookForDead, cancel);
        }
    }

    private async Task<int> JoinAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "insert into nodes (name, started_at) values (@name, @now) returning id",
            connection
        );
        command.Parameters.Add(
            new NpgsqlParameter<string>("name", $"{Environment.MachineName}/{Environment.ProcessId}")
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()));
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Ends the leases of nodes whose connection to the database is gone.</summary>
    private async Task FreeTheDeadAsync(NpgsqlConnection connection, int self, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            with others as (
                select distinct lease_node as node from cases where lease_token is not null and lease_node <> @self
            ),
            dead as materialized (select node from others where pg_try_advisory_lock(@space, node)),
            freed as (
                update cases set lease_node = null, lease_token = null, lease_until = null
                where lease_token is not null and lease_node in (select node from dead)
                returning id
            ),
            counted as materialized (select count(*) as n from freed)
            select n, (select count(pg_advisory_unlock(@space, node)) from dead) from counted
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<int>("self", self));
        command.Parameters.Add(new NpgsqlParameter<int>("space", LockSpace));
        if (await command.ExecuteScalarAsync(cancel) is long and > 0 and var freed)
        {
            Log.Freed(logger, freed);
            this.Ready?.Invoke();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The connection to the database is lost ({Why}); trying again")]
        public static partial void Lost(ILogger logger, string why);

        [LoggerMessage(LogLevel.Information, "{Cases} cases of a bridge that died are taken over")]
        public static partial void Freed(ILogger logger, long cases);
    }
}
