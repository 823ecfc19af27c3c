using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Bridge.Work;

namespace Bridge.Tests.Findings;

/// <summary>What is tried for more than a day is a finding, until it gets through or is given up.</summary>
public sealed class StuckTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly string[] Live = ["Level 2 Support"];

    [Theory]
    [InlineData("waiting")]
    [InlineData("started")]
    public async Task An_effect_that_waits_or_is_in_doubt_for_a_day_is_a_finding_once(string state)
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await StuckAsync(house, state, "26 hours");

        Assert.Equal(1, await SetAsync(house));
        Assert.Equal(0, await SetAsync(house));

        var finding = await house.TheAsync("stuck/");
        Assert.Equal((id, "Stuck"), (finding.CaseId!.Value, finding.Kind));
        Assert.StartsWith(
            "The reply to the customer (ETA first set) has been waiting for more than 24 hours, since ",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(": the desk is closed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_effect_that_waits_for_less_is_none()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await StuckAsync(house, "waiting", "23 hours");

        Assert.Equal(0, await SetAsync(house));
    }

    [Fact]
    public async Task It_is_over_when_the_effect_is_done_and_the_story_says_so()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await StuckAsync(house, "waiting", "26 hours");
        await SetAsync(house);
        await Seeds.ExecuteAsync(house.Source, "update effects set state = 'done'");

        await SetAsync(house);

        Assert.NotNull((await house.TheAsync("stuck/")).ClosedAt);
        Assert.StartsWith("over: The reply", Assert.Single(await house.StoryAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_tries_it_at_once()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await StuckAsync(house, "waiting", "26 hours");
        await SetAsync(house);

        await house.Actions.RetryAsync(await house.TheAsync("stuck/"), FindingHouse.Dana, default);

        Assert.True(await house.OneAsync<bool>("select next_try <= now() from effects"));
        Assert.True(await house.OneAsync<bool>("select ready_at <= now() from cases"));
    }

    [Fact]
    public async Task Drop_gives_the_effect_up()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await StuckAsync(house, "waiting", "26 hours");
        await SetAsync(house);

        Assert.Equal(
            Acted.Done,
            await house.Actions.DropAsync(await house.TheAsync("stuck/"), FindingHouse.Dana, default)
        );

        Assert.Equal("dropped", await house.OneAsync<string>("select state from effects"));
        Assert.Equal(0, await SetAsync(house));
    }

    [Fact]
    public async Task A_case_that_cannot_be_read_for_a_day_is_one_unless_its_process_is_off()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.TimelineAsync(house.Source, id, "waits", "cannot read: 502");
        await Seeds.ExecuteAsync(house.Source, "update cases set troubled_since = now() - interval '2 days'");

        Assert.Equal(0, await new StuckStore(house.Source, TimeProvider.System).SetAsync(Day, [], default));
        Assert.Equal(1, await SetAsync(house));
        Assert.EndsWith("cannot read: 502", (await house.TheAsync("stuck/case")).Message, StringComparison.Ordinal);

        await house.Actions.DropAsync(await house.TheAsync("stuck/case"), FindingHouse.Dana, default);
        Assert.Equal(0, await SetAsync(house));
    }

    [Fact]
    public async Task The_store_keeps_since_when_looks_do_not_get_through()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        await new CaseStore(house.Source, TimeProvider.System).ReleaseAsync(
            id,
            0,
            DateTimeOffset.UtcNow,
            "502",
            default
        );
        Assert.NotNull(await house.OneAsync<DateTime?>("select troubled_since from cases"));

        await house.PlanAsync(id);

        Assert.Null(await house.OneAsync<DateTime?>("select troubled_since from cases"));
    }

    private static Task<int> SetAsync(FindingHouse house) =>
        new StuckStore(house.Source, TimeProvider.System).SetAsync(Day, Live, default);

    private static async Task<long> StuckAsync(FindingHouse house, string state, string age)
    {
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.EffectAsync(house.Source, id, "reply", Side.Helpdesk, state, "ETA first set", "the desk is closed");
        await Seeds.ExecuteAsync(
            house.Source,
            "update effects set planned_at = now() - @age::interval, effect = @effect::json",
            new { age, effect = CaseJson.Write(new Effect.Reply("<p>Soon</p>") { Key = "reply/1", Reason = "ETA" }) }
        );
        return id;
    }
}
