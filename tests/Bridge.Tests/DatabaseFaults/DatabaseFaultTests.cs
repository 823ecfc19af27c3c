using System.Diagnostics;
using Bridge.Sandbox.Hosting;
using Npgsql;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>
/// What happens to databases, under load: nothing that was acknowledged is lost, nothing is done twice, and the bridge goes
/// on by itself.
/// </summary>
public sealed class DatabaseFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_fails_and_comes_back_again_and_again()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync());
        var chance = new Random(4711);
        await world.HoldsAsync(async work =>
        {
            for (var restart = 0; restart < 4; restart++)
            {
                await work(TimeSpan.FromMilliseconds(chance.Next(300, 1500)));
                await world.Server.StopAsync();
                await work(TimeSpan.FromMilliseconds(chance.Next(0, 1500)));
                if (restart == 0)
                {
                    await world.MetAsync(work);
                }

                await world.Server.BeginAsync();
            }

            await work(Second);
        });
    }

    [Fact]
    public async Task A_server_that_restarts_under_two_nodes_while_their_writes_are_under_way()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync());
        await using var second = await world.Crash.StartNodeAsync(1);
        await world.HoldsAsync(async work =>
        {
            // Whoever is back first must not take the other's cases: what it cannot find in a tool is still on its way there.
            var slow = new Fault.Slow(TimeSpan.FromSeconds(3));
            world.Crash.City.ClickUp.Faults.Share(slow, 0.5, 4711, "POST");
            world.Crash.City.Freshdesk.Faults.Share(slow, 0.5, 4711, "POST");
            for (var restart = 0; restart < 3; restart++)
            {
                await work(2 * Second);
                await world.Server.StopAsync();
                await world.Server.BeginAsync();
            }

            await work(2 * Second);
            world.Crash.City.ClickUp.Faults.Clear();
            world.Crash.City.Freshdesk.Faults.Clear();
        });
        Assert.True(second.IsAlive, second.Log);
    }

    [Fact]
    public async Task A_server_whose_connections_others_take()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync("max_connections = 30"));
        await world.HoldsAsync(async work =>
        {
            var others = new List<NpgsqlConnection>();
            try
            {
                // Cutting makes the bridge come back for connections, and others are there first.
                for (var round = 0; round < 3; round++)
                {
                    world.Wire.Cut();
                    await TakeAllAsync(world.Server, others);
                    await work(Second);
                }
            }
            finally
            {
                foreach (var one in others)
                {
                    await one.DisposeAsync();
                }
            }
        });
    }

    [Fact]
    public async Task A_server_that_is_slow_and_one_that_does_not_answer_at_all()
    {
        await using var world = await FaultWorld.OpenAsync(
            await OwnServer.StartAsync(),
            "Command Timeout=3;Cancellation Timeout=500"
        );
        await world.HoldsAsync(async work =>
        {
            world.Wire.Slow(200, 2000);
            await work(6 * Second);
            world.Wire.Mend();
            await work(Second);
            world.Wire.Hang();
            await work(7 * Second);
            world.Wire.Mend();
        });
    }

    [Fact]
    public async Task Commits_whose_answer_is_lost()
    {
        await using var world = await FaultWorld.OpenAsync(
            await OwnServer.StartAsync(),
            "Auto Prepare Min Usages=1000000"
        );
        await world.HoldsAsync(async work =>
        {
            var chance = new Random(4711);
            string[] moments = ["bridge_hold", "insert into signals", "skip locked", "insert into effects"];
            for (var round = 0; round < 10; round++)
            {
                world.Wire.Lose(
                    moments
                        .OrderBy(_ => chance.Next())
                        .Select(words => new Wire.Loss(words, Committed: chance.Next(2) == 0))
                );
                var patience = Stopwatch.StartNew();
                while (world.Wire.LossesLeft > 0 && patience.Elapsed < TimeSpan.FromSeconds(60))
                {
                    await work(TimeSpan.FromMilliseconds(50));
                }
            }

            Assert.Equal(0, world.Wire.LossesLeft);
        });
    }

    [Fact]
    public async Task A_disk_that_is_full()
    {
        var server = await OwnServer.StartAsync();
        await using var disk = await SmallDisk.MountAsync(server, 48);
        await server.ExecuteAsync($"create tablespace small location '{disk.Folder}'");
        await using var world = await FaultWorld.OpenAsync(server, options: "tablespace small");
        await world.HoldsAsync(async work =>
        {
            await work(Second);
            disk.Fill();
            await world.MetAsync(work);
            var (status, body) = await world.Crash.GetAsync("/health/ready");
            Assert.Equal(503, status);
            Assert.Contains("its disk is full", body, StringComparison.Ordinal);
            await work(Second);
            disk.MakeRoom();
        });
    }

    [Fact]
    public async Task A_database_that_is_made_read_only()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync());
        await world.HoldsAsync(async work =>
        {
            await world.Server.ExecuteAsync("alter database bridge set default_transaction_read_only = on");
            world.Wire.Cut();
            await world.MetAsync(work);
            var (status, body) = await world.Crash.GetAsync("/health/ready");
            Assert.Equal(503, status);
            Assert.Contains("it takes no writes", body, StringComparison.Ordinal);

            // The sessions that began read-only are not ended: the bridge leaves them by itself.
            await world.Server.ExecuteAsync("alter database bridge reset default_transaction_read_only");
        });
    }

    private static async Task TakeAllAsync(OwnServer server, List<NpgsqlConnection> others)
    {
        var settings = server.ConnectionString("bridge", "bridge_owner") + ";Pooling=false";
        while (true)
        {
            var one = new NpgsqlConnection(settings);
            try
            {
                await one.OpenAsync(Cancel);
                others.Add(one);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await one.DisposeAsync();
                return;
            }
        }
    }
}
