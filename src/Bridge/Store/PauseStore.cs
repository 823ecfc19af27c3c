using System.Collections.Immutable;
using Bridge.Core.Delivery.Connections;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// The paused connections as all nodes share them, and the cases that wait for them. What must not be lost is the waking:
/// a case is added while the row of the pause is held against its end, so whoever ends it finds the case.
/// </summary>
public sealed class PauseStore(NpgsqlDataSource source, TimeProvider time)
{
    private const int AtOnce = 1000;

    /// <summary>All that are paused, by the connection's name.</summary>
    public async Task<IReadOnlyDictionary<string, ConnectionPause>> AllAsync(CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var rows = await db.QueryAsync<Row>(
            new CommandDefinition(
                "select connection, cause, since, words, next_probe as \"NextProbe\" from connection_pauses order by 1",
                cancellationToken: cancel
            )
        );
        return rows.ToDictionary(row => row.Connection, row => row.Pause, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How many cases wait for each connection.</summary>
    public async Task<IReadOnlyDictionary<string, long>> WaitingAsync(CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var rows = await db.QueryAsync<(string Connection, long Cases)>(
            new CommandDefinition(
                "select connection, count(*) from connection_waits group by connection",
                cancellationToken: cancel
            )
        );
        return rows.ToDictionary(row => row.Connection, row => row.Cases, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Pauses a connection; false when another node did so before.</summary>
    public async Task<bool> BeginAsync(string connection, ConnectionPause pause, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.ExecuteAsync(
                new CommandDefinition(
                    """
                    insert into connection_pauses (connection, cause, since, words, next_probe)
                    values (@connection, @cause, @since, @words, @next) on conflict do nothing
                    """,
                    Values(connection, pause),
                    cancellationToken: cancel
                )
            ) > 0;
    }

    /// <summary>Keeps what the newest probe said; nothing when the pause is over meanwhile.</summary>
    public async Task KeepAsync(string connection, ConnectionPause pause, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                "update connection_pauses set cause = @cause, words = @words, next_probe = @next where connection = @connection",
                Values(connection, pause),
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Takes the turn to probe when it has come; false when it has not, or another node has it.</summary>
    public async Task<bool> TakeProbeAsync(string connection, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.ExecuteAsync(
                new CommandDefinition(
                    """
                    update connection_pauses set next_probe = @next where connection = @connection and next_probe <= @now
                    """,
                    new
                    {
                        connection,
                        now,
                        next = now + ConnectionState.MostBetweenProbes,
                    },
                    cancellationToken: cancel
                )
            ) > 0;
    }

    /// <summary>Has the next probe made at once.</summary>
    public async Task AskAsync(string connection, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                "update connection_pauses set next_probe = least(next_probe, @now) where lower(connection) = lower(@connection)",
                new { connection, now = time.GetUtcNow() },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Ends a pause and answers since when it was; null when it was over already.</summary>
    public async Task<DateTimeOffset?> EndAsync(string connection, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.QuerySingleOrDefaultAsync<DateTime?>(
            new CommandDefinition(
                "delete from connection_pauses where connection = @connection returning since",
                new { connection },
                cancellationToken: cancel
            )
        )
            is { } since
            ? new DateTimeOffset(DateTime.SpecifyKind(since, DateTimeKind.Utc))
            : null;
    }

    /// <summary>
    /// Gives a case back that can do nothing while connections are paused. The end of a pause wakes it; if one has ended
    /// already, it is looked at again at once.
    /// </summary>
    public async Task RestAsync(
        long caseId,
        long fence,
        DateTimeOffset again,
        ImmutableArray<string> waitsFor,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        CaseWrites.Hold(batch, caseId, fence);
        PauseWrites.Waits(batch, caseId, waitsFor, now);
        PauseWrites.Rest(batch, caseId, waitsFor, again, now);
        await CaseStore.RunAsync(batch, cancel);
    }

    /// <summary>Wakes the cases that wait for a connection that is not paused, one after the other; answers how many.</summary>
    /// <param name="pace">From one case to the next.</param>
    public async Task<int> WakeAsync(string connection, TimeSpan pace, CancellationToken cancel)
    {
        var all = 0;
        var first = time.GetUtcNow();
        for (var attempt = 0; ; )
        {
            try
            {
                var woken = await this.WakeSomeAsync(connection, first + (all * pace), pace, cancel);
                all += woken;
                if (woken < AtOnce)
                {
                    return all;
                }
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
                // The inbox woke some of the same cases in another order: nothing was changed here, so once more.
                attempt++;
            }
        }
    }

    private async Task<int> WakeSomeAsync(
        string connection,
        DateTimeOffset first,
        TimeSpan pace,
        CancellationToken cancel
    )
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var woken = await db.ExecuteAsync(
            new CommandDefinition(
                """
                with taken as (
                    delete from connection_waits w
                    where w.connection = @connection
                        and w.case_id in (
                            select case_id from connection_waits where connection = @connection
                            order by case_id limit @most
                        )
                        and not exists (select 1 from connection_pauses p where p.connection = @connection)
                    returning case_id
                ),
                placed as (select case_id, row_number() over (order by case_id) - 1 as place from taken)
                update cases c set ready_at = least(coalesce(c.ready_at, 'infinity'), @first + placed.place * @pace)
                from placed where c.id = placed.case_id
                """,
                new
                {
                    connection,
                    first,
                    pace,
                    most = AtOnce,
                },
                cancellationToken: cancel
            )
        );
        if (woken > 0)
        {
            await db.ExecuteAsync(
                new CommandDefinition(
                    "select pg_notify(@channel, '')",
                    new { channel = CaseStore.Channel },
                    cancellationToken: cancel
                )
            );
        }

        return woken;
    }

    private static object Values(string connection, ConnectionPause pause) =>
        new
        {
            connection,
            cause = pause.Cause.ToString(),
            since = pause.Since,
            words = pause.Words.Replace("\0", "", StringComparison.Ordinal),
            next = pause.NextProbe,
        };

    private sealed record Row(string Connection, string Cause, DateTime Since, string Words, DateTime NextProbe)
    {
        public ConnectionPause Pause =>
            new(
                Enum.TryParse<PauseCause>(this.Cause, out var cause) ? cause : PauseCause.Outage,
                Utc(this.Since),
                this.Words,
                Utc(this.NextProbe)
            );

        private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
    }
}
