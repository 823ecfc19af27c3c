using System.Collections.Immutable;
using Bridge.Core.Turns;
using Npgsql;

namespace Bridge.Store;

/// <summary>How the lines stand in which cases wait. What it costs grows with the lines, not with the cases in them.</summary>
public sealed class WaitingLines(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>From line to line along the index, and in each as far as is counted.</summary>
    internal const string Sql = """
        with recursive lines as (
            (select helpdesk, tracker from cases where ready_at is not null order by helpdesk, tracker limit 1)
            union all
            select next.helpdesk, next.tracker
            from lines l
            cross join lateral (
                select c.helpdesk, c.tracker from cases c
                where c.ready_at is not null and (c.helpdesk, c.tracker) > (l.helpdesk, l.tracker)
                order by c.helpdesk, c.tracker limit 1
            ) next
        )
        select l.helpdesk, l.tracker, s.ready, s.first
        from lines l
        cross join lateral (
            select count(*) filter (where ready_at <= @now)::int as ready, min(ready_at) as first
            from (
                select c.ready_at from cases c
                where c.helpdesk = l.helpdesk and c.tracker = l.tracker and c.ready_at is not null
                    and (c.lease_until is null or c.lease_until < @now)
                order by c.ready_at limit @most
            ) waiting
        ) s
        where s.first is not null
        """;

    /// <summary>All lines in which a case waits that nobody has, those whose time is yet to come among them.</summary>
    /// <param name="most">So many ready cases of a line are counted, no more.</param>
    public async Task<ImmutableArray<LineStanding>> AllAsync(int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()));
        command.Parameters.Add(new NpgsqlParameter<int>("most", most));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var lines = ImmutableArray.CreateBuilder<LineStanding>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(
                new LineStanding(
                    new Line(reader.GetString(0), reader.GetString(1)),
                    reader.GetInt32(2),
                    reader.GetFieldValue<DateTimeOffset>(3)
                )
            );
        }

        return lines.ToImmutable();
    }
}
