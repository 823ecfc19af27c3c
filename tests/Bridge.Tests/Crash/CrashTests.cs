using System.Globalization;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>
/// kill -9 at any instant and at every point of the way while people work: nothing is lost and nothing is done twice.
/// CRASH_KILLS and CRASH_SEED say how often and which (<c>bench/crash</c> runs it a thousand times).
/// </summary>
public sealed class CrashTests(PostgresFixture postgres)
{
    /// <summary>Tickets that people work on at a time.</summary>
    private const int AtATime = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_bridge_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice()
    {
        var (kills, seed) = (Setting("CRASH_KILLS", 50), Setting("CRASH_SEED", 4711));
        await using var world = await CrashWorld.OpenAsync(postgres);
        var load = new Load(world, AtATime);
        var report = new CrashReport(kills, seed);
        foreach (var kill in Kill.Plan(kills, seed))
        {
            var starting = world.StartAsync(kill.At);
            await load.WorkWhileAsync(() => !starting.IsCompleted);
            await using var bridge = await starting;
            var latest = DateTimeOffset.UtcNow + kill.After;
            await load.WorkWhileAsync(() => bridge.IsAlive && DateTimeOffset.UtcNow < latest);
            report.Add(kill, bridge, byItself: !bridge.IsAlive);
            await bridge.KillAsync();
        }

        load.Close();
        await using var last = await world.StartAsync();
        string Story() => $"{report}\n{load}\n{last.Log}";
        await world.Until(
            async () =>
            {
                await load.WorkWhileAsync(() => false);
                return load.IsDone;
            },
            Patience,
            Story
        );
        await world.RestAsync(Patience, Story);
        var before = await world.LedgerAsync();
        var cases = await world.LookAgainAsync();
        await world.RestAsync(Patience, Story);
        var after = await world.LedgerAsync();
        var tally = Tally.Of(load.Errands);
        report.Close(load.Errands.Count, cases, before, after, tally);
        Assert.True(tally.IsClean, $"{tally}\n{report}");
        Assert.Equal(load.Errands.Count, cases);
        Assert.Equal(before.Effects, after.Effects);
        Assert.Equal(0, after.Refused);
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;
}
