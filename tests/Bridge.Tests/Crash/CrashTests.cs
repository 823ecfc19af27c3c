using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>kill -9 at any instant while people work: nothing is lost and nothing is done twice.</summary>
public sealed class CrashTests(PostgresFixture postgres)
{
    private const int Kills = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_bridge_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        var chance = new Random(4711);
        var errands = Enumerable.Range(1, 2 + Kills).Select(n => new Errand(world.City, n)).ToList();
        var bridge = await world.StartAsync();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                // With each kill another ticket comes in, so that there is always one in each of the steps.
                var working = errands.Take(2 + kill).ToList();
                await WorkAsync(working, TimeSpan.FromMilliseconds(chance.Next(200, 2500)));
                await bridge.KillAsync();
                var starting = world.StartAsync();
                while (!starting.IsCompleted)
                {
                    await WorkAsync(working, TimeSpan.FromMilliseconds(50));
                }

                await bridge.DisposeAsync();
                bridge = await starting;
            }

            string Story() =>
                string.Join(", ", errands.Select(e => $"{e.Subject} at step {e.Step}")) + "\n" + bridge.Log;
            await world.Until(
                async () =>
                {
                    await WorkAsync(errands, TimeSpan.FromMilliseconds(50));
                    return errands.TrueForAll(e => e.IsDone);
                },
                Patience,
                Story
            );
            await world.RestAsync(Patience, Story);
        }
        finally
        {
            await bridge.DisposeAsync();
        }

        Assert.All(errands, e => Once(e));
        Assert.Equal(errands.Count, world.City.ClickUp.GetTasks().Count);
    }

    private static async Task WorkAsync(List<Errand> errands, TimeSpan time)
    {
        var end = DateTimeOffset.UtcNow + time;
        while (DateTimeOffset.UtcNow < end)
        {
            errands.ForEach(e => e.Go());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

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
