using System.Text.Json.Nodes;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Sandbox;

public sealed class JiraSearchTests
{
    [Fact]
    public async Task Gives_ids_only_and_pages_by_token()
    {
        await using var site = await JiraSite.StartAsync();
        Create(site, 5);

        var (_, first) = await SearchAsync(site, new { jql = "project = S2 ORDER BY key ASC", maxResults = 3 });
        var token = (string)first!["nextPageToken"]!;
        var (_, second) = await SearchAsync(
            site,
            new
            {
                jql = "project = S2 ORDER BY key ASC",
                maxResults = 3,
                nextPageToken = token,
            }
        );

        Assert.Equal(3, first["issues"]!.AsArray().Count);
        Assert.Equal(["id"], first["issues"]![0]!.AsObject().Select(m => m.Key));
        Assert.False((bool)first["isLast"]!);
        Assert.Equal(2, second!["issues"]!.AsArray().Count);
        Assert.True((bool)second["isLast"]!);
        Assert.Null(second["nextPageToken"]);
        Assert.Null(second["total"]);
    }

    [Theory]
    [InlineData(
        """{"jql":"order by key"}""",
        "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
    )]
    [InlineData(
        """{"jql":"project ="}""",
        "Error in JQL Query: Expecting either a value, list or function before the end of the query."
    )]
    [InlineData(
        """{"jql":"project = S2","maxResults":5001}""",
        "The max results parameter has to be between 1 and 5,000."
    )]
    [InlineData(
        """{"jql":"project = S2","nextPageToken":"nonsense"}""",
        "The provided next page token is invalid or expired."
    )]
    [InlineData(
        """{"jql":"project = S2","startAt":0}""",
        "Invalid request payload. Refer to the REST API documentation and try again."
    )]
    [InlineData("""{"jql":"project = NOPE"}""", "The value 'NOPE' does not exist for the field 'project'.")]
    public async Task Refuses_a_bad_search_in_the_words_of_Jira(string body, string text)
    {
        await using var site = await JiraSite.StartAsync();

        var (status, answer) = await SearchAsync(site, body);

        Assert.Equal(400, status);
        Assert.Equal(text, (string?)answer!["errorMessages"]![0]);
        Assert.Equal(body.Contains("startAt", StringComparison.Ordinal), answer["errors"] is null);
    }

    [Fact]
    public async Task The_old_search_is_gone()
    {
        await using var site = await JiraSite.StartAsync();

        var (status, _) = await site.GetAsync("/rest/api/3/search?jql=project=S2");

        Assert.Equal(410, status);
    }

    [Theory]
    [InlineData("labels = fd-2", "S2-2")]
    [InlineData("labels in (fd-1, fd-3) AND project = S2", "S2-1,S2-3")]
    [InlineData("key in (S2-1, S2-2) AND status != Raised", "S2-2")]
    [InlineData("project in (S2) AND statusCategory = Done", "")]
    [InlineData("project = S2 AND (labels = fd-1 OR labels = fd-2) ORDER BY key ASC", "S2-1,S2-2")]
    [InlineData("project = S2 AND NOT labels = fd-1 ORDER BY created ASC, key ASC", "S2-2,S2-3")]
    [InlineData("project = S2 AND duedate is not EMPTY", "S2-3")]
    [InlineData("summary ~ \"issue 2\"", "S2-2")]
    [InlineData("resolution = Unresolved and assignee is EMPTY and labels = \"fd-1\"", "S2-1")]
    [InlineData("updated >= -5m AND project = S2 ORDER BY key", "S2-1,S2-2,S2-3")]
    [InlineData("updated >= 1000 AND project = S2 ORDER BY key", "S2-1,S2-2,S2-3")]
    [InlineData("updated >= 99999999999999 AND project = S2", "")]
    public async Task Reads_the_queries_of_the_bridge(string jql, string keys)
    {
        await using var site = await JiraSite.StartAsync();
        Create(site, 3);
        site.Person.Transition("S2-2", "Classify");
        site.Person.SetDueDate("S2-3", new DateOnly(2026, 5, 11));

        var (_, answer) = await SearchAsync(site, new { jql, fields = new[] { "status" } });

        var found = answer!["issues"]!.AsArray().Select(i => (string)i!["key"]!).ToList();
        var isSorted = jql.Contains("ORDER", StringComparison.Ordinal);
        Assert.Equal(keys, string.Join(',', isSorted ? found : found.Order().ToList()));
    }

    [Fact]
    public async Task A_quoted_date_is_read_in_the_time_zone_of_the_caller()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { BotTimeZone = "Asia/Kolkata" });
        Create(site, 1);
        var hence = DateTimeOffset
            .UtcNow.AddHours(1)
            .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

        var (_, inZone) = await SearchAsync(site, new { jql = $"updated >= \"{hence}\"" });
        var (_, inUtc) = await SearchAsync(site, new { jql = $"updated >= \"{hence} UTC\"" });

        Assert.Single(inZone!["issues"]!.AsArray());
        Assert.Empty(inUtc!["issues"]!.AsArray());
    }

    [Fact]
    public async Task The_index_lags_and_reconciling_sees_through_it()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { IndexLag = TimeSpan.FromHours(1) });
        Create(site, 1);
        var id = site.Server.Issue("S2-1")!.Id;

        var (_, stale) = await SearchAsync(site, new { jql = "project = S2" });
        var (_, sure) = await SearchAsync(site, new { jql = "project = S2", reconcileIssues = new[] { id } });

        Assert.Empty(stale!["issues"]!.AsArray());
        Assert.Single(sure!["issues"]!.AsArray());
    }

    [Fact]
    public async Task A_found_issue_can_vanish_for_a_while()
    {
        await using var site = await JiraSite.StartAsync();
        Create(site, 1);
        site.Server.HideFromSearch("S2-1");

        var (_, without) = await SearchAsync(site, new { jql = "project = S2" });
        var (_, with) = await SearchAsync(site, new { jql = "project = S2" });

        Assert.Empty(without!["issues"]!.AsArray());
        Assert.Single(with!["issues"]!.AsArray());
    }

    private static void Create(JiraSite site, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var labels = new JsonObject { ["labels"] = new JsonArray($"fd-{number}") };
            site.Person.Create("S2", "Bug", $"Issue {number}", fields: labels);
        }
    }

    private static Task<(int Status, JsonNode? Body)> SearchAsync(JiraSite site, object body) =>
        site.PostAsync("/rest/api/3/search/jql", body);
}
