using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraTransitionTests
{
    [Fact]
    public async Task A_status_that_is_next_is_entered_and_the_issue_afterwards_told()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("triage"), id));
        Assert.Equal("Triage", rig.See(id).Status);
        Assert.Equal("Triage", done.Written.After!.Status);
        Assert.Equal(["GET", "POST", "GET"], rig.Server.Calls.All.Select(c => c.Method));
    }

    [Fact]
    public async Task Fields_and_a_status_cost_two_writes_and_one_read()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Triage", null, ("team", new FieldValue.Text("Blue"))), id);
        Assert.Equal(["PUT", "POST", "GET"], rig.Server.Calls.All.Select(c => c.Method));
    }

    [Fact]
    public async Task A_search_that_finds_no_way_puts_the_issue_back()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Island", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Status("Loop", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Transition("Loop", "In Review", "Loop")
                .Transition("Back", "Loop", "In Review")
        );
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("In Review"), id);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Island"), id));
        Assert.True(partly.StatusRefused);
        Assert.Contains(rig.See(id).Changelog, c => c.To == "Loop");
        Assert.Equal("In Review", rig.See(id).Status);
        Assert.Equal("In Review", partly.Written.After!.Status);
    }

    [Fact]
    public async Task A_status_further_on_is_reached_step_by_step_with_its_resolution()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("Done", "Won't Do"), id));
        var seen = rig.See(id);
        Assert.Equal("Done", seen.Status);
        Assert.Equal("Won't Do", seen.Resolution);
        Assert.DoesNotContain(seen.Changelog, c => c.To == "Parked");
    }

    [Fact]
    public async Task A_status_that_is_there_already_is_not_entered_again()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("To Do"), id));
        Assert.Equal(0, rig.Calls("POST", "/transitions"));
    }

    [Fact]
    public async Task No_way_leads_through_a_done_status()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("In Review"), id);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.True(partly.StatusRefused);
        Assert.Contains("no way to 'Triage' was found", partly.Failure.Message);
        Assert.Contains("'Done'", partly.Failure.Message);
        Assert.Equal("In Review", rig.See(id).Status);
    }

    [Fact]
    public async Task A_required_resolution_that_nobody_names_is_refused_by_name()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("In Review"), id);
        var partly = Assert.IsType<Outcome.Partly>(
            await rig.DoAsync(JiraRig.Update("Done", null, ("team", new FieldValue.Text("Blue"))), id)
        );
        Assert.True(partly.StatusRefused);
        Assert.Empty(partly.RefusedFields);
        Assert.Equal("resolution", Assert.Single(partly.Failure.Fields).Field);
        Assert.Equal("Blue", rig.See(id).Fields[rig.Team]);
    }

    [Fact]
    public async Task A_resolution_that_the_transition_does_not_offer_is_refused_with_those_it_does()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("In Review"), id);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Done", "Vanished"), id));
        Assert.Contains("'Won't Do'", partly.Failure.Fields[0].Message);
    }

    [Fact]
    public async Task A_field_that_only_the_transition_takes_goes_along_with_it()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.NotOnEditScreen("duedate")
                .Status("Planned", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Transition("Plan", "To Do", "Planned", t => t.Requires("duedate"))
        );
        var id = rig.Issue();
        var day = new DateOnly(2026, 5, 11);
        var effect = JiraRig.Update("Planned", null, (FieldNames.DueDate, new FieldValue.Date(day)));
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal(day, rig.See(id).DueDate);
        Assert.Equal("Planned", rig.See(id).Status);
    }

    [Fact]
    public async Task A_resolution_that_the_transition_takes_without_listing_it_is_set()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Shut", Bridge.Sandbox.Jira.JiraStatusCategory.Done)
                .Transition("Shut", "To Do", "Shut", t => t.AcceptsUnlisted("resolution"))
        );
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("Shut", "Duplicate"), id));
        Assert.Equal("Duplicate", rig.See(id).Resolution);
    }

    [Fact]
    public async Task A_resolution_that_no_screen_takes_is_refused_alone()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Shut", Bridge.Sandbox.Jira.JiraStatusCategory.Done).Transition("Shut", "To Do", "Shut")
        );
        var id = rig.Issue();
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Shut", "Duplicate"), id));
        Assert.False(partly.StatusRefused);
        Assert.True(partly.RefusedFields.Has(FieldNames.Resolution));
        Assert.Equal("Shut", rig.See(id).Status);
    }

    [Fact]
    public async Task A_validator_s_own_words_are_told()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Signed", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Transition("Sign", "To Do", "Signed", t => t.Validates("Ask the lead first.", _ => false))
        );
        var id = rig.Issue();
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Signed"), id));
        Assert.True(partly.StatusRefused);
        Assert.Contains("Ask the lead first.", partly.Failure.Message);
    }

    [Fact]
    public async Task A_transition_whose_answer_was_cut_is_unknown_and_found_done()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/transitions");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.True(failed.Failure.MayHaveHappened);
        Assert.IsType<Found.Yes>(await rig.FindAsync(JiraRig.Update("Triage"), id));
    }

    [Fact]
    public async Task A_reopened_issue_loses_its_resolution_where_the_transition_takes_it_unlisted()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Transition("Back", "Done", "Triage", t => t.AcceptsUnlisted("resolution"))
        );
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Done", "Won't Do"), id);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.Equal(("Triage", null), (rig.See(id).Status, rig.See(id).Resolution));
    }

    [Fact]
    public async Task A_reopened_issue_that_keeps_its_resolution_is_told()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Done", "Won't Do"), id);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("To Do"), id));
        Assert.False(partly.StatusRefused);
        Assert.Contains("keeps its resolution 'Won't Do'", partly.Failure.Message);
        Assert.Equal("To Do", rig.See(id).Status);
    }

    [Fact]
    public async Task Two_resolutions_of_one_status_are_told_apart_and_changed_by_name()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Done", "Done"), id);
        Assert.Equal(("Done", "Done"), ((await rig.ReadAsync(id)).Status, (await rig.ReadAsync(id)).Resolution));
        var other = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Done", "Won't Do"), other);
        Assert.Equal("Won't Do", (await rig.ReadAsync(other)).Resolution);
    }

    [Fact]
    public async Task Of_several_transitions_to_one_status_one_that_is_refused_gives_way_to_the_next()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Signed", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Transition("Sign off", "To Do", "Signed", t => t.Validates("Only leads sign off.", _ => false))
                .Transition("Sign", "To Do", "Signed")
        );
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("Signed"), id));
        Assert.Equal("Signed", rig.See(id).Status);
    }

    [Fact]
    public async Task A_user_who_may_not_transition_is_told_the_permission()
    {
        await using var rig = await JiraRig.StartAsync(design: p =>
            p.Status("Locked", Bridge.Sandbox.Jira.JiraStatusCategory.InProgress)
                .Transition("Lock", "Triage", "Locked")
                .Transition("Unlock", "Locked", "Triage", t => t.OnlyFor("admins"))
        );
        var id = rig.Issue();
        await rig.DoAsync(JiraRig.Update("Locked"), id);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.Contains("Transition Issues permission", partly.Failure.Message);
    }

    [Theory]
    [InlineData(
        400,
        """{"errorMessages":["Field Resolution is required."],"errors":{}}""",
        "Field Resolution is required."
    )]
    [InlineData(
        400,
        """{"errorMessages":[],"errors":{"resolution":"Resolution is required."}}""",
        "resolution: Resolution is required."
    )]
    [InlineData(413, """{"errorMessages":["Too many of them"]}""", "Too many of them")]
    [InlineData(422, """{"errorMessages":["Not configured"]}""", "Not configured")]
    public async Task A_transition_that_is_refused_tells_why_wherever_Jira_says_it(
        int status,
        string body,
        string words
    )
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Answer(status, body), "POST", "/transitions", times: 2);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.True(partly.StatusRefused);
        Assert.Contains(words, partly.Failure.Message);
    }

    [Fact]
    public async Task A_transition_in_conflict_is_planned_anew()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Answer(409, """{"errorMessages":["Conflict"]}"""), "POST", "/transitions");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.Equal(FailureKind.Conflict, failed.Failure.Kind);
    }
}
