using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Drops what was kept long enough, a page of rows a statement, so that no lock is held for long. Stories and effects go
/// case by case, by their indexes, and only of cases that are over and at rest: open effects, signals, findings and deadlines
/// are never touched.
/// </summary>
public sealed class Retention(NpgsqlDataSource source, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>Ids of cases that have been over and untouched since, a page after an id.</summary>
    private const string OverSql = $"""
        select c.id from cases c
        where c.id > @after and c.updated_at < @before and c.ready_at is null and c.lease_token is null
            and {Closed.Sql}
            and not exists (select from signals s where s.case_id = c.id)
            and not exists (select from effects e where e.case_id = c.id and e.state in ('started', 'waiting'))
        order by c.id limit 500
        """;

    /// <summary>Drops the stories of cases that have been over for so long.</summary>
    public Task<long> DropStoriesAsync(TimeSpan age, Closed over, CancellationToken cancel) =>
        this.DropOfCasesAsync("delete from timeline where case_id = any(@ids)", age, over, cancel);

    /// <summary>
    /// Drops effects that ended, of cases that have been over for so long. What was refused stays: a person may retry it. Keys
    /// of effects are numbered by the case, so that none of them comes again.
    /// </summary>
    public Task<long> DropEffectsAsync(TimeSpan age, Closed over, CancellationToken cancel) =>
        this.DropOfCasesAsync(
            "delete from effects where case_id = any(@ids) and state in ('done', 'replanned', 'shown', 'dropped')",
            age,
            over,
            cancel
        );

    /// <summary>Drops findings that were closed so long ago, but for those that were dropped and still hold.</summary>
    public Task<long> DropFindingsAsync(TimeSpan age, CancellationToken cancel) =>
        this.DropPagesAsync(
            $"""
            with gone as (
                delete from findings where id in (
                    select id from findings where closed_at < @before and not hidden limit {Page}
                )
                returning 1
            )
            select count(*) from gone
            """,
            age,
            cancel
        );

    /// <summary>Drops webhooks that have been in quarantine for so long. The finding of one that nobody decided about says so.</summary>
    public Task<long> DropQuarantineAsync(TimeSpan age, CancellationToken cancel) =>
        this.DropPagesAsync(
            $"""
            with gone as (
                delete from quarantine
                where id in (select id from quarantine where received_at < @before order by id limit {Page})
                returning id
            ),
            told as (
                update findings f
                set closed_at = @now, closed_by = 'retention',
                    closed_why = 'it was kept as long as the settings say, and nobody retried or dropped it'
                from gone
                where coalesce(f.case_id, 0) = 0 and f.scope = '{Quarantine.Scope}' and f.closed_at is null
                    and f.key = '{Quarantine.Scope}/' || gone.id
            )
            select count(*) from gone
            """,
            age,
            cancel
        );

    private async Task<long> DropOfCasesAsync(string delete, TimeSpan age, Closed over, CancellationToken cancel)
    {
        var (dropped, after) = (0L, 0L);
        while (true)
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            var values = new
            {
                after,
                before = time.GetUtcNow() - age,
                processes = over.Processes,
                stages = over.Stages,
            };
            var ids = (
                await connection.QueryAsync<long>(new CommandDefinition(OverSql, values, cancellationToken: cancel))
            ).ToArray();
            if (ids.Length > 0)
            {
                dropped += await connection.ExecuteAsync(
                    new CommandDefinition(delete, new { ids }, cancellationToken: cancel)
                );
            }

            if (ids.Length < Page)
            {
                return dropped;
            }

            after = ids[^1];
        }
    }

    private async Task<long> DropPagesAsync(string delete, TimeSpan age, CancellationToken cancel)
    {
        var dropped = 0L;
        while (true)
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            var now = time.GetUtcNow();
            var rows = await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(delete, new { before = now - age, now }, cancellationToken: cancel)
            );
            dropped += rows;
            if (rows < Page)
            {
                return dropped;
            }
        }
    }
}
