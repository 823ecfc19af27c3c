using Bridge.Sandbox.Hosting;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>A bridge as a process of its own, among very many signals that wait for slow tools.</summary>
public sealed class PressureTests(PostgresFixture postgres)
{
    private const int Waiting = 50_000;
    private const int Concurrency = 64;
    private const double MostMb = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task What_waits_is_held_by_the_database_and_not_in_memory()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        await using var bridge = await world.StartAsync();
        world.City.Freshdesk.Faults.Share(new Fault.Slow(TimeSpan.FromSeconds(1)), 1, 1);
        await world.NumberAsync(
            $"""
            with made as (
                insert into cases (helpdesk, ticket_id, ready_at, created_at, updated_at)
                select 'freshdesk', 90000000 + n, now(), now(), now() from generate_series(1, {Waiting}) n
                returning id, ticket_id
            ),
            told as (
                insert into signals (case_id, connection, side, object_id, source, what, received_at)
                select id, 'freshdesk', 0, ticket_id, 0, 'ticket updated', now() from made returning 1
            )
            select count(*) from told
            """
        );

        var most = 0L;
        await world.Until(
            async () =>
            {
                most = Math.Max(most, await world.NumberAsync("select count(*) from cases where lease_token is not null"));
                return await world.NumberAsync("select count(*) from cases where state is not null") >= 3 * Concurrency;
            },
            Patience,
            () => bridge.Log
        );

        Assert.InRange(most, 1, Concurrency);
        Assert.InRange(bridge.PeakMb, 1, MostMb);
        Assert.InRange(await world.NumberAsync("select count(*) from signals"), Waiting / 2, Waiting);
    }
}
