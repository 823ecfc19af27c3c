using Bridge.Core.Model;
using Bridge.Rollout;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>A case of which nothing is under way, as it was stored.</summary>
/// <param name="Fence">Rises when a worker takes the case: what was compared meanwhile is void.</param>
public sealed record RestingCase(long Fence, SeenCase Seen);

/// <summary>What comparing cases found, and how far it has come.</summary>
public sealed class DriftStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Marks findings of drift among those of a case, which the case's own plans leave alone.</summary>
    public const string Scope = "drift";

    private const string Key = "drift";

    private const string Resting = """
        c.process = any(@live) and c.state is not null and c.ticket is not null and c.failures = 0
        and c.lease_token is null and (c.ready_at is null or c.ready_at > @now)
        and not exists (select from signals s where s.case_id = c.id)
        and not exists (select from effects e where e.case_id = c.id and e.state in ('started', 'waiting'))
        """;

    private const string Columns = "c.id, c.fence, c.state::text, c.ticket::text, c.item::text";

    /// <summary>Cases that were found to differ and are at rest, the oldest first.</summary>
    public Task<IReadOnlyList<RestingCase>> FoundAsync(string[] live, int most, CancellationToken cancel) =>
        this.ReadAsync(
            $"select {Columns} from drift d join cases c on c.id = d.case_id where {Resting} order by d.found_at limit @most",
            new
            {
                live,
                now = time.GetUtcNow(),
                most,
            },
            cancel
        );

    /// <summary>
    /// The next cases in turn that are at rest; after the last comes the first again. Cases that have been over for longer than
    /// <paramref name="settled"/> are passed over.
    /// </summary>
    public async Task<IReadOnlyList<RestingCase>> NextAsync(
        string[] live,
        Closed over,
        TimeSpan settled,
        int most,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var next = await this.ReadAsync(
            $"""
            select {Columns} from cases c
            where c.id > (select after_case from drift_mark) and {Resting}
                and (c.updated_at > @recent or not {Closed.Sql})
                and not exists (select from drift d where d.case_id = c.id)
            order by c.id limit @most
            """,
            new
            {
                live,
                now,
                most,
                recent = now - settled,
                processes = over.Processes,
                stages = over.Stages,
            },
            cancel
        );
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "update drift_mark set after_case = @after",
                new { after = next.Count < most ? 0 : next[^1].Seen.Case.Id },
                cancellationToken: cancel
            )
        );
        return next;
    }

    /// <summary>
    /// Keeps that the two sides of a case differ. The first time it may be news that is on its way; found again just so, it is
    /// a finding. Nothing is kept when a worker had the case meanwhile. Answers whether it is a finding now.
    /// </summary>
    public async Task<bool> KeepAsync(
        RestingCase compared,
        string[] differences,
        string message,
        CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                $"""
                with kept as (
                    insert into drift (case_id, differences, found_at)
                    select c.id, @differences, @now from cases c where c.id = @id and c.fence = @fence and {Resting}
                    on conflict (case_id) do update set
                        differences = excluded.differences,
                        found_at = case when drift.differences = excluded.differences then drift.found_at else @now end,
                        confirmed_at = case when drift.differences = excluded.differences
                            then coalesce(drift.confirmed_at, @now) end
                    returning confirmed_at is not null as confirmed
                ),
                shown as (
                    update findings set hidden = false
                    where coalesce(case_id, 0) = @id and scope = @Scope and hidden and message <> @message
                ),
                told as (
                    insert into findings (case_id, scope, kind, key, message, opened_at)
                    select @id, @Scope, @kind, @Key, @message, @now from kept
                    where confirmed and not exists (
                        select from findings
                        where coalesce(case_id, 0) = @id and scope = @Scope and hidden and message = @message
                    )
                    on conflict (coalesce(case_id, 0), scope, key) where closed_at is null
                        do update set message = excluded.message, retried_at = null
                )
                select coalesce((select confirmed from kept), false)
                """,
                new
                {
                    id = compared.Seen.Case.Id,
                    fence = compared.Fence,
                    live = new[] { compared.Seen.Case.Process },
                    differences,
                    message = message.Replace("\0", "", StringComparison.Ordinal),
                    kind = nameof(FindingKind.Drift),
                    Scope,
                    Key,
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Keeps that these cases agree: their findings of drift are over.</summary>
    public async Task AgreeAsync(long[] cases, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                with gone as (delete from drift where case_id = any(@cases) returning case_id)
                update findings f set closed_at = coalesce(f.closed_at, @now), hidden = false from gone
                where f.case_id = gone.case_id and f.scope = @Scope and (f.closed_at is null or f.hidden)
                """,
                new
                {
                    cases,
                    Scope,
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
    }

    private async Task<IReadOnlyList<RestingCase>> ReadAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(long Id, long Fence, string State, string Ticket, string? Item)>(
            new CommandDefinition(sql, values, cancellationToken: cancel)
        );
        return
        [
            .. rows.Select(r => new RestingCase(
                r.Fence,
                LiveCases.Parse(new RawCase(r.Id, r.State, r.Ticket, r.Item))
            )),
        ];
    }
}
