using System.Diagnostics;
using System.Globalization;
using System.Net;
using Bridge.Store;
using Bridge.Tests.Crash;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>What a bridge says while its database is away, and how it begins and goes on.</summary>
public sealed class AwayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Senders_probes_people_and_the_log_are_told_in_words_while_it_is_away()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync());
        await using var bridge = await world.Crash.StartAsync();
        var began = Stopwatch.StartNew();
        await ReadyAsync(world, bridge);

        world.Wire.Refuse();
        await IsAwayAsync(world, "the connection broke", "nothing answers at its address");
        world.Wire.Mend();
        await ReadyAsync(world, bridge);
        world.Wire.Hang();
        await IsAwayAsync(world, "it does not answer in time");
        world.Wire.Mend();
        await ReadyAsync(world, bridge);
        await world.Crash.Until(
            async () => await world.Postman.SendAsync(Cancel) == HttpStatusCode.Accepted,
            Patience,
            () => bridge.Log
        );

        Assert.Empty(world.Postman.Odd);
        Assert.DoesNotContain(FaultWorld.Password, bridge.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bridge.Log, StringComparison.Ordinal);
        var words = bridge
            .Log.Split('\n')
            .Count(l => l.Contains("The database cannot be used", StringComparison.Ordinal));
        Assert.InRange(words, 1, 1 + (int)began.Elapsed.TotalMinutes);
    }

    [Fact]
    public async Task A_bridge_that_is_started_before_its_server_waits_for_it()
    {
        await using var world = await FaultWorld.OpenAsync(await OwnServer.StartAsync());
        world.Wire.Refuse();
        var starting = world.Crash.StartAsync();
        await world.Crash.Until(() => Task.FromResult(world.Wire.Refused > 1), Patience, () => "it never tried");
        world.Wire.Mend();
        await using var bridge = await starting;
        await ReadyAsync(world, bridge);
        Assert.Contains("It is waited for", bridge.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_the_bridges_own_that_is_killed_is_started_again_and_nothing_is_lost()
    {
        Assert.SkipWhen(!PostgresBinaries.All().Any() || !OperatingSystem.IsLinux(), "PostgreSQL on Linux is needed.");
        var folder = Path.Combine(Path.GetTempPath(), $"bridge-killed-{Guid.NewGuid():N}");
        var made = await PrivatePostgres.StartAsync(folder, NullLogger.Instance, Cancel);
        await using (var world = await CrashWorld.OpenAsync(" ", made.ConnectionString))
        {
            world.Settings["Bridge:DataFolder"] = folder;
            await made.AbandonAsync();
            var load = new Load(world, 5);
            await using var bridge = await world.StartAsync();
            for (var kill = 0; kill < 2; kill++)
            {
                await load.WorkForAsync(TimeSpan.FromSeconds(1.5));
                await KillServerAsync(folder);
            }

            await load.WorkForAsync(TimeSpan.FromSeconds(1));
            load.Close();
            string Story() => $"{load}\n{bridge.Log}";
            await world.Until(
                async () =>
                {
                    await load.WorkForAsync(TimeSpan.Zero);
                    return load.IsDone;
                },
                Patience,
                Story
            );
            await world.RestAsync(Patience, Story);
            Assert.Equal("", Tally.Of(load.Errands).ToString());
            Assert.True(bridge.IsAlive);
            Assert.Equal(0, (await bridge.StopAsync()).ExitCode);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task ReadyAsync(FaultWorld world, BridgeProcess bridge) =>
        world.Crash.Until(
            async () => (await world.Crash.GetAsync("/health/ready")).Status == 200,
            Patience,
            () => bridge.Log
        );

    /// <summary>The fault lasts until all has answered: nobody waits for its end.</summary>
    private static async Task IsAwayAsync(FaultWorld world, params string[] reasons)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.Postman.SendAsync(Cancel));
        var (ready, why) = await world.Crash.GetAsync("/health/ready");
        Assert.Equal(503, ready);
        Assert.Contains(reasons, r => why.Contains($"the database: {r}", StringComparison.Ordinal));
        Assert.Equal((200, "live"), await world.Crash.GetAsync("/health/live"));
        var (page, text) = await world.Crash.GetAsync("/");
        Assert.Equal(503, page);
        Assert.Contains("the database cannot be used", text, StringComparison.Ordinal);
        Assert.All([why, text], t => Assert.DoesNotContain(FaultWorld.Password, t, StringComparison.Ordinal));
    }

    private static async Task KillServerAsync(string folder)
    {
        var file = Path.Combine(folder, "postgres", "postmaster.pid");
        var pid = int.Parse((await File.ReadAllLinesAsync(file, Cancel))[0], CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
        await postmaster.WaitForExitAsync(Cancel);
    }
}
