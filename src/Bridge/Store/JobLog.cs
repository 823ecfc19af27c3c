using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>The last run of a job. Times are UTC.</summary>
/// <param name="Node">The node that it is of; 0: one run over all nodes.</param>
/// <param name="EndedAt">Null while it runs, and after its node died.</param>
/// <param name="NextAt">Null: not known.</param>
/// <param name="Error">Why it did not get through; null: it did, or runs.</param>
/// <param name="Failures">Runs in a row that did not get through.</param>
public sealed record JobRun(
    string Job,
    int Node,
    TimeSpan Pace,
    DateTime StartedAt,
    DateTime? EndedAt,
    DateTime? NextAt,
    string? Error,
    int Failures
);

/// <summary>Keeps the last run of each job, for the page and for whoever asks the database.</summary>
public sealed class JobLog(NpgsqlDataSource source, TimeProvider time)
{
    public async Task BeganAsync(string job, int node, TimeSpan pace, DateTimeOffset? next, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                insert into job_runs (job, node, pace, started_at, next_at) values (@job, @node, @pace, @now, @next)
                on conflict (job, node) do update
                    set pace = excluded.pace, started_at = excluded.started_at, ended_at = null, next_at = excluded.next_at
                """,
                new
                {
                    job,
                    node,
                    pace,
                    next,
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Notes how a run ended; answers how many in a row did not get through.</summary>
    public async Task<int> EndedAsync(string job, int node, string? error, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<int>(
            new CommandDefinition(
                """
                update job_runs
                set ended_at = @now, error = @error, failures = case when @error::text is null then 0 else failures + 1 end
                where job = @job and node = @node returning failures
                """,
                new
                {
                    job,
                    node,
                    error = error?.Replace("\0", "", StringComparison.Ordinal),
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>All jobs by name. What a node that is gone did is left out after a day.</summary>
    public async Task<IReadOnlyList<JobRun>> AllAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<JobRun>(
            new CommandDefinition(
                """
                select job as "Job", node as "Node", pace as "Pace", started_at as "StartedAt", ended_at as "EndedAt",
                    next_at as "NextAt", error as "Error", failures as "Failures"
                from job_runs where node = 0 or started_at > @since order by job, node
                """,
                new { since = time.GetUtcNow() - TimeSpan.FromDays(1) },
                cancellationToken: cancel
            )
        );
        return [.. rows];
    }

    /// <summary>Drops what nodes did that have long been gone.</summary>
    public async Task<int> ForgetAsync(TimeSpan age, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            new CommandDefinition(
                "delete from job_runs where node <> 0 and started_at < @before",
                new { before = time.GetUtcNow() - age },
                cancellationToken: cancel
            )
        );
    }
}
