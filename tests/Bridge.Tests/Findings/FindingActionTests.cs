using Bridge.Core.Model;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Bridge.Work;

namespace Bridge.Tests.Findings;

/// <summary>What a person does about one finding is stored, told in the story, and acted on by the next look.</summary>
public sealed class FindingActionTests(PostgresFixture postgres)
{
    private static readonly PersonsWord Dana = FindingHouse.Dana;

    [Fact]
    public async Task Retry_of_a_refused_field_lets_go_of_that_one_alone_and_wakes_the_case()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("4711");

        var (acted, _) = await house.Actions.RetryAsync(await house.TheAsync("refused/tracker"), Dana, default);

        Assert.Equal(Acted.Done, acted);
        var state = await house.StateAsync(id);
        Assert.Empty(state.Refusals);
        Assert.Single(state.Unsaid);
        Assert.Equal((1L, true), await house.OneAsync<(long, bool)>("select fence, ready_at <= now() from cases"));
        Assert.Equal("refused", await house.OneAsync<string>("select state from effects"));
        Assert.NotNull((await house.TheAsync("refused/tracker")).RetriedAt);
        Assert.Equal(
            [
                "button: Dana had this tried again (not needed any more): A tool refused a change. Severity could not be written",
            ],
            await house.StoryAsync(id)
        );
    }

    [Fact]
    public async Task Retry_of_a_refused_reply_sends_it_once_more()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("4711");

        await house.Actions.RetryAsync(await house.TheAsync("refused/reply"), Dana, default);

        Assert.Equal("waiting", await house.OneAsync<string>("select state from effects"));
        var state = await house.StateAsync(id);
        Assert.Empty(state.Unsaid);
        Assert.Single(state.Refusals);
    }

    [Fact]
    public async Task Drop_of_a_refused_field_keeps_who_gave_it_up_and_why()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("4711");

        Assert.Equal(Acted.Done, await house.Actions.DropAsync(await house.TheAsync("refused/tracker"), Dana, default));

        var given = (await house.StateAsync(id)).Refusals["tracker/Severity"].GivenUp!;
        Assert.Equal(("Dana", "not needed any more"), (given.By, given.Why));
        var finding = await house.TheAsync("refused/tracker");
        Assert.NotNull(finding.ClosedAt);
        Assert.Equal(("Dana", "not needed any more", false), (finding.ClosedBy, finding.ClosedWhy, finding.Hidden));
    }

    [Fact]
    public async Task Drop_of_a_refused_reply_gives_its_effect_up_in_the_journal()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("4711");

        await house.Actions.DropAsync(await house.TheAsync("refused/reply"), Dana, default);

        Assert.Equal(
            ("dropped", "no; given up by Dana: not needed any more"),
            await house.OneAsync<(string, string)>("select state, failure from effects")
        );
        Assert.Empty((await house.StateAsync(id)).Unsaid);
    }

    [Theory]
    [InlineData("refused/tracker", true)]
    [InlineData("refused/reply", false)]
    public async Task While_a_worker_has_the_case_nothing_is_changed(string key, bool drop)
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("4711");
        await Seeds.ExecuteAsync(house.Source, "update cases set lease_until = now() + interval '1 hour'");

        var finding = await house.TheAsync(key);
        var acted = drop
            ? await house.Actions.DropAsync(finding, Dana, default)
            : (await house.Actions.RetryAsync(finding, Dana, default)).Acted;

        Assert.Equal(Acted.Busy, acted);
        Assert.Empty(await house.StoryAsync(id));
        Assert.Equal(0L, await house.OneAsync<long>("select fence from cases"));
        Assert.Equal("refused", await house.OneAsync<string>("select state from effects"));
    }

    [Fact]
    public async Task Retry_of_what_a_plan_saw_stores_a_signal()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        await house.FindAsync(id, "UnmappedStatus", "status/helpdesk/Odd", "The status 'Odd' belongs to no stage");

        await house.Actions.RetryAsync(await house.TheAsync("status"), Dana, default);

        Assert.Equal(
            (id, (short)SignalSource.Button),
            await house.OneAsync<(long, short)>("select case_id, source from signals")
        );
        Assert.Equal(0L, await house.OneAsync<long>("select fence from cases"));
    }

    [Fact]
    public async Task What_was_dropped_stays_out_of_sight_while_it_says_the_same_and_comes_back_when_it_says_something_else()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        var seen = new Finding(FindingKind.UnmappedStatus, "status/helpdesk", "The status 'Odd' belongs to no stage");
        await house.PlanAsync(id, seen);
        await house.Actions.DropAsync(await house.TheAsync("status"), Dana, default);

        await house.PlanAsync(id, seen);
        Assert.Empty(await house.Store.ListAsync(new(), null, 10, default));

        await house.PlanAsync(id, seen with { Message = "The status 'Odder' belongs to no stage" });
        Assert.Contains(
            "Odder",
            Assert.Single(await house.Store.ListAsync(new(), null, 10, default)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_was_dropped_and_was_over_is_shown_when_it_comes_again()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        var seen = new Finding(FindingKind.GateViolation, "gate/Fixing", "The move to Fixing is refused");
        await house.PlanAsync(id, seen);
        await house.Actions.DropAsync(await house.TheAsync("gate"), Dana, default);

        await house.PlanAsync(id);
        await house.PlanAsync(id, seen);

        Assert.Single(await house.Store.ListAsync(new(), null, 10, default));
    }

    [Fact]
    public async Task A_finding_that_closes_by_itself_is_told_in_the_story()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        await house.PlanAsync(id, new Finding(FindingKind.GateViolation, "gate/Fixing", "The move is refused"));

        await house.PlanAsync(id);

        Assert.Equal(["over: The move is refused"], await house.StoryAsync(id));
    }

    [Fact]
    public async Task A_look_that_finds_it_again_takes_the_mark_of_a_retry_away()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await Seeds.CaseAsync(house.Source, Seeds.Fixing("4711"), "A ticket");
        var seen = new Finding(FindingKind.UnmappedStatus, "status/helpdesk", "Odd") { Connection = "freshdesk" };
        await house.PlanAsync(id, seen);
        await house.Actions.RetryAsync(await house.TheAsync("status"), Dana, default);
        Assert.NotNull((await house.TheAsync("status")).RetriedAt);

        await house.PlanAsync(id, seen);

        Assert.Null((await house.TheAsync("status")).RetriedAt);
    }

    [Fact]
    public async Task What_is_of_no_case_closes_by_itself_and_can_be_dropped()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var general = new Bridge.Store.GeneralFindings(house.Source, TimeProvider.System);
        await general.OpenAsync(FindingKind.Webhook, "webhook/clickup", "suspended", default);

        Assert.Equal(
            Acted.ByItself,
            (await house.Actions.RetryAsync(await house.TheAsync("webhook"), Dana, default)).Acted
        );
        Assert.Equal(Acted.Done, await house.Actions.DropAsync(await house.TheAsync("webhook"), Dana, default));
        await general.OpenAsync(FindingKind.Webhook, "webhook/clickup", "suspended", default);
        Assert.Empty(await house.Store.ListAsync(new(), null, 10, default));
        await general.OpenAsync(FindingKind.Webhook, "webhook/clickup", "missing", default);
        Assert.Single(await house.Store.ListAsync(new(), null, 10, default));
    }

    [Fact]
    public async Task What_is_over_is_left_alone()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.RefusedCaseAsync("4711");
        var finding = await house.TheAsync("refused/tracker");
        await Seeds.ExecuteAsync(house.Source, "update findings set closed_at = now()");

        Assert.Equal(Acted.Over, (await house.Actions.RetryAsync(finding, Dana, default)).Acted);
        Assert.Equal(Acted.Over, await house.Actions.DropAsync(finding, Dana, default));
    }
}
