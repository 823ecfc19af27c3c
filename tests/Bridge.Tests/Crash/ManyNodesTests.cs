using System.Globalization;
using Bridge.Sandbox.Freshdesk;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>Three bridges on one database that come, go, and are stopped in the middle of a thought.</summary>
public sealed class ManyNodesTests(PostgresFixture postgres)
{
    private const int AtATime = 8;
    private const int Nodes = 3;

    /// <summary>Cases that a node works on side by side: so few that the one that gets the webhooks cannot take all.</summary>
    private static readonly (string, string) FewAtOnce = ("Bridge:Concurrency", "2");

    /// <summary>So many show how they are shared.</summary>
    private const int Looks = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How often the nodes of <see cref="CrashWorld"/> ask each tool for what changed.</summary>
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);

    /// <summary>Long enough for the lease of <see cref="CrashWorld.ShortLease"/> to end and for another node to notice.</summary>
    private static readonly TimeSpan Stopped = CrashWorld.ShortLease + TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Three_nodes_share_the_work_and_none_acts_twice_when_one_hangs_dies_leaves_or_joins()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        var night = TimeOnly.FromDateTime(DateTime.UtcNow.AddSeconds(30)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var load = new Load(world, AtATime);
        await using var nodes = new NodeSet(world, ("Bridge:NightlyAt", night), FewAtOnce);
        await nodes.StartAsync(0);
        var watch = await NodeWatch.BeginAsync(world);
        await Task.WhenAll(Enumerable.Range(1, Nodes - 1).Select(nodes.StartAsync));
        string Story() => $"{load}\n{nodes}";

        // All well: a fair part for each, and jobs as one node would run them.
        var began = DateTimeOffset.UtcNow;
        var (looksBefore, pollsBefore) = (await watch.LooksAsync(), await watch.RunsAsync("poll freshdesk"));
        var looks = new Dictionary<int, long>();
        await world.Until(
            async () =>
            {
                await load.WorkForAsync(TimeSpan.FromSeconds(1));
                looks = (await watch.LooksAsync()).ToDictionary(
                    l => l.Key,
                    l => l.Value - looksBefore.GetValueOrDefault(l.Key)
                );
                return looks.Values.Sum() >= Looks && await watch.RunsAsync("second look") > 0;
            },
            Patience,
            Story
        );
        var polls = await watch.RunsAsync("poll freshdesk") - pollsBefore;
        var turns = (DateTimeOffset.UtcNow - began) / PollEvery;
        var shares = string.Join(", ", nodes.Ids.Select(id => looks.GetValueOrDefault(id)));
        Tell($"looks by node: {shares}; {polls} polls in the time of {turns:0}");
        Assert.All(nodes.Ids, id => Assert.True(looks.GetValueOrDefault(id) * 10 >= looks.Values.Sum(), shares));
        Assert.InRange(polls, 1, (turns * 1.2) + 2);

        // One hangs past its lease, one is killed, one is told to stop, and each comes back.
        nodes[1].Signal("STOP");
        await load.WorkForAsync(Stopped);
        nodes[1].Signal("CONT");
        await load.WorkForAsync(TimeSpan.FromSeconds(1));
        await nodes[2].KillAsync();
        await load.WorkForAsync(TimeSpan.FromMilliseconds(500));
        var (exitCode, _) = await nodes[0].StopAsync();
        await load.WorkForAsync(TimeSpan.FromMilliseconds(500));
        await Task.WhenAll(nodes.StartAsync(2), nodes.StartAsync(0));
        await load.WorkForAsync(TimeSpan.FromSeconds(2));

        load.Close();
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
        Assert.Equal(0, exitCode);
        Assert.Equal("", Tally.Of(load.Errands).ToString());
        var (strange, looked) = await watch.StrangeWritesAsync();
        Tell($"{load.Errands.Count} tickets, {looked} writes, {strange.Count} by a node that had not the case");
        Assert.True(strange.Count == 0, string.Join('\n', strange));
        Assert.True(looked > load.Errands.Count * 5, $"{looked} writes are known");
        Assert.Equal(1, await watch.RunsAsync("second look"));
    }

    [Fact]
    public async Task Three_nodes_that_have_more_to_do_than_a_minute_allows_never_send_more_than_it_together()
    {
        const int Limit = 60;
        await using var world = await CrashWorld.OpenAsync(postgres);
        world.City.Freshdesk.RateLimit = new FreshdeskRateLimit(Limit);
        var load = new Load(world, AtATime * 2);
        await using var nodes = new NodeSet(world, ("Bridge:Connections:freshdesk:RequestsPerMinute", $"{Limit}"), FewAtOnce);
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(nodes.StartAsync));
        await load.WorkForAsync(TimeSpan.FromSeconds(75));

        var calls = world.City.Freshdesk.Calls.All;
        var times = calls.Select(c => c.At).Order().ToList();
        var most = times.Max(from => times.Count(at => at >= from && at < from + TimeSpan.FromMinutes(1)));
        var senders = calls.CountBy(c => c.Agent).ToList();
        Tell($"{most} calls in the fullest minute of {Limit}, by {string.Join(", ", senders.Select(s => s.Value))}");
        Assert.DoesNotContain(calls, c => c.Status == 429);
        Assert.InRange(most, Limit * 6 / 10, Limit);
        Assert.Equal(Nodes, senders.Count);
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
