using System.Text.Json.Nodes;

namespace Bridge.Tests.Sandbox;

public sealed class JiraIssueTests
{
    [Fact]
    public async Task Creates_an_issue_with_its_properties_and_reads_it_back()
    {
        await using var site = await JiraSite.StartAsync();

        var (status, created) = await site.PostAsync(
            "/rest/api/3/issue",
            new
            {
                fields = new Dictionary<string, object>
                {
                    ["project"] = new { key = "S2" },
                    ["issuetype"] = new { name = "Bug" },
                    ["summary"] = "Login fails",
                    ["description"] = JiraSite.Adf("It says no."),
                    ["labels"] = new[] { "fd-4711" },
                    ["duedate"] = "2026-05-11",
                    [site.Severity] = new { value = "S2" },
                    [site.Effort] = 3,
                },
                properties = new[] { new { key = "bridge.link", value = new { ticket = 4711 } } },
            }
        );
        var (_, issue) = await site.GetAsync($"/rest/api/3/issue/{created!["id"]}?properties=bridge.link");

        Assert.Equal(201, status);
        Assert.Equal("S2-1", (string?)created["key"]);
        var fields = issue!["fields"]!;
        Assert.Equal("It says no.", (string?)fields["description"]!["content"]![0]!["content"]![0]!["text"]);
        Assert.Equal("2026-05-11", (string?)fields["duedate"]);
        Assert.Equal("S2", (string?)fields[site.Severity]!["value"]);
        Assert.Equal("Raised", (string?)fields["status"]!["name"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$", (string?)fields["created"]);
        Assert.Equal(4711, (int?)issue["properties"]!["bridge.link"]!["ticket"]);
        Assert.Null(issue["changelog"]);
    }

    [Theory]
    [InlineData("""{}""", "errorMessages", "No Issue Create payload supplied")]
    [InlineData("""{"fields":{"summary":"x"}}""", "project", "Specify a valid project ID or key")]
    [InlineData("""{"fields":{"project":{"key":"S2"},"summary":"x"}}""", "issuetype", "Specify an issue type")]
    [InlineData(
        """{"fields":{"project":{"key":"S2"},"issuetype":{"name":"Bug"}}}""",
        "summary",
        "You must specify a summary of the issue."
    )]
    [InlineData(
        """{"fields":{"project":{"key":"S2"},"issuetype":{"name":"Bug"},"summary":"x","nope":1}}""",
        "nope",
        "Field 'nope' cannot be set. It is not on the appropriate screen, or unknown."
    )]
    [InlineData(
        """{"fields":{"project":{"key":"S2"},"issuetype":{"name":"Bug"},"summary":"x","labels":["a b"]}}""",
        "labels",
        "The label 'a b' contains spaces which is invalid."
    )]
    [InlineData(
        """{"fields":{"project":{"key":"S2"},"issuetype":{"name":"Bug"},"summary":"x","description":"plain"}}""",
        "description",
        "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    )]
    public async Task Refuses_a_bad_issue_in_the_words_of_Jira(string body, string where, string text)
    {
        await using var site = await JiraSite.StartAsync();

        var (status, answer) = await site.PostAsync("/rest/api/3/issue", body);

        Assert.Equal(400, status);
        var said = where == "errorMessages" ? answer![where]![0] : answer!["errors"]![where];
        Assert.Equal(text, (string?)said);
    }

    [Theory]
    [InlineData(
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]}"""
    )]
    [InlineData("""{"type":"doc","version":1,"content":[{"type":"text","text":"x"}]}""")]
    [InlineData("""{"type":"doc","version":1,"content":[{"type":"novelty"}]}""")]
    [InlineData(
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"code"},{"type":"strong"}]}]}]}"""
    )]
    [InlineData("""{"type":"doc","version":1}""")]
    public async Task Refuses_a_broken_document(string adf)
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (onEdit, _) = await site.PutAsync("/rest/api/3/issue/S2-1", "{\"fields\":{\"description\":" + adf + "}}");
        var (onComment, refusal) = await site.PostAsync("/rest/api/3/issue/S2-1/comment", "{\"body\":" + adf + "}");

        Assert.Equal(400, onEdit);
        Assert.Equal(400, onComment);
        Assert.Equal("Comment body is not valid!", (string?)refusal!["errors"]!["comment"]);
    }

    [Fact]
    public async Task Edits_by_verbs_and_logs_each_change()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One", fields: new JsonObject { ["labels"] = new JsonArray("a", "b") });

        var (status, issue) = await site.PutAsync(
            "/rest/api/3/issue/S2-1?returnIssue=true",
            new
            {
                fields = new { duedate = "2026-05-11" },
                update = new
                {
                    labels = new object[] { new { add = "c" }, new { remove = "a" } },
                    fixVersions = new object[] { new { add = new { name = "R1" } } },
                },
            }
        );
        var (_, log) = await site.GetAsync("/rest/api/3/issue/S2-1/changelog");

        Assert.Equal(200, status);
        Assert.Equal(["b", "c"], issue!["fields"]!["labels"]!.AsArray().Select(l => (string)l!));
        var items = log!["values"]![0]!["items"]!.AsArray().ToDictionary(i => (string)i!["fieldId"]!);
        Assert.Equal("a b", (string?)items["labels"]!["fromString"]);
        Assert.Equal("b c", (string?)items["labels"]!["toString"]);
        Assert.Equal("2026-05-11 00:00:00.0", (string?)items["duedate"]!["toString"]);
        Assert.Equal("Fix Version", (string?)items["fixVersions"]!["field"]);
    }

    [Fact]
    public async Task One_bad_field_refuses_the_whole_edit()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (status, answer) = await site.PutAsync(
            "/rest/api/3/issue/S2-1",
            new { fields = new { summary = "Two", environment = JiraSite.Adf("x") } }
        );

        Assert.Equal(400, status);
        Assert.Equal(
            "Field 'environment' cannot be set. It is not on the appropriate screen, or unknown.",
            (string?)answer!["errors"]!["environment"]
        );
        Assert.Equal("One", site.Server.Issue("S2-1")!.Summary);
    }

    [Fact]
    public async Task A_moved_issue_is_found_by_its_old_key_and_shows_the_new_one()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var id = site.Server.Issue("S2-1")!.Id;

        var key = site.Person.Move("S2-1", "ENG");
        var (status, issue) = await site.GetAsync("/rest/api/3/issue/s2-1?fields=project");
        var (_, bulk) = await site.PostAsync(
            "/rest/api/3/issue/bulkfetch",
            new { issueIdsOrKeys = new[] { "S2-1", "S2-99" }, fields = new[] { "status" } }
        );

        Assert.Equal("ENG-1", key);
        Assert.Equal(200, status);
        Assert.Equal("ENG-1", (string?)issue!["key"]);
        Assert.Equal($"{id}", (string?)issue["id"]);
        Assert.Single(bulk!["issues"]!.AsArray());
        Assert.Equal("S2-99", (string?)bulk["issueErrors"]![0]!["id"]);
    }

    [Fact]
    public async Task A_deleted_issue_is_gone()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (deleted, _) = await site.CallAsync(HttpMethod.Delete, "/rest/api/3/issue/S2-1");
        var (status, answer) = await site.GetAsync("/rest/api/3/issue/S2-1");

        Assert.Equal(204, deleted);
        Assert.Equal(404, status);
        Assert.Equal(
            "Issue does not exist or you do not have permission to see it.",
            (string?)answer!["errorMessages"]![0]
        );
    }

    [Fact]
    public async Task Version_2_shows_rich_text_as_markup_and_version_3_as_a_document()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One", "First\nline\n\nSecond");

        var (_, two) = await site.GetAsync("/rest/api/2/issue/S2-1?fields=description");
        var (_, three) = await site.GetAsync("/rest/api/3/issue/S2-1?fields=description&expand=renderedFields");

        Assert.Equal("First\nline\n\nSecond", (string?)two!["fields"]!["description"]);
        Assert.Equal(2, three!["fields"]!["description"]!["content"]!.AsArray().Count);
        Assert.Equal("<p>First<br/>line</p><p>Second</p>", (string?)three["renderedFields"]!["description"]);
    }

    [Fact]
    public async Task Screens_tell_what_may_be_set()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");

        var (_, edit) = await site.GetAsync("/rest/api/3/issue/S2-1/editmeta");
        var (_, types) = await site.GetAsync("/rest/api/3/issue/createmeta/S2/issuetypes");
        var (_, create) = await site.GetAsync(
            $"/rest/api/3/issue/createmeta/S2/issuetypes/{types!["issueTypes"]![0]!["id"]}"
        );

        Assert.Null(edit!["fields"]!["environment"]);
        Assert.Equal(3, edit["fields"]![site.Severity]!["allowedValues"]!.AsArray().Count);
        var required = create!["fields"]!
            .AsArray()
            .Where(f => (bool)f!["required"]!)
            .Select(f => (string)f!["fieldId"]!);
        Assert.Equal(["issuetype", "summary"], required.Order());
    }
}
