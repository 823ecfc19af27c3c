using Bridge.Rollout;
using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// This running bridge among others on the same database. Its connection holds an advisory lock for as long as the
/// process lives: when the lock of another can be had, that one is dead and its cases are free at once, without waiting
/// for leases to end. The same connection listens for cases that became ready. A node that lost its connection is not
/// dead: it begins nothing new until it is back, and others that lost theirs at the same time wait for it.
/// </summary>
public sealed partial class Node(
    NpgsqlDataSource source,
    TimeProvider time,
    DatabaseOutage outage,
    ILogger<Node> logger
) : BackgroundService
{
    /// <summary>How long a node whose connection was lost may go on with what it has: writes under way reach their tool.</summary>
    public static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);

    /// <summary>The first number of the advisory locks that nodes hold; the second is the node's.</summary>
    internal const int LockSpace = 7001;

    /// <summary>In seconds: the server ends sessions of machines that are gone, so that their locks are free.</summary>
    private const int GoneAfter = 30;

    private static readonly TimeSpan LookForDead = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After a restart of the server all locks are free, of the living too: they have so long to come back.</summary>
    private static readonly TimeSpan TimeToComeBack = LastWrites + TimeSpan.FromSeconds(5);

    private long? backSince;
    private readonly TaskCompletionSource<int> joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Raised when the database tells that a case became ready.</summary>
    public event Action? Ready;

    /// <summary>Raised when the database tells that another set of mappings is live, or may be.</summary>
    public event Action? MappingsChanged;

    /// <summary>Raised when the connection is lost, and with it the lock that tells the others that this node lives.</summary>
    public event Action? Lost;

    /// <summary>Raised when the lock is held again.</summary>
    public event Action? Back;

    /// <summary>True while this node holds its lock.</summary>
    public bool IsIn { get; private set; }

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
            catch (Exception e)
            {
                // Leases run on by the clock; the lock is taken again as soon as the database is back.
                if (DatabaseTrouble.Is(e) || e is IOException)
                {
                    outage.Met(e);
                }
                else
                {
                    Log.Failed(logger, e);
                }

                var was = this.IsIn;
                this.IsIn = false;
                if (was)
                {
                    this.Lost?.Invoke();
                }
                else
                {
                    await Task.Delay(Pause, time, stoppingToken);
                }
            }
        }
    }

    private async Task StayAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await ExecuteAsync(
            connection,
            $"set tcp_keepalives_idle = {GoneAfter}; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3",
            cancel
        );
        var isBack = this.joined.Task.IsCompletedSuccessfully;
        var id = isBack ? await this.joined.Task : await this.JoinAsync(connection, cancel);
        await this.LockAsync(connection, id, cancel);
        await ExecuteAsync(connection, $"listen {CaseStore.Channel}; listen {SetStore.Channel}", cancel);
        connection.Notification += (_, told) =>
            (told.Channel == SetStore.Channel ? this.MappingsChanged : this.Ready)?.Invoke();
        this.IsIn = true;
        this.joined.TrySetResult(id);
        if (isBack)
        {
            this.backSince = time.GetTimestamp();
            Log.Back(logger);
            this.Back?.Invoke();
        }

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

    /// <summary>
    /// Takes this node's lock. Where the server has not noticed yet that an earlier connection of this very node is gone,
    /// that session is ended: nobody else holds this lock for longer than one statement.
    /// </summary>
    private async Task LockAsync(NpgsqlConnection connection, int id, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(@space, @id)", connection);
            command.Parameters.Add(new NpgsqlParameter<int>("space", LockSpace));
            command.Parameters.Add(new NpgsqlParameter<int>("id", id));
            if (await command.ExecuteScalarAsync(cancel) is true)
            {
                return;
            }

            if (tries > 2)
            {
                command.CommandText = """
                    select pg_terminate_backend(pid) from pg_locks
                    where locktype = 'advisory' and classid = @space and objid = @id and objsubid = 2 and granted
                        and database = (select oid from pg_database where datname = current_database())
                    """;
                await command.ExecuteNonQueryAsync(cancel);
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>Ends the leases of nodes whose connection to the database is gone, while it is certain that they had one.</summary>
    private async Task FreeTheDeadAsync(NpgsqlConnection connection, int self, CancellationToken cancel)
    {
        if (this.backSince is { } since && time.GetElapsedTime(since) < TimeToComeBack)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            with others as (
                select distinct lease_node as node from cases where lease_token is not null and lease_node <> @self
                    and clock_timestamp() - pg_postmaster_start_time() > @restarted
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
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("restarted", TimeToComeBack));
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
        [LoggerMessage(LogLevel.Error, "This node cannot be among the others just now; trying again")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Information, "This node has its connection to the database again")]
        public static partial void Back(ILogger logger);

        [LoggerMessage(LogLevel.Information, "{Cases} cases of a bridge that died are taken over")]
        public static partial void Freed(ILogger logger, long cases);
    }
}
