using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Bridge.Demo;

/// <summary>What the demo sees of the bridge: whether it is at rest, and what it wrote down.</summary>
internal sealed class Scene(DemoWorld world)
{
    private const int Lines = 30;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource source = world.Bridge.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>
    /// Waits until no webhook is on its way and no case has signals, is due, or is worked on. What waits for a later time
    /// is at rest.
    /// </summary>
    /// <exception cref="TimeoutException">It does not come to rest within a minute.</exception>
    public async Task RestAsync(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        for (var calm = 0; calm < 3; )
        {
            await this.DeliveredAsync(cancel);
            var busy = await this.NumberAsync(
                """
                select (select count(*) from signals where case_id is not null)
                    + (select count(*) from cases where lease_token is not null or ready_at <= @now)
                """,
                new { now = world.Clock.GetUtcNow() },
                cancel
            );
            calm = busy == 0 ? calm + 1 : 0;
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException("The bridge does not come to rest.");
            }

            await Task.Delay(Glance, cancel);
        }
    }

    /// <summary>The lines of a ticket's timeline, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync(long ticket, CancellationToken cancel)
    {
        await using var db = await this.source.OpenConnectionAsync(cancel);
        var lines = await db.QueryAsync<string>(
            new CommandDefinition(
                "select l.text from timeline l join cases c on c.id = l.case_id where c.ticket_id = @ticket order by l.id",
                new { ticket = ticket.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                cancellationToken: cancel
            )
        );
        return lines.AsList();
    }

    /// <summary>What an SQL question with a number for an answer gives.</summary>
    public async Task<long> NumberAsync(string sql, object? values, CancellationToken cancel)
    {
        await using var db = await this.source.OpenConnectionAsync(cancel);
        return await db.ExecuteScalarAsync<long>(new CommandDefinition(sql, values, cancellationToken: cancel));
    }

    /// <summary>The end of the timeline of the case that was worked on last, and its effects that are not done.</summary>
    public async Task<IReadOnlyList<string>> LastCaseAsync(CancellationToken cancel)
    {
        await using var db = await this.source.OpenConnectionAsync(cancel);
        var lines = await db.QueryAsync<string>(
            new CommandDefinition(
                """
                with last as (select case_id from timeline order by id desc limit 1),
                told as (
                    select id, to_char(at at time zone 'UTC', 'HH24:MI:SS') || ' ' || kind || ': ' || text as line
                    from timeline where case_id = (select case_id from last) order by id desc limit @lines
                )
                (select line from told order by id)
                union all
                (select 'effect ' || key || ' is ' || state || coalesce(': ' || failure, '')
                 from effects where case_id = (select case_id from last) and state not in ('done', 'replanned') order by id)
                union all
                (select 'finding: ' || message from findings where case_id = (select case_id from last) and closed_at is null)
                """,
                new { lines = Lines },
                cancellationToken: cancel
            )
        );
        return lines.AsList();
    }

    /// <summary>The last warnings and errors of the bridge's log; none when it is logged elsewhere.</summary>
    public IReadOnlyList<string> Warnings()
    {
        if (!File.Exists(world.LogFile))
        {
            return [];
        }

        using var stream = new FileStream(world.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n')
                .Where(l =>
                    l.Contains("[WRN]", StringComparison.Ordinal) || l.Contains("[ERR]", StringComparison.Ordinal)
                )
                .TakeLast(Lines / 3),
        ];
    }

    private Task DeliveredAsync(CancellationToken cancel) =>
        Task.WhenAll(
                world.City.Freshdesk.Webhooks.IdleAsync(),
                world.City.ClickUp.Webhooks.IdleAsync(),
                world.City.Jira.Webhooks.IdleAsync()
            )
            .WaitAsync(Patience, cancel);
}
