using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>Three bridges on one database that come, go, and are stopped in the middle of a thought.</summary>
public sealed class ManyNodesTests(PostgresFixture postgres)
{
    private const int AtATime = 8;
    private const int Rounds = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Long enough for the lease of <see cref="CrashWorld.ShortLease"/> to end and for another node to notice.</summary>
    private static readonly TimeSpan Stopped = CrashWorld.ShortLease + TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Three_nodes_share_the_work_and_none_acts_twice_when_one_hangs_past_its_lease()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        var load = new Load(world, AtATime);
        var nodes = new List<BridgeProcess>();
        try
        {
            for (var number = 0; number < 3; number++)
            {
                nodes.Add(await world.StartNodeAsync(number));
            }

            var chance = new Random(4711);
            for (var round = 0; round < Rounds; round++)
            {
                await load.WorkForAsync(TimeSpan.FromMilliseconds(chance.Next(200, 1500)));
                var hung = nodes[chance.Next(nodes.Count)];
                hung.Signal("STOP");
                await load.WorkForAsync(Stopped);
                hung.Signal("CONT");
                var leaving = chance.Next(1, nodes.Count);
                await nodes[leaving].KillAsync();
                await load.WorkForAsync(TimeSpan.FromMilliseconds(500));
                await nodes[leaving].DisposeAsync();
                nodes[leaving] = await world.StartNodeAsync(leaving);
            }

            load.Close();
            string Story() => $"{load}\n{string.Join('\n', nodes.Select(n => n.Log))}";
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
        }
        finally
        {
            nodes.ForEach(n => n.Signal("CONT"));
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }

        Assert.Equal("", Tally.Of(load.Errands).ToString());
    }
}
