using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>Two servers, of which one takes writes.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task A_server_that_fails_and_whose_standby_takes_its_place()
    {
        var server = await OwnServer.StartAsync();
        await using var standby = await server.StandbyAsync();

        // What is acknowledged is on both: docs/operate.md says that this is asked of whoever wants nothing lost here.
        await server.ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await server.ExecuteAsync("select pg_reload_conf()");
        await using var world = await FaultWorld.OpenAsync(server, standby: standby);
        await world.HoldsAsync(async work =>
        {
            await world.Server.StopAsync();
            await world.MetAsync(work);
            await standby.PromoteAsync();
            await work(TimeSpan.FromSeconds(1));
        });
    }

    [Theory]
    [InlineData("standby")]
    [InlineData("prefer-standby")]
    [InlineData("read-only")]
    public async Task A_wish_for_a_server_that_takes_no_writes_is_refused_with_what_to_say(string wanted)
    {
        var error = await Assert.ThrowsAsync<DatabaseException>(() =>
            Database.OpenAsync(
                $"Host=a,b;Database=bridge;Target Session Attributes={wanted}",
                "unused",
                NullLoggerFactory.Instance,
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains("Say primary or read-write", error.Message, StringComparison.Ordinal);
    }
}
