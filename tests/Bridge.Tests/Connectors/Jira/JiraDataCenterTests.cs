using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;
using SandboxFlavor = Bridge.Sandbox.Jira.JiraFlavor;

namespace Bridge.Tests.Connectors.Jira;

/// <summary>What is different on Data Center (REST v2).</summary>
public sealed class JiraDataCenterTests
{
    private static readonly JiraOptions Busy = new() { Flavor = SandboxFlavor.DataCenter, BurstPerSecond = 5 };

    [Fact]
    public async Task The_same_process_is_bound_by_a_personal_access_token()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(bind: false);
        Assert.Equal(new Binding([], null), await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None), Same);
        Assert.All(rig.Server.Calls.All, c => Assert.StartsWith("/rest/api/2/", c.Path, StringComparison.Ordinal));
        Assert.All(rig.Server.Calls.All, c => Assert.Equal(200, c.Status));
    }

    [Fact]
    public async Task A_missing_project_is_a_problem_that_names_the_nearest()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(bind: false);
        var process = JiraRig.Process();
        var wrong = process with { Entry = process.Entry with { Container = "S3" } };
        Assert.Contains("'S2'", Assert.Single((await rig.Connector.BindAsync(wrong, JiraRig.None)).Problems).Message);
    }

    [Fact]
    public async Task A_connection_without_a_token_is_a_problem_and_a_dead_one_is_unauthorized()
    {
        await using var none = await JiraRig.StartDataCenterAsync(o => o.Token = null, bind: false);
        var problem = Assert.Single((await none.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Problems);
        Assert.Contains("needs Token (or TokenFile)", problem.Message);
        await using var dead = await JiraRig.StartDataCenterAsync(o => o.Token = "dead-secret", bind: false);
        var failure = (await dead.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure!;
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("dead-secret", failure.Message);
    }

    [Fact]
    public async Task An_answer_to_a_stranger_is_unauthorized_although_it_is_200()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(o => o.Token = " ", bind: false);
        var failure = (await rig.Connector.ChangedAsync(null, JiraRig.None)).Failure;
        Assert.Null(failure);
        var bound = (await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure;
        Assert.Equal(FailureKind.Unauthorized, bound!.Kind);
    }

    [Fact]
    public async Task An_issue_is_made_in_wiki_markup_with_its_label_its_property_and_its_link()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var cause = new FieldValue.Rich("<p>A <b>bold</b> wire {here}</p>");
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Create(values: ("Root cause", cause))));
        var seen = rig.See(done.Written.Item!.Id);
        Assert.Equal("It *burns*", seen.Description);
        Assert.Equal("A *bold* wire \\{here\\}", seen.Fields[rig.RootCause]);
        Assert.Equal(["fd-4711"], seen.Labels);
        Assert.Equal("fd-4711", (string?)JsonNode.Parse(seen.Properties["bridge.case"])!["marker"]);
        Assert.Equal("https://acme.freshdesk.com/a/tickets/4711", Assert.Single(seen.RemoteLinks).Url);
        Assert.Equal("https://acme.example/browse/S2-1", done.Written.Item.Url);
    }

    [Fact]
    public async Task What_was_written_is_read_as_the_same_formatted_text()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        const string Html = "<p>A <strong>bold</strong> wire {here}</p><ul><li>one</li><li>two</li></ul>";
        await rig.DoAsync(JiraRig.Update(values: ("Root cause", new FieldValue.Rich(Html))), id);
        await rig.DoAsync(JiraRig.Comment(Html), id);
        var snapshot = await rig.ReadAsync(id);
        Assert.Equal(
            Html,
            Assert.IsType<FieldValue.Rich>(snapshot.Values["Root cause"]).Html,
            ignoreWhiteSpaceDifferences: true
        );
        Assert.Equal(Html, Assert.Single(snapshot.Comments).Html, ignoreWhiteSpaceDifferences: true);
        Assert.True(snapshot.Comments[0].ByBridge);
    }

    [Fact]
    public async Task Fields_of_all_kinds_are_written_and_read()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        (string, FieldValue?)[] values =
        [
            ("Severity", new FieldValue.Choice("Medium")),
            ("team", new FieldValue.Text("Blue")),
            (FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 5, 11))),
            (FieldNames.Priority, new FieldValue.Choice("High")),
            (FieldNames.FixVersions, new FieldValue.List(["1.2"])),
        ];
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update(values: values) with { AddTags = ["vip"] }, id));
        var snapshot = await rig.ReadAsync(id);
        Assert.All(values, v => Assert.True(FieldValue.Same(v.Item2, snapshot.Values[v.Item1]), v.Item1));
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 6, 30)), snapshot.Values[FieldNames.FixVersionDate]);
        Assert.Equal(new FieldValue.Number(2), snapshot.Values[FieldNames.ReleasesAhead]);
        Assert.Equal(["vip"], rig.See(id).Labels);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update(values: [(FieldNames.DueDate, null)]), id));
        Assert.Null(rig.See(id).DueDate);
    }

    [Fact]
    public async Task An_edit_answers_nothing_so_the_issue_is_read_once_afterwards()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(values: ("team", new FieldValue.Text("Blue")));
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal(["PUT", "GET"], rig.Server.Calls.All.Select(c => c.Method));
        Assert.DoesNotContain("returnIssue", rig.Server.Calls.All[0].Query);
        Assert.Equal(new FieldValue.Text("Blue"), done.Written.After!.Values["team"]);
        Assert.Equal(rig.See(id).Updated.ToUnixTimeMilliseconds(), done.Written.After.Version);
        Assert.Null(done.Written.Version);
    }

    [Fact]
    public async Task A_status_is_reached_step_by_step_with_its_resolution()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update("Done", "Won't Do"), id));
        Assert.Equal(("Done", "Won't Do"), (rig.See(id).Status, rig.See(id).Resolution));
    }

    [Fact]
    public async Task A_resolution_that_Jira_took_and_dropped_is_noticed()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(design: p =>
            p.Status("Shut", JiraStatusCategory.Done)
                .Transition("Shut", "To Do", "Shut", t => t.Screen("resolution").Drops("resolution"))
        );
        var id = rig.Issue();
        var partly = Assert.IsType<Outcome.Partly>(await rig.DoAsync(JiraRig.Update("Shut", "Duplicate"), id));
        Assert.False(partly.StatusRefused);
        Assert.True(partly.RefusedFields.Has(FieldNames.Resolution));
        Assert.Equal(("Shut", null), (rig.See(id).Status, rig.See(id).Resolution));
    }

    [Fact]
    public async Task A_transition_that_closed_meanwhile_is_500_and_a_conflict()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Slow(TimeSpan.FromMilliseconds(400)), "POST", "/transitions");
        var moving = rig.DoAsync(JiraRig.Update("Triage"), id);
        while (rig.Server.Calls.All.Count == 0)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        rig.Server.As(rig.Dana).Transition(id, "Triage");
        rig.Server.As(rig.Dana).Transition(id, "Park");
        var failed = Assert.IsType<Outcome.Failed>(await moving);
        Assert.Equal(FailureKind.Conflict, failed.Failure.Kind);
        Assert.Equal(500, rig.Server.Calls.All.Single(c => c.Method == "POST").Status);
    }

    [Fact]
    public async Task A_500_while_the_transition_is_still_open_is_in_doubt()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Answer(500, "Internal error", "text/plain"), "POST", "/transitions");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.True(failed.Failure.MayHaveHappened);
    }

    [Fact]
    public async Task People_are_known_by_their_login_names_and_their_addresses_are_shown()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        foreach (
            var who in (FieldValue[])
                [
                    new FieldValue.Person("D", "dana.field@example.com", null),
                    new FieldValue.Text("dana.field"),
                    new FieldValue.Text("Dana Field"),
                ]
        )
        {
            rig.Server.As(rig.Dana).Assign(id, null);
            Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Update(values: (FieldNames.Assignee, who)), id));
            Assert.Equal(rig.Dana, rig.See(id).Assignee);
        }

        var read = Assert.IsType<FieldValue.Person>((await rig.ReadAsync(id)).Values[FieldNames.Assignee]);
        Assert.Equal(new FieldValue.Person("Dana Field", "dana.field@example.com", "dana.field"), read);
    }

    [Fact]
    public async Task All_pages_of_a_search_are_read_by_offset_and_overlap()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        for (var i = 0; i < 230; i++)
        {
            rig.Issue($"Issue {i}");
        }

        var changes = await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);
        Assert.Null(changes.Failure);
        Assert.Equal(230, changes.Signals.Length);
        Assert.Equal(["0", "90", "180"], Offsets(rig));
    }

    [Fact]
    public async Task A_create_whose_answer_was_cut_is_found_by_its_label()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/issue$");
        Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Create()));
        Assert.IsType<Found.Yes>(await rig.FindAsync(JiraRig.Create()));
        Assert.Single(rig.See("S2-1").RemoteLinks);
    }

    [Fact]
    public async Task A_comment_is_found_by_its_words_since_properties_are_not_listed()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        var effect = JiraRig.Comment("<p>Hello <b>engineers</b></p>");
        rig.Server.As(rig.Dana).Comment(id, "Hello *engineers*");
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id));
        await rig.DoAsync(effect, id);
        var found = Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
        Assert.Equal(rig.See(id).Comments[^1].Id.ToString(CultureInfo.InvariantCulture), found.Written.CommentId);
    }

    [Fact]
    public async Task A_comment_is_edited_and_removed()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment("<p>First</p>"), id));
        var comment = done.Written.CommentId!;
        await rig.DoAsync(new Effect.EditComment(comment, "<p>Second <b>try</b></p>") { Key = "e", Reason = "t" }, id);
        Assert.Equal("Second *try*", Assert.Single(rig.See(id).Comments).Text);
        await rig.DoAsync(new Effect.RemoveComment(comment) { Key = "r", Reason = "t" }, id);
        Assert.Empty(rig.See(id).Comments);
    }

    [Fact]
    public async Task A_picture_of_a_comment_is_named_and_is_a_file_of_it()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "shot.png", "image/png", [1]);
        rig.Server.As(rig.Dana).Attach(id, "log.txt", "text/plain", [2]);
        rig.Server.As(rig.Dana).Comment(id, "See !shot.png|thumbnail! and [^log.txt]");
        var comment = Assert.Single((await rig.ReadAsync(id)).Comments);
        Assert.Equal(["shot.png", "log.txt"], comment.Files.Select(f => f.Name));
    }

    [Fact]
    public async Task Retry_after_zero_on_every_answer_throttles_nothing_and_a_429_does()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(jira: Busy, bind: false);
        rig.Server.Options.BurstPerSecond = null;
        await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None);
        var id = rig.Issue();
        Assert.Null(rig.Connector.Budget.PausedUntil);
        rig.Server.As(rig.Dana).Delete(id);
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>x</p>"), id));
        Assert.Null(failed.Failure.RetryAfter);

        rig.Server.RefuseNext("", TimeSpan.FromSeconds(7));
        var busy = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None)).Failure;
        Assert.Equal((FailureKind.Busy, TimeSpan.FromSeconds(7)), (busy.Kind, busy.RetryAfter));
        Assert.NotNull(rig.Connector.Budget.PausedUntil);
    }

    [Fact]
    public async Task A_Jira_below_a_path_is_called_and_linked_there()
    {
        await using var rig = await JiraRig.StartDataCenterAsync(
            o => o.SiteUrl = null,
            new JiraOptions { Flavor = SandboxFlavor.DataCenter, ContextPath = "/jira" }
        );
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.txt", "text/plain", "abc"u8.ToArray());
        var snapshot = await rig.ReadAsync(id);
        Assert.Equal(rig.Server.Address + "/browse/S2-1", snapshot.Url);
        Assert.EndsWith("/jira", rig.Server.Address, StringComparison.Ordinal);
        var opened = await rig.Connector.OpenAsync(id, snapshot.Files[0], 100, JiraRig.None);
        await Assert.IsType<Opened.Got>(opened).File.DisposeAsync();
    }

    [Theory]
    [InlineData("{0}/browse/S2-1")]
    [InlineData("{0}/secure/RapidBoard.jspa?rapidView=7&selectedIssue=S2-1")]
    [InlineData("{0}/projects/S2/issues/S2-1?filter=allopenissues")]
    [InlineData("s2-1")]
    public async Task An_issue_is_linked_by_any_address_that_people_copy(string typed)
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        rig.Issue();
        var link = new Effect.LinkItem(string.Format(CultureInfo.InvariantCulture, typed, rig.Server.Address))
        {
            Key = "link-1",
            Reason = "a test",
        };
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(link));
        Assert.Equal("S2-1", done.Written.Item!.Key);
    }

    [Fact]
    public async Task The_permissions_that_a_process_needs_are_asked_for()
    {
        await using var rig = await JiraRig.StartDataCenterAsync();
        Assert.Empty(
            (
                await rig.Connector.InspectAsync(
                    JiraRig.Process() with
                    {
                        Stages = [JiraRig.Stage("Raised", "To Do")],
                    },
                    JiraRig.None
                )
            ).Problems
        );
        rig.Server.Faults.Next(
            new Fault.Answer(200, """{"permissions":{"BROWSE_PROJECTS":{"havePermission":true}}}"""),
            "GET",
            "/mypermissions"
        );
        var problems = (
            await rig.Connector.InspectAsync(
                JiraRig.Process() with
                {
                    Stages = [JiraRig.Stage("Raised", "To Do")],
                },
                JiraRig.None
            )
        ).Problems;
        Assert.Contains(problems, p => p.Message.Contains("TRANSITION_ISSUES", StringComparison.Ordinal));
    }

    private static bool Same(Binding a, Binding b) => a.Failure == b.Failure && a.Problems.SequenceEqual(b.Problems);

    private static IEnumerable<string> Offsets(JiraRig rig) =>
        rig
            .Server.Calls.All.Where(c =>
                c.Path == "/rest/api/2/search" && c.Query.Contains("updated%20%3E%3D", StringComparison.Ordinal)
            )
            .Select(c => c.Query.Split("startAt=")[1]);
}
