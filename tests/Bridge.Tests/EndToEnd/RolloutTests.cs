using System.Net.Http.Json;
using System.Text.Json;
using Bridge.Rollout;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.EndToEnd;

/// <summary>Mapping files that change in their folder while the bridge runs.</summary>
public sealed class RolloutTests(PostgresFixture postgres)
{
    /// <summary>With this the client hears of no date while the case is in Fixing.</summary>
    private static readonly (string, string) Quiet = ("from stage: Fixing\n", "from stage: Verifying\n");

    private static readonly (string, string) OtherWords = ("We expect to deliver the fix by", "The fix comes by");

    [Fact]
    public async Task A_good_change_goes_live_and_every_row_says_which_version_decided()
    {
        using var files = new MappingFiles();
        await using var desk = await Desk.OpenAsync(await postgres.NewDatabaseAsync(), files.Read());
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        var old = Hash(desk);

        files.Write(OtherWords);
        await desk.Until(() => Hash(desk) != old, "the change is live");
        var hash = Hash(desk);
        await UntilAsync(desk, $"select count(*) from cases where mapping_hash = '{hash}'", 1);
        Assert.True(await desk.NumberAsync($"select count(*) from effects where mapping_hash = '{old}'") > 0);
        Assert.Equal(0, await desk.NumberAsync($"select count(*) from effects where mapping_hash = '{hash}'"));

        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));
        await desk.Until(() => world.Task(value).Status == "replicating", "replicating");
        await desk.QuietAsync();
        foreach (var version in new[] { old, hash })
        {
            Assert.True(await desk.NumberAsync($"select count(*) from effects where mapping_hash = '{version}'") > 0);
            Assert.True(await desk.NumberAsync($"select count(*) from timeline where mapping_hash = '{version}'") > 0);
            Assert.Equal(1, await desk.NumberAsync($"select count(*) from mapping_versions where hash = '{version}'"));
        }
    }

    [Fact]
    public async Task A_bad_file_leaves_the_last_good_set_on_and_says_so_until_it_is_mended()
    {
        using var files = new MappingFiles();
        await using var desk = await Desk.OpenAsync(await postgres.NewDatabaseAsync(), files.Read());
        await desk.Until(() => Live(desk).All is [{ IsOn: true }], "the first set is on");
        var old = Hash(desk);

        files.Write(("from stage: Fixing\n", "from stage: Fixingg\n"));
        await desk.Until(() => State(desk).Bad is not null, "the folder is known to be bad");
        var (status, problems) = await ReadyAsync(desk);
        Assert.Equal("degraded", status);
        Assert.Contains("Fixingg", problems, StringComparison.Ordinal);
        Assert.Equal(old, Hash(desk));
        await UntilFindingsAsync(desk, "BadMapping", 1);

        files.Write();
        await UntilFindingsAsync(desk, "BadMapping", 0);
        Assert.Equal("ready", (await ReadyAsync(desk)).Status);
    }

    [Fact]
    public async Task A_change_that_names_what_an_account_lacks_is_not_taken_live()
    {
        using var files = new MappingFiles();
        await using var desk = await Desk.OpenAsync(await postgres.NewDatabaseAsync(), files.Read());
        await desk.Until(() => Live(desk).All is [{ IsOn: true }], "the first set is on");
        var old = Hash(desk);

        files.Write(("Issue affects other clients", "Issue nobody knows"));
        await UntilFindingsAsync(desk, "BadMapping", 1);
        Assert.Contains("Issue nobody knows", State(desk).Unbound, StringComparison.Ordinal);
        Assert.Equal(old, Hash(desk));
        Assert.All(Live(desk).All, p => Assert.True(p.IsOn));
    }

    [Fact]
    public async Task A_change_that_mails_more_customers_than_may_go_unasked_waits_for_a_word()
    {
        using var files = new MappingFiles(Quiet);
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read(), ("Bridge:StormLimit", "0"));
        var value = await Level2World.On(desk).FixingAsync();
        var old = Hash(desk);

        files.Write();
        await desk.Until(() => State(desk).Waiting is not null, "the change waits");
        var waiting = State(desk).Waiting!;
        Assert.Equal(1, waiting.Report!.Summary.Messages);
        var message = Assert.Single(waiting.Report.Changes.SelectMany(c => c.Messages));
        Assert.Contains("We expect to deliver the fix by", message.Text, StringComparison.Ordinal);
        Assert.Equal("degraded", (await ReadyAsync(desk)).Status);
        await UntilFindingsAsync(desk, "MappingWaits", 1);
        await desk.LookAsync(value.Ticket);
        await desk.QuietAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(11));
        await desk.QuietAsync();
        Assert.Equal(old, Hash(desk));
        Assert.Empty(desk.Replies(value.Ticket));

        Assert.True(await Sets(desk).ConfirmAsync(waiting.Hash, TestContext.Current.CancellationToken));
        await desk.Until(() => Hash(desk) != old, "the confirmed change is live");
        await desk.UntilInTime(() => desk.Replies(value.Ticket).Any(), "the client hears of the date");
        await UntilFindingsAsync(desk, "MappingWaits", 0);
        Assert.Equal("ready", (await ReadyAsync(desk)).Status);
    }

    [Fact]
    public async Task A_restart_is_no_way_around_a_word()
    {
        using var files = new MappingFiles(Quiet);
        var database = await postgres.NewDatabaseAsync();
        string old;
        await using (var desk = await Desk.OpenAsync(database, files.Read(), ("Bridge:StormLimit", "0")))
        {
            await Level2World.On(desk).FixingAsync();
            old = Hash(desk);
        }

        files.Write();
        await using var again = await Desk.OpenAsync(database, files.Read(), ("Bridge:StormLimit", "0"));
        await again.Until(() => State(again).Waiting is not null, "the change waits");
        await again.Until(() => Live(again).All is [{ IsOn: true }], "a set is live");
        Assert.Equal(old, Hash(again));
    }

    [Fact]
    public async Task Files_that_a_person_keeps_out_stay_out_and_trouble_nobody()
    {
        using var files = new MappingFiles(Quiet);
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read(), ("Bridge:StormLimit", "0"));
        await Level2World.On(desk).FixingAsync();
        var old = Hash(desk);
        files.Write();
        await desk.Until(() => State(desk).Waiting is not null, "the change waits");

        Assert.True(await Sets(desk).KeepOutAsync(State(desk).Waiting!.Hash, TestContext.Current.CancellationToken));
        await UntilFindingsAsync(desk, "MappingWaits", 0);
        Assert.Equal("ready", (await ReadyAsync(desk)).Status);
        Assert.Equal(old, Hash(desk));
    }

    [Fact]
    public async Task Another_node_follows_what_one_took_live()
    {
        using var files = new MappingFiles();
        using var others = new MappingFiles();
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read());
        await using var other = await Desk.OpenAsync(database, others.Read());
        await desk.Until(() => Hash(desk) != "" && Hash(desk) == Hash(other), "both are live");

        files.Write(OtherWords);
        await desk.Until(
            () => Hash(desk) == files.Read().Processes[0].Hash && Hash(desk) == Hash(other),
            "both have the change"
        );
    }

    [Fact]
    public async Task Cases_of_a_process_that_was_removed_wait_and_a_finding_says_so()
    {
        using var files = new MappingFiles();
        await using var desk = await Desk.OpenAsync(await postgres.NewDatabaseAsync(), files.Read());
        await Level2World.On(desk).BeginAsync();

        files.Write(("process: Level 2 Support", "process: Second Level"));
        await UntilFindingsAsync(desk, "ProcessGone", 1);
        files.Write();
        await UntilFindingsAsync(desk, "ProcessGone", 0);
    }

    private static LiveSet Live(Desk desk) => desk.World.Bridge.Services.GetRequiredService<Processes>().Now;

    private static string Hash(Desk desk) => Live(desk).All is [var only] ? only.Mapping.Hash : "";

    private static RolloutState State(Desk desk) => desk.World.Bridge.Services.GetRequiredService<RolloutState>();

    private static SetStore Sets(Desk desk) => desk.World.Bridge.Services.GetRequiredService<SetStore>();

    private static Task UntilFindingsAsync(Desk desk, string kind, long count) =>
        UntilAsync(desk, $"select count(*) from findings where kind = '{kind}' and closed_at is null", count);

    private static async Task UntilAsync(Desk desk, string sql, long number)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (await desk.NumberAsync(sql) != number)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"{sql} is not {number}.\n{await desk.StoryAsync()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(string Status, string Problems)> ReadyAsync(Desk desk)
    {
        using var client = new HttpClient();
        var answer = await client.GetFromJsonAsync<JsonElement>(
            new Uri($"{desk.World.Url}/health/ready"),
            TestContext.Current.CancellationToken
        );
        return (answer.GetProperty("status").GetString()!, answer.GetProperty("problems").ToString());
    }
}
