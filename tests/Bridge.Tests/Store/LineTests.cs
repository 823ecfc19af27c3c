using Bridge.Core.Turns;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Store;

/// <summary>Who is claimed when very many wait, on a real PostgreSQL.</summary>
public sealed class LineTests(PostgresFixture postgres)
{
    private const int Noisy = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_quiet_case_has_its_turn_after_each_noisy_one_had_one()
    {
        await using var house = await House.OpenAsync(postgres);
        var noisy = Enumerable.Range(1, Noisy).Select(n => $"noisy-{n}").ToArray();
        for (var flood = 0; flood < 3; flood++)
        {
            await house.SignalAsync([.. noisy.SelectMany(ticket => Enumerable.Repeat(ticket, CaseStore.MostSignals))]);
        }

        house.Time.Now += TimeSpan.FromSeconds(1);
        await house.SignalAsync("quiet");
        var turns = 0;
        ClaimedCase claimed;
        do
        {
            claimed = Assert.Single(await house.ClaimAsync(1, 1, Lease));
            Assert.InRange(claimed.Signals.Length, 1, CaseStore.MostSignals);
            await house.SignalAsync(noisy);
            house.Time.Now += TimeSpan.FromSeconds(1);
            await house.Store.RecordAsync(Rest(claimed), default);
            turns++;
        } while (claimed.Case.TicketId != "quiet");

        Assert.Equal(Noisy + 1, turns);
    }

    [Fact]
    public async Task A_case_waits_in_the_line_of_the_tracker_that_its_last_look_named()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1", "2");
        var claimed = (await house.ClaimAsync(1, 10, Lease)).Single(c => c.Case.TicketId == "1");
        await house.Store.RecordAsync(Rest(claimed) with { Tracker = "track", ReadyAt = house.Time.Now }, default);
        house.Time.Now += Lease + TimeSpan.FromSeconds(1);

        var lines = await house.Lines.AllAsync(10, default);
        var shares = new LineShare[] { new(new Line("desk", "track"), 10) };

        Assert.Equal([new Line("desk", ""), new Line("desk", "track")], lines.Select(l => l.Line));
        Assert.Equal("1", Assert.Single(await house.Store.ClaimAsync(1, shares, Lease, default)).Case.TicketId);
    }

    [Fact]
    public async Task A_look_that_names_no_tracker_leaves_the_case_in_its_line()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var claimed = Assert.Single(await house.ClaimAsync(1, 10, Lease));
        await house.Store.RecordAsync(Rest(claimed) with { Tracker = "track", ReadyAt = house.Time.Now }, default);
        claimed = Assert.Single(await house.ClaimAsync(1, 10, Lease));
        await house.Store.RecordAsync(Rest(claimed) with { ReadyAt = house.Time.Now }, default);

        Assert.Equal(new Line("desk", "track"), Assert.Single(await house.Lines.AllAsync(10, default)).Line);
    }

    [Fact]
    public async Task Lines_and_claims_walk_the_index_however_many_wait()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.RunAsync(
            """
            insert into cases (helpdesk, ticket_id, tracker, ready_at, created_at, updated_at)
            select 'desk', n, case n % 3 when 0 then '' when 1 then 'track' else 'other' end,
                now() - n * interval '1 second', now(), now()
            from generate_series(1, 30000) n;
            analyze cases;
            """
        );

        var lines = await house.ExplainAsync(
            WaitingLines.Sql,
            new NpgsqlParameter<DateTimeOffset>("now", DateTimeOffset.UtcNow),
            new NpgsqlParameter<int>("most", 64)
        );
        var claim = await house.ExplainAsync(
            CaseStore.ClaimSql,
            new NpgsqlParameter<int>("node", 1),
            new NpgsqlParameter<Guid>("token", Guid.NewGuid()),
            new NpgsqlParameter<DateTimeOffset>("until", DateTimeOffset.UtcNow),
            new NpgsqlParameter<DateTimeOffset>("now", DateTimeOffset.UtcNow),
            new NpgsqlParameter<string[]>("helpdesks", ["desk", "desk"]),
            new NpgsqlParameter<string[]>("trackers", ["track", ""]),
            new NpgsqlParameter<int[]>("counts", [32, 32])
        );

        Assert.Contains("cases_in_line", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on cases", lines, StringComparison.Ordinal);
        Assert.Contains("cases_in_line", claim, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on cases", claim, StringComparison.Ordinal);
    }

    private static CaseRecord Rest(ClaimedCase claimed) =>
        new()
        {
            Case = claimed.Case,
            Fence = claimed.Fence,
            Release = true,
            HeededSignals = [.. claimed.Signals.Select(s => s.Id)],
        };
}
