using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraItemTests
{
    [Fact]
    public async Task An_issue_is_made_with_its_fields_its_marker_and_a_link_back()
    {
        await using var rig = await JiraRig.StartAsync();
        var effect = JiraRig.Create(
            values: [("Severity", new FieldValue.Choice("High")), (FieldNames.Tags, new FieldValue.List(["support"]))]
        );

        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(effect));

        var item = done.Written.Item!;
        var seen = rig.See(item.Id);
        Assert.Equal("S2-1", item.Key);
        Assert.Equal("https://acme.example/browse/S2-1", item.Url);
        Assert.Equal("Bug", seen.Type);
        Assert.Equal("Printer on fire", seen.Summary);
        Assert.Contains("*burns*", seen.Description);
        Assert.Equal("High", seen.Fields[rig.Severity]);
        Assert.Equal(["fd-4711", "support"], seen.Labels.Order());
        Assert.Equal("https://acme.freshdesk.com/a/tickets/4711", Assert.Single(seen.RemoteLinks).Url);
        Assert.Equal("create-1", JsonNode.Parse(seen.Properties["bridge.case"])!["effect"]!.GetValue<string>());
        Assert.Equal(2, rig.Server.Calls.All.Count);
    }

    [Fact]
    public async Task What_the_create_screen_lacks_is_set_afterwards_and_the_status_is_entered()
    {
        await using var rig = await JiraRig.StartAsync(design: p => p.NotOnCreateScreen("duedate"));
        var day = new DateOnly(2026, 5, 11);
        var effect = JiraRig.Create(status: "Triage", values: [(FieldNames.DueDate, new FieldValue.Date(day))]);
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(effect));
        var seen = rig.See(done.Written.Item!.Id);
        Assert.Equal(day, seen.DueDate);
        Assert.Equal("Triage", seen.Status);
        Assert.Equal("Triage", done.Written.After!.Status);
    }

    [Fact]
    public async Task A_create_whose_answer_was_cut_is_found_by_its_marker_and_finished()
    {
        await using var rig = await JiraRig.StartAsync();
        var effect = JiraRig.Create(status: "Triage");
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/issue$");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect));
        Assert.True(failed.Failure.MayHaveHappened);

        var found = Assert.IsType<Found.Yes>(await rig.FindAsync(effect));

        var seen = rig.See(found.Written.Item!.Id);
        Assert.Equal("Triage", seen.Status);
        Assert.Single(seen.RemoteLinks);
        Assert.Single(rig.Server.Keys);
    }

    [Fact]
    public async Task An_issue_that_people_work_on_already_is_not_moved_by_the_look()
    {
        await using var rig = await JiraRig.StartAsync();
        var effect = JiraRig.Create(status: "Triage");
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/issue$");
        await rig.DoAsync(effect);
        rig.Server.As(rig.Dana).Transition("S2-1", "Triage");
        rig.Server.As(rig.Dana).Transition("S2-1", "In Progress");
        Assert.IsType<Found.Yes>(await rig.FindAsync(effect));
        Assert.Equal("In Progress", rig.See("S2-1").Status);
    }

    [Fact]
    public async Task A_made_issue_whose_link_back_failed_is_in_doubt_and_finished_by_the_look()
    {
        await using var rig = await JiraRig.StartAsync();
        var effect = JiraRig.Create();
        rig.Server.Faults.Next(new Fault.Answer(503), "POST", "/remotelink");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect));
        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
        Assert.Contains("S2-1 was made", failed.Failure.Message);
        Assert.IsType<Found.Yes>(await rig.FindAsync(effect));
        Assert.Single(rig.See("S2-1").RemoteLinks);
    }

    [Fact]
    public async Task Nothing_is_concluded_from_an_empty_search_before_the_index_has_caught_up()
    {
        await using var rig = await JiraRig.StartAsync();
        var wait = Assert.IsType<Found.NotYetKnown>(
            await rig.FindAsync(JiraRig.Create(), ago: TimeSpan.FromSeconds(10))
        );
        Assert.InRange(wait.Wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(50));
        Assert.IsType<Found.No>(await rig.FindAsync(JiraRig.Create(), ago: TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public async Task A_refused_value_does_not_keep_the_issue_from_being_made()
    {
        await using var rig = await JiraRig.StartAsync();
        var effect = JiraRig.Create(values: [("team", new FieldValue.Text(new string('x', 300)))]);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(effect));
        Assert.Equal("S2-1", partly.Written.Item!.Key);
        Assert.True(partly.RefusedFields.Has("team"));
        Assert.Single(rig.Server.Keys);
    }

    [Fact]
    public async Task A_required_field_that_nobody_fills_is_refused_and_nothing_is_made()
    {
        await using var rig = await JiraRig.StartAsync(design: p => p.RequiredOnCreate("duedate"));
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Create()));
        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains("duedate", failed.Failure.Message);
        Assert.Empty(rig.Server.Keys);
    }

    [Theory]
    [InlineData("S2-1")]
    [InlineData(" s2-1 ")]
    [InlineData("https://acme-7.example/browse/S2-1?focusedId=3#comment-10013")]
    [InlineData("https://acme.example/jira/boards/4?selectedIssue=S2-1")]
    public async Task A_typed_key_or_address_links_the_issue(string typed)
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(Link(typed)));
        Assert.Equal(id, done.Written.Item!.Id);
        Assert.Equal("To Do", done.Written.After!.Status);
        Assert.Equal(["fd-4711"], rig.See(id).Labels);
        Assert.Single(rig.See(id).RemoteLinks);
    }

    [Fact]
    public async Task Linking_twice_adds_nothing_and_keeps_the_labels_that_are_there()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).SetLabels(id, "mine");
        await rig.DoAsync(Link("S2-1"));
        await rig.DoAsync(Link("S2-1"));
        Assert.Equal(["fd-4711", "mine"], rig.See(id).Labels.Order());
        Assert.Single(rig.See(id).RemoteLinks);
    }

    [Fact]
    public async Task A_typed_key_that_does_not_exist_is_missing_and_nonsense_is_refused()
    {
        await using var rig = await JiraRig.StartAsync();
        var missing = Assert.IsType<Outcome.Failed>(await rig.DoAsync(Link("S2-99")));
        Assert.Equal(FailureKind.Missing, missing.Failure.Kind);
        var nonsense = Assert.IsType<Outcome.Failed>(await rig.DoAsync(Link("the printer one")));
        Assert.Equal(FailureKind.Refused, nonsense.Failure.Kind);
    }

    private static Effect.LinkItem Link(string typed) =>
        new(typed)
        {
            Key = "link-1",
            Reason = "a test",
            Marker = "fd-4711",
            TicketUrl = "https://acme.freshdesk.com/a/tickets/4711",
            TicketTitle = "Freshdesk #4711",
        };

    [Fact]
    public async Task A_long_title_of_several_lines_becomes_one_line_that_fits()
    {
        await using var rig = await JiraRig.StartAsync();
        var title = "Printer\r\non fire " + new string('x', 300);
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Create() with { Title = title }));
        var summary = rig.See(done.Written.Item!.Id).Summary;
        Assert.StartsWith("Printer on fire xxx", summary, StringComparison.Ordinal);
        Assert.Equal(255, summary.Length);
    }
}
