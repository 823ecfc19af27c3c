using Bridge.Core.Model;
using Npgsql;
using NpgsqlTypes;

namespace Bridge.Store;

/// <summary>
/// Where signals become durable. Signals that arrive together are stored in one transaction (group commit); a caller
/// hears back once its own are committed. The connections take turns, so that a flood of one delays the others by no more
/// than a batch. A signal of an item goes to every case linked to it.
/// </summary>
public sealed class SignalInbox(NpgsqlDataSource source, TimeProvider time, DatabaseOutage? outage = null)
    : BackgroundService
{
    /// <summary>In seconds. A statement that takes longer hangs, and those behind it wait.</summary>
    private const int Patience = 10;

    /// <summary>So many signals are committed at once.</summary>
    public const int MostAtOnce = 500;

    private const string Insert = """
        with input as (
            select * from unnest(@connections, @sides, @objects, @sources, @versions, @whats)
                as i(connection, side, object_id, source, version, what)
        ),
        tickets as (
            insert into cases (helpdesk, ticket_id, ready_at, created_at, updated_at)
            select distinct connection, object_id, @now, @now, @now from input where side = 0 order by 1, 2
            on conflict (helpdesk, ticket_id) do update
                set ready_at = least(coalesce(cases.ready_at, excluded.ready_at), excluded.ready_at)
            returning id, helpdesk, ticket_id
        ),
        linked as (
            select distinct i.connection, i.object_id, l.case_id
            from input i join links l on l.connection = i.connection and l.item_id = i.object_id
            where i.side = 1
        ),
        woken as (
            update cases set ready_at = least(coalesce(ready_at, @now), @now)
            where id in (select case_id from linked)
        )
        insert into signals (case_id, connection, side, object_id, source, version, what, received_at)
        select coalesce(t.id, l.case_id), i.connection, i.side, i.object_id, i.source, i.version, i.what, @now
        from input i
        left join tickets t on i.side = 0 and t.helpdesk = i.connection and t.ticket_id = i.object_id
        left join linked l on i.side = 1 and l.connection = i.connection and l.object_id = i.object_id
        """;

    private readonly Arrivals arrivals = new();

    /// <summary>Raised after each commit, so that a worker of this process need not wait for the database's notice.</summary>
    public event Action? Stored;

    /// <summary>Says that somebody else has just committed signals of this process.</summary>
    internal void Wake() => this.Stored?.Invoke();

    /// <summary>
    /// Returns once the signals are committed. Throws what the database threw when they are not, or may not be: a lost
    /// answer to a commit that was made costs a look, as the sender's second try is one more hint. Of more than
    /// <see cref="MostAtOnce"/> some may be committed then.
    /// </summary>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The inbox has stopped: nothing was stored.</exception>
    public async Task StoreAsync(IReadOnlyCollection<Signal> signals, CancellationToken cancel)
    {
        foreach (var part in signals.Chunk(MostAtOnce))
        {
            var arrival = new Arrival(part);
            await this.arrivals.AddAsync(arrival, cancel);
            try
            {
                await arrival.Committed.Task.WaitAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // Nobody waits any more, and who sent it comes again: it need not be stored once the database is back.
                arrival.Committed.TrySetCanceled(cancel);
                throw;
            }
        }
    }

    public override void Dispose()
    {
        this.arrivals.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await this.CommitAsync(await this.arrivals.NextAsync(MostAtOnce, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            this.arrivals.Close();
            while (this.arrivals.Take(MostAtOnce) is { Count: > 0 } rest)
            {
                await this.CommitAsync(rest);
            }
        }
    }

    private async Task CommitAsync(List<Arrival> batch)
    {
        batch.RemoveAll(arrival => arrival.Committed.Task.IsCompleted);
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await this.InsertAsync([.. batch.SelectMany(e => e.Signals)]);
            batch.ForEach(e => e.Committed.TrySetResult());
            outage?.Over();
            this.Stored?.Invoke();
        }
        catch (Exception why)
        {
            // The callers decide: a webhook is answered 503 and comes again, a poll keeps its watermark.
            batch.ForEach(e => e.Committed.TrySetException(why));
        }
    }

    private async Task InsertAsync(List<Signal> signals)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var batch = new NpgsqlBatch(connection)
                {
                    Timeout = Patience,
                    BatchCommands =
                    {
                        new NpgsqlBatchCommand(Insert)
                        {
                            Parameters =
                            {
                                new NpgsqlParameter<string[]>("connections", [.. signals.Select(s => s.Connection)]),
                                new NpgsqlParameter<short[]>("sides", [.. signals.Select(s => (short)s.Side)]),
                                new NpgsqlParameter<string[]>("objects", [.. signals.Select(s => s.ObjectId)]),
                                new NpgsqlParameter<short[]>("sources", [.. signals.Select(s => (short)s.Source)]),
                                new NpgsqlParameter("versions", NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                                {
                                    Value = signals.Select(s => s.Version).ToArray(),
                                },
                                new NpgsqlParameter<string[]>("whats", [.. signals.Select(s => Clean(s.What))]),
                                new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()),
                            },
                        },
                        new NpgsqlBatchCommand($"select pg_notify('{CaseStore.Channel}', '')"),
                    },
                };
                await batch.ExecuteNonQueryAsync();
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
                // Another node stored signals of the same cases in another order: nothing was stored here, so once more.
            }
        }
    }

    /// <summary>PostgreSQL's text holds no NUL.</summary>
    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
