using Bridge.Sandbox.Hosting;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>A stop as service managers do it, in the middle of work.</summary>
public sealed class ShutdownTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the host is given to end (<c>HostOptions.ShutdownTimeout</c>).</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_bridge_that_is_told_to_stop_finishes_what_it_began_and_the_next_one_does_the_rest_once()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        var errands = Enumerable.Range(1, 4).Select(n => Load.Next(world, n)).ToList();
        await using (var first = await world.StartAsync())
        {
            // Slow tools: each stop meets calls that are under way.
            world.City.ClickUp.Faults.Share(new Fault.Slow(TimeSpan.FromMilliseconds(800)), 1, 1, "POST");
            world.City.Freshdesk.Faults.Share(new Fault.Slow(TimeSpan.FromMilliseconds(800)), 1, 1, "POST");
            await WorkUntilAsync(
                errands,
                world,
                async () =>
                    await world.NumberAsync(
                        "select case when to_regclass('effects') is null then 0 else (select count(*) from effects where state = 'started') end"
                    ) > 2,
                first
            );
            var (exitCode, took) = await first.StopAsync();
            Assert.True(exitCode == 0, $"exit code {exitCode} after {took}\n{first.Log}");
            Assert.True(took < Grace, $"it took {took}");
            Assert.Equal(0, await world.NumberAsync("select count(*) from effects where state = 'started'"));
            Assert.Equal(0, await world.NumberAsync("select count(*) from cases where lease_token is not null"));
        }

        world.City.ClickUp.Faults.Clear();
        world.City.Freshdesk.Faults.Clear();
        await using var second = await world.StartAsync();
        await WorkUntilAsync(errands, world, () => Task.FromResult(errands.TrueForAll(e => e.IsDone)), second);
        await world.RestAsync(Patience, () => second.Log);
        Assert.Equal("", Tally.Of(errands).ToString());
    }

    private static async Task WorkUntilAsync(
        List<Errand> errands,
        CrashWorld world,
        Func<Task<bool>> holds,
        BridgeProcess bridge
    ) =>
        await world.Until(
            async () =>
            {
                errands.ForEach(e => e.Go());
                return await holds();
            },
            Patience,
            () => string.Join(", ", errands.Select(e => $"{e.Subject} at step {e.Step}")) + "\n" + bridge.Log
        );
}
