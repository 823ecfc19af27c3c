using System.Text.Json.Nodes;

namespace Bridge.Tests.Sandbox;

public sealed class JiraWorkflowTests
{
    [Fact]
    public async Task Offers_the_transitions_of_the_present_status_with_their_screens()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.Transition("S2-1", "Classify");

        var (_, answer) = await site.GetAsync("/rest/api/3/issue/S2-1/transitions?expand=transitions.fields");
        var (_, unknown) = await site.GetAsync("/rest/api/3/issue/S2-1/transitions?transitionId=999");

        var transitions = answer!["transitions"]!.AsArray();
        Assert.Equal(["Justify", "Close"], transitions.Select(t => (string)t!["name"]!));
        Assert.True((bool)transitions[0]!["fields"]![site.Justification]!["required"]!);
        Assert.True((bool)transitions[1]!["isGlobal"]!);
        Assert.Empty(unknown!["transitions"]!.AsArray());
    }

    [Theory]
    [InlineData("""{}""", "Missing 'transition' identifier")]
    [InlineData("""{"transition":{"id":"999"}}""", "Transition id '999' is not valid for this issue.")]
    public async Task Refuses_a_transition_that_is_not_there(string body, string text)
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (status, answer) = await site.PostAsync("/rest/api/3/issue/S2-1/transitions", body);

        Assert.Equal(400, status);
        Assert.Equal(text, (string?)answer!["errorMessages"]![0]);
    }

    [Fact]
    public async Task A_required_field_is_refused_by_field_and_a_validator_by_message()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.Transition("S2-1", "Classify");

        var (first, byField) = await TakeAsync(site, "Justify");
        var (second, _) = await TakeAsync(
            site,
            "Justify",
            new JsonObject { [site.Justification] = JiraSite.Adf("Half of the schools.") }
        );
        var (third, byMessage) = await TakeAsync(site, "Plan");
        var (fourth, _) = await TakeAsync(site, "Plan", new JsonObject { ["duedate"] = "2026-06-01" });

        Assert.Equal((400, 204, 400, 204), (first, second, third, fourth));
        Assert.Equal("Severity justification is required.", (string?)byField!["errors"]![site.Justification]);
        Assert.Equal("Field Due date is required.", (string?)byMessage!["errorMessages"]![0]);
        Assert.Equal("ETA confirmed", site.Server.Issue("S2-1")!.Status);
    }

    [Fact]
    public async Task A_field_that_is_not_on_the_screen_is_refused()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (status, answer) = await TakeAsync(
            site,
            "Classify",
            new JsonObject { ["resolution"] = new JsonObject { ["name"] = "Done" } }
        );

        Assert.Equal(400, status);
        Assert.Equal(
            "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.",
            (string?)answer!["errors"]!["resolution"]
        );
    }

    [Fact]
    public async Task Resolution_and_status_change_in_one_entry_and_reopening_clears_the_resolution()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        site.Person.Transition("S2-1", "Close");
        var closed = site.Server.Issue("S2-1")!;
        site.Person.Transition("S2-1", "Reopen");
        var reopened = site.Server.Issue("S2-1")!;

        Assert.Equal("Won't Do", closed.Resolution);
        Assert.NotNull(closed.Resolved);
        Assert.Equal(["resolution", "status"], closed.Changelog.Select(c => c.Field));
        Assert.Null(reopened.Resolution);
        Assert.Null(reopened.Resolved);
        Assert.Equal("Raised", reopened.Status);
    }

    [Fact]
    public async Task A_comment_can_come_with_the_transition()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var (_, open) = await site.GetAsync("/rest/api/3/issue/S2-1/transitions");

        var (status, _) = await site.PostAsync(
            "/rest/api/3/issue/S2-1/transitions",
            new
            {
                transition = new { id = (string)open!["transitions"]![0]!["id"]! },
                update = new { comment = new[] { new { add = new { body = JiraSite.Adf("Going on.") } } } },
            }
        );

        Assert.Equal(204, status);
        Assert.Equal("Going on.", Assert.Single(site.Server.Issue("S2-1")!.Comments).Text);
    }

    [Fact]
    public async Task What_Jira_refuses_a_person_throws()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.Transition("S2-1", "Classify");

        var error = Assert.Throws<InvalidOperationException>(() => site.Person.Transition("S2-1", "Justify"));

        Assert.Contains("Severity justification is required.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_listed_in_sequence_and_a_release_leaves_the_issues_alone()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.SetFixVersions("S2-1", "R1");
        var before = site.Server.Issue("S2-1")!.Updated;

        site.Server.Releases.Release("S2", "R1", new DateOnly(2026, 6, 2));
        var (_, all) = await site.GetAsync("/rest/api/3/project/S2/versions");
        var (_, open) = await site.GetAsync("/rest/api/3/project/S2/version?status=unreleased&orderBy=releaseDate");
        var (_, issue) = await site.GetAsync("/rest/api/3/issue/S2-1?fields=fixVersions");

        Assert.Equal(["R1", "R2", "R3"], all!.AsArray().Select(v => (string)v!["name"]!));
        Assert.Equal(["R2", "R3"], open!["values"]!.AsArray().Select(v => (string)v!["name"]!));
        Assert.Equal("2026-06-02", (string?)issue!["fields"]!["fixVersions"]![0]!["releaseDate"]);
        Assert.Equal(before, site.Server.Issue("S2-1")!.Updated);
    }

    [Fact]
    public async Task Merging_a_version_moves_its_issues()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.SetFixVersions("S2-1", "R1");

        site.Server.Releases.Delete(site.Engineer, "S2", "R1", mergeInto: "R2");

        Assert.Equal(["R2"], site.Server.Issue("S2-1")!.FixVersions);
    }

    private static async Task<(int Status, JsonNode? Body)> TakeAsync(
        JiraSite site,
        string name,
        JsonObject? fields = null
    )
    {
        var (_, open) = await site.GetAsync("/rest/api/3/issue/S2-1/transitions");
        var id = open!["transitions"]!.AsArray().First(t => (string?)t!["name"] == name)!["id"]!;
        return await site.PostAsync(
            "/rest/api/3/issue/S2-1/transitions",
            new { transition = new { id = (string)id! }, fields = fields ?? [] }
        );
    }
}
