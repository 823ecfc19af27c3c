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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_bridge_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice()
    {
        var (kills, seed) = (Setting("CRASH_KILLS", 50), Setting("CRASH_SEED", 4711));
        await using var world = await CrashWorld.OpenAsync(postgres);
        var load = new Load(world.City, AtATime);
        var report = new CrashReport(kills, seed);
        foreach (var kill in Kill.Plan(kills, seed))
        {
            var starting = world.StartAsync(kill.At);
            await load.WorkWhileAsync(() => !starting.IsCompleted);
            await using var bridge = await starting;
            var latest = DateTimeOffset.UtcNow + kill.After;
            await load.WorkWhileAsync(() => bridge.IsAlive && DateTimeOffset.UtcNow < latest);
            report.Add(kill, byItself: !bridge.IsAlive);
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
        Assert.All(load.Errands, Once);
        Assert.Equal(load.Errands.Count, world.City.ClickUp.GetTasks().Count);

        const string Effects = "select count(*) from effects";
        var (before, cases) = (await world.NumberAsync(Effects), await world.LookAgainAsync());
        Assert.Equal(load.Errands.Count, cases);
        await world.RestAsync(Patience, Story);
        Assert.Equal(before, await world.NumberAsync(Effects));
        Assert.All(load.Errands, Once);
        report.Close(load.Errands.Count, before, await world.NumberAsync("select count(*) from timeline"));
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;

    /// <summary>One task, each text once wherever it belongs, and both sides of one mind.</summary>
    internal static void Once(Errand errand)
    {
        Assert.Single(errand.Tasks);
        Assert.Collection(
            errand.Replies,
            reply => Assert.Contains("20 November 2026", reply, StringComparison.Ordinal),
            reply => Assert.Contains("Solved as number", reply, StringComparison.Ordinal)
        );
        Each(
            errand.Notes,
            "with engineering now",
            "Engineer's word",
            "Agent's word",
            "Second word",
            "A fix is ready for QA"
        );
        Each(errand.Comments, "Engineer's word", "Agent's word", "check the priority", "Second word");
        Assert.True(errand.Stands("Closed (Resolved)"));
        Assert.Equal("in production", errand.Task.Status);
        Assert.StartsWith("Workaround", errand.Task.Fields["Issue Workaround"], StringComparison.Ordinal);
        Assert.Contains(
            errand.Shown.CustomFields.Values,
            v => v is string text && text.StartsWith("Solved as number", StringComparison.Ordinal)
        );
        Assert.Equal(3, errand.Shown.Priority);
    }

    private static void Each(IReadOnlyList<string> texts, params string[] parts)
    {
        Assert.All(parts, part => Assert.Single(texts, t => t.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(parts.Length, texts.Count);
    }
}
