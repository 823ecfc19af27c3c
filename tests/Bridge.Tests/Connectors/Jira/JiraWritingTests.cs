using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraWritingTests
{
    [Fact]
    public async Task Fields_of_all_kinds_go_with_one_edit_that_tells_the_version_it_made()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(
            values:
            [
                ("Severity", new FieldValue.Choice("medium")),
                ("Root cause", new FieldValue.Rich("<p>A <b>bold</b> wire</p>")),
                ("team", new FieldValue.Text("Blue\nteam")),
                (FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 5, 11))),
            ]
        ) with
        {
            AddTags = ["from support"],
        };

        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));

        var seen = rig.See(id);
        Assert.Equal(1, rig.Calls("PUT", "/issue/"));
        Assert.Single(rig.Server.Calls.All);
        Assert.Equal("Medium", seen.Fields[rig.Severity]);
        Assert.Contains("*bold*", seen.Fields[rig.RootCause]);
        Assert.Equal("Blue team", seen.Fields[rig.Team]);
        Assert.Equal(new DateOnly(2026, 5, 11), seen.DueDate);
        Assert.Equal(["from-support"], seen.Labels);
        Assert.Equal(seen.Updated.ToUnixTimeMilliseconds(), done.Written.Version);
        Assert.Equal(new FieldValue.Choice("Medium"), done.Written.After!.Values["Severity"]);
    }

    [Fact]
    public async Task A_null_empties_the_field()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).SetDueDate(id, new DateOnly(2026, 5, 11));
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update(values: [(FieldNames.DueDate, null)]), id));
        Assert.Null(rig.See(id).DueDate);
    }

    [Fact]
    public async Task A_person_is_found_by_e_mail_although_Jira_hides_it()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var person = new FieldValue.Person("D. Field", "dana.field@example.com", "freshdesk-77");
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update(values: [(FieldNames.Assignee, person)]), id));
        Assert.Equal(rig.Dana.AccountId, rig.See(id).Assignee!.AccountId);
    }

    [Fact]
    public async Task An_unknown_person_is_refused_and_the_rest_is_written()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(
            values:
            [
                (FieldNames.Assignee, new FieldValue.Person("Nobody", "nobody@example.com", null)),
                ("team", new FieldValue.Text("Blue")),
            ]
        );
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(effect, id));
        Assert.True(partly.RefusedFields.Has(FieldNames.Assignee));
        Assert.Equal("Blue", rig.See(id).Fields[rig.Team]);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_with_the_options_named()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(
            values: [("Severity", new FieldValue.Choice("Dire")), ("team", new FieldValue.Text("Blue"))]
        );
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(effect, id));
        Assert.Equal(["Severity"], partly.RefusedFields.Select(f => f.Key));
        Assert.Contains("'High', 'Medium', 'Low'", partly.Failure.Message);
        Assert.Equal("Blue", rig.See(id).Fields[rig.Team]);
    }

    [Fact]
    public async Task A_field_that_the_edit_screen_lacks_is_refused_by_its_mapping_name_and_the_rest_is_written()
    {
        await using var rig = await JiraRig.StartAsync(design: p => p.NotOnEditScreen("duedate"));
        var id = rig.Issue();
        var effect = JiraRig.Update(
            values:
            [
                (FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 5, 11))),
                ("team", new FieldValue.Text("Blue")),
            ]
        );
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(effect, id));
        Assert.Equal([FieldNames.DueDate], partly.RefusedFields.Select(f => f.Key));
        Assert.Equal(FieldNames.DueDate, Assert.Single(partly.Failure.Fields).Field);
        Assert.False(partly.StatusRefused);
        Assert.Equal("Blue", rig.See(id).Fields[rig.Team]);
    }

    [Fact]
    public async Task A_label_with_a_space_is_refused_before_Jira_sees_it()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(values: [(FieldNames.Tags, new FieldValue.List(["two words"]))]);
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(effect, id));
        Assert.Contains("may not contain spaces", partly.Failure.Message);
        Assert.Empty(rig.Server.Calls.All);
    }

    [Fact]
    public async Task A_write_whose_answer_was_cut_is_unknown_and_found_done()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(values: [("team", new FieldValue.Text("Blue"))]);
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id));
        rig.Server.Faults.Next(new Fault.CutAfter(), "PUT");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect, id));
        Assert.True(failed.Failure.MayHaveHappened);
        Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
    }

    [Theory]
    [InlineData(429, FailureKind.Busy)]
    [InlineData(500, FailureKind.Unknown)]
    [InlineData(409, FailureKind.Conflict)]
    [InlineData(403, FailureKind.Forbidden)]
    [InlineData(404, FailureKind.Missing)]
    [InlineData(401, FailureKind.Unauthorized)]
    public async Task Every_way_of_failing_is_told_apart(int status, FailureKind kind)
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(
            new Fault.Answer(status, """{"errorMessages":["so"],"errors":{}}""", RetryAfter: TimeSpan.FromSeconds(7)),
            "PUT"
        );
        var effect = JiraRig.Update(values: [("team", new FieldValue.Text("Blue"))]);
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect, id));
        Assert.Equal(kind, failed.Failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(7), failed.Failure.RetryAfter);
        Assert.Contains("so", failed.Failure.Message);
    }

    [Fact]
    public async Task A_comment_carries_its_effect_and_is_found_by_it()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Comment("<p>Hello <b>engineers</b></p>");
        await rig.DoAsync(JiraRig.Comment("<p>Hello <b>engineers</b></p>", "another"), id);
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id));
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST");
        Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect, id));
        var found = Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
        var comment = rig.See(id).Comments[^1];
        Assert.Equal(comment.Id.ToString(CultureInfo.InvariantCulture), found.Written.CommentId);
        Assert.Contains("*engineers*", comment.Text);
        Assert.Equal("comment-1", JsonNode.Parse(comment.Properties["bridge.effect"])!["key"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_is_found_by_account_id_too()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(values: [(FieldNames.Assignee, new FieldValue.Text(rig.Dana.AccountId))]);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal(rig.Dana, rig.See(id).Assignee);
        Assert.Equal(1, rig.Calls("GET", "/user/search"));
        Assert.Contains("accountId=", rig.Server.Calls.All[0].Query);
    }

    [Fact]
    public async Task The_link_back_is_sent_whole_and_a_long_address_fits_its_id()
    {
        await using var rig = await JiraRig.StartAsync();
        var url = "https://acme.freshdesk.com/a/tickets/4711?" + new string('x', 300);
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Create() with { TicketUrl = url }));
        var link = Assert.Single(rig.See(done.Written.Item!.Id).RemoteLinks);
        Assert.Equal((url, "Freshdesk #4711", 64), (link.Url, link.Title, link.GlobalId!.Length));
        var body = rig.Server.Calls.All.Single(c => c.Path.EndsWith("/remotelink", StringComparison.Ordinal)).Body;
        Assert.Equal("com.freshdesk", (string?)JsonNode.Parse(body)!["application"]!["type"]);
        Assert.Equal("reported by", (string?)JsonNode.Parse(body)!["relationship"]);
    }
}
