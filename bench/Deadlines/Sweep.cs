using System.Diagnostics;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;
using Bridge.Core.Turns;
using Bridge.Store;
using Npgsql;

namespace Bridge.Bench.Deadlines;

/// <summary>The way of a due deadline, as the pump and the runner go it where no tool is asked: claim, plan, record.</summary>
internal sealed class Sweep(NpgsqlDataSource source, ProcessMapping process)
{
    private const int Concurrency = 64;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly CaseStore store = new(source, TimeProvider.System);
    private readonly WaitingLines lines = new(source, TimeProvider.System);

    /// <summary>
    /// Adds cases whose deadlines lie in the coming weeks, up to so many in all. Their state is small: nobody reads it.
    /// </summary>
    public async Task FillAsync(int open)
    {
        await this.ExecuteAsync(
            $$"""
            insert into cases (helpdesk, ticket_id, process, stage, state, ticket, ready_at, created_at, updated_at)
            select 'freshdesk', 'open-' || n, 'Level 2 Support', 'Fixing', '{}', '{}',
                now() + interval '1 day' + n * interval '1 second', now(), now()
            from generate_series((select count(*) from cases) + 1, {{open}}) n
            """
        );
        await this.ExecuteAsync("vacuum analyze cases");
    }

    /// <summary>The deadlines of the made cases are due once more.</summary>
    public Task DueAgainAsync() =>
        this.ExecuteAsync(
            "update cases set ready_at = now() - (id % 60) * interval '1 second' where ticket_id not like 'open-%'"
        );

    /// <summary>Looks at all that is due; answers how many cases that were.</summary>
    public async Task<int> RunAsync()
    {
        var looked = 0;
        while (true)
        {
            var waiting = await this.lines.AllAsync(Concurrency, CancellationToken.None);
            var shares = NextTurns.Of(
                waiting,
                new Dictionary<Line, int>(),
                new HashSet<string>(),
                helpdesks: 1,
                Concurrency
            );
            if (shares.IsEmpty)
            {
                return looked;
            }

            var claimed = await this.store.ClaimAsync(1, shares, Lease, CancellationToken.None);

            await Task.WhenAll(claimed.Select(this.LookAsync));
            looked += claimed.Length;
        }
    }

    /// <summary>How long it takes to find when the next case is ready, on average.</summary>
    public async Task<TimeSpan> NextAsync()
    {
        const int times = 50;
        await this.lines.AllAsync(Concurrency, CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            await this.lines.AllAsync(Concurrency, CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(began) / times;
    }

    private async Task LookAsync(ClaimedCase claimed)
    {
        var now = TimeProvider.System.GetUtcNow();
        var observed = new Observation(claimed.Ticket!, claimed.Item, false, false);
        var plan = Reconciler.Plan(process, claimed.Case, observed, now);
        await this.store.RecordAsync(
            new CaseRecord
            {
                Case = plan.Next,
                Fence = claimed.Fence,
                Ticket = claimed.Ticket,
                Item = claimed.Item,
                MappingHash = process.Hash,
                Findings = plan.Findings,
                Timeline = [new TimelineEntry("saw", "Deadline: due", process.Hash)],
                Release = true,
                ReadyAt = now.AddDays(30),
            },
            CancellationToken.None
        );
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
