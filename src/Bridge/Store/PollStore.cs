using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>Where each connection's poll stands; one node polls a connection at a time.</summary>
public sealed class PollStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>A turn that lies further ahead than nodes' clocks differ was taken before ours was set back.</summary>
    private static readonly TimeSpan ClockSetBack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Takes the turn to poll when the last one is long enough ago; false when it is not yet time or another node has it.
    /// </summary>
    public async Task<(bool Mine, string? Watermark)> TakeTurnAsync(
        string connection,
        TimeSpan every,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        var row = await db.QuerySingleOrDefaultAsync<(string Connection, string? Watermark)?>(
            new CommandDefinition(
                """
                insert into polls (connection, polled_at) values (@connection, @now)
                on conflict (connection) do update set polled_at = excluded.polled_at
                    where polls.polled_at is null or polls.polled_at <= @before or polls.polled_at > @ahead
                returning connection, watermark
                """,
                new
                {
                    connection,
                    now,
                    before = now - every,
                    ahead = now + ClockSetBack,
                },
                cancellationToken: cancel
            )
        );
        return (row is not null, row?.Watermark);
    }

    /// <summary>Keeps the watermark of a poll whose signals are stored; a null one leaves it.</summary>
    public async Task KeepAsync(string connection, string? watermark, string? failure, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                "update polls set watermark = coalesce(@watermark, watermark), failure = @failure where connection = @connection",
                new
                {
                    connection,
                    watermark,
                    failure,
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Drops signals of items that no case was linked to for so long: they are not the bridge's. A page of them a statement, so that no lock is held for long.</summary>
    public async Task<int> SweepAsync(TimeSpan age, CancellationToken cancel)
    {
        const int page = 5000;
        await using var db = await source.OpenConnectionAsync(cancel);
        var before = time.GetUtcNow() - age;
        var dropped = 0;
        while (true)
        {
            var rows = await db.ExecuteAsync(
                new CommandDefinition(
                    """
                    delete from signals where case_id is null and id = any(array(
                        select id from signals where case_id is null and received_at < @before
                        order by received_at limit @page))
                    """,
                    new { before, page },
                    cancellationToken: cancel
                )
            );
            dropped += rows;
            if (rows < page)
            {
                return dropped;
            }
        }
    }
}
