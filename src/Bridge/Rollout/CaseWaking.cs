using Bridge.Connectors;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Rollout;

/// <summary>
/// Has cases looked at by a changed mapping without waiting for their next signal: one after the other, so that their reads
/// take no more than about half of what the tools allow, and behind all that is ready already.
/// </summary>
public sealed class CaseWaking(NpgsqlDataSource source, ToolSet tools, TimeProvider time)
{
    private const int LeastPerMinute = 30;
    private const int LimitWhereUnknown = 100;

    /// <summary>The pause between one case and the next.</summary>
    public TimeSpan Pace
    {
        get
        {
            var limits = tools.All.Select(t => t.Budget.Limit is > 0 and var limit ? limit : LimitWhereUnknown);
            return TimeSpan.FromMinutes(1)
                / Math.Max(LeastPerMinute, limits.DefaultIfEmpty(LimitWhereUnknown).Min() / 4);
        }
    }

    /// <summary>Wakes the cases of these processes, those that are known to change first; answers how many.</summary>
    /// <param name="finals">Stages whose cases are over: they are left alone unless they are known to change.</param>
    public async Task<int> WakeAsync(
        IReadOnlyCollection<string> processes,
        IReadOnlyCollection<long> changed,
        IReadOnlyCollection<string> finals,
        CancellationToken cancel
    )
    {
        var values = new
        {
            processes = processes.ToArray(),
            changed = changed.ToArray(),
            finals = finals.ToArray(),
            now = time.GetUtcNow(),
            step = this.Pace,
            channel = CaseStore.Channel,
        };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                var woken = await connection.ExecuteAsync(
                    new CommandDefinition(
                        """
                        with chosen as (
                            select c.id, row_number() over (order by f.id is null, c.updated_at desc) - 1 as place
                            from cases c left join unnest(@changed) as f(id) on f.id = c.id
                            where c.process = any(@processes)
                                and (f.id is not null or coalesce(c.stage, '') <> all(@finals))
                        )
                        update cases c
                        set ready_at = least(coalesce(c.ready_at, 'infinity'), @now + chosen.place * @step)
                        from chosen where c.id = chosen.id
                        """,
                        values,
                        cancellationToken: cancel
                    )
                );
                await connection.ExecuteAsync(
                    new CommandDefinition("select pg_notify(@channel, '')", values, cancellationToken: cancel)
                );
                return woken;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
                // The inbox woke some of the same cases in another order: nothing was changed here, so once more.
            }
        }
    }

    /// <summary>Processes that cases are in and that are not among these, with how many cases.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StrandedAsync(
        IReadOnlyCollection<string> processes,
        CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Process, long Cases)>(
            new CommandDefinition(
                """
                select process, count(*) from cases
                where process is not null and lower(process) <> all(@processes) group by process
                """,
                new { processes = processes.Select(p => p.ToLowerInvariant()).ToArray() },
                cancellationToken: cancel
            )
        );
        return rows.ToDictionary(r => r.Process, r => r.Cases, StringComparer.OrdinalIgnoreCase);
    }
}
