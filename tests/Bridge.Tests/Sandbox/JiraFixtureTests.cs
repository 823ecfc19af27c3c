using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Tests.Sandbox;

/// <summary>Compares answers and webhooks with recorded ones: the same keys, the same kinds of values.</summary>
public sealed class JiraFixtureTests
{
    /// <summary>Members that old recordings have and today's Cloud or a plain project has not.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "emailAddress",
        "aggregateprogress",
        "progress",
        "lastViewed",
        "issuesStatusForFixVersion",
        "nextPage",
        "icon",
        "application",
        "operations",
        "hierarchyLevel",
        "entityId",
        "scope",
        "displayUrl",
        "displayUrlConfluence",
        "displayUrlServicedeskHelpCenter",
        "thumbnail",
        "userReleaseDate",
        "overdue",
        "releaseDate",
        "visibility",
        "transition",
        "projectCategory",
        "insight",
        "style",
        "components",
        "timetracking",
    };

    [Theory]
    [InlineData("rest/airbyte-comment-v3-adf.json", "comment")]
    [InlineData("rest/airbyte-project-versions-page.json", "versions")]
    [InlineData("rest/gojira-all_fields.json", "fields")]
    [InlineData("rest/gojira-all_resolutions.json", "resolutions")]
    [InlineData("rest/gojira-all_statuscategories.json", "categories")]
    [InlineData("rest/gojira-remote_links.json", "links")]
    [InlineData("rest/gojira-transitions.json", "transitions")]
    [InlineData("spec-examples/changelog-page.200.json", "changelog")]
    [InlineData("spec-examples/comments-page.200.json", "comments")]
    [InlineData("spec-examples/createmeta-fields.200.json", "createmeta")]
    [InlineData("spec-examples/project-statuses.200.json", "statuses")]
    [InlineData("spec-examples/serverInfo.200.json", "server")]
    [InlineData("dev-status/summary.json", "development")]
    public async Task Answers_look_like_the_recorded_ones(string file, string what)
    {
        var recorded = Recorded(file);
        await using var site = await JiraSite.StartAsync();
        var answer = await AnswerAsync(site, what);

        Assert.Empty(Differences(recorded, answer, "$"));
    }

    [Theory]
    [InlineData("webhook-issue-created.json", "jira:issue_created")]
    [InlineData("webhook-issue-updated-raised-priority.json", "jira:issue_updated")]
    [InlineData("webhook-cloud-comment-updated.json", "comment_updated")]
    [InlineData("webhook-issue-deleted.json", "jira:issue_deleted")]
    public async Task Webhooks_look_like_the_recorded_ones(string file, string name)
    {
        var recorded = Recorded("webhooks-cloud/" + file);
        await using var site = await JiraSite.StartAsync();
        site.Server.Setup.Webhook(new Uri("http://127.0.0.1:9/"), null, null, name);
        site.Person.Create("S2", "Bug", "One", "Text");
        site.Person.SetPriority("S2-1", "High");
        var comment = site.Person.Comment("S2-1", "First");
        site.Person.EditComment(comment, "Second");
        site.Person.Delete("S2-1");
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while (site.Server.Webhooks.Attempts.Count == 0 && DateTime.UtcNow < deadline)
        {
            await Task.Delay(5);
        }

        var sent = JsonNode.Parse(site.Server.Webhooks.Attempts[0].Body);

        Assert.Empty(Differences(recorded, sent, "$"));
    }

    private static JsonNode Recorded(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.FullName ?? ".", "..", "shared", "fixtures", "jira", file);
        Assert.SkipUnless(File.Exists(path), "The recorded payloads are not beside the repository.");
        return JsonNode.Parse(File.ReadAllText(path))!;
    }

    private static async Task<JsonNode?> AnswerAsync(JiraSite site, string what)
    {
        site.Person.Create("S2", "Bug", "One", "Text");
        site.Person.SetLabels("S2-1", "label-1");
        var comment = site.Person.Comment("S2-1", "Text");
        await site.PostAsync(
            "/rest/api/3/issue/S2-1/remotelink",
            new
            {
                globalId = "g",
                relationship = "causes",
                @object = new
                {
                    url = "https://desk.example.com",
                    title = "T",
                    summary = "S",
                    status = new { resolved = true },
                },
            }
        );
        var types =
            what == "createmeta" ? (await site.GetAsync("/rest/api/3/issue/createmeta/S2/issuetypes")).Body : null;
        var path = what switch
        {
            "comment" => $"/rest/api/3/issue/S2-1/comment/{comment}",
            "comments" => "/rest/api/3/issue/S2-1/comment",
            "versions" => "/rest/api/3/project/S2/version",
            "fields" => "/rest/api/3/field",
            "resolutions" => "/rest/api/3/resolution",
            "categories" => "/rest/api/3/statuscategory",
            "links" => "/rest/api/3/issue/S2-1/remotelink",
            "transitions" => "/rest/api/3/issue/S2-1/transitions",
            "changelog" => "/rest/api/3/issue/S2-1/changelog",
            "createmeta" => $"/rest/api/3/issue/createmeta/S2/issuetypes/{types!["issueTypes"]![0]!["id"]}",
            "statuses" => "/rest/api/3/project/S2/statuses",
            "development" => $"/rest/dev-status/1.0/issue/summary?issueId={site.Server.Issue("S2-1")!.Id}",
            _ => "/rest/api/3/serverInfo",
        };
        return (await site.GetAsync(path)).Body;
    }

    private static IEnumerable<string> Differences(JsonNode? recorded, JsonNode? ours, string path)
    {
        if (recorded is null || ours is null)
        {
            yield break;
        }

        var (wanted, kind) = (Kind(recorded), Kind(ours));
        if (wanted != kind)
        {
            yield return $"{path}: {wanted} was recorded, ours is {kind}";
            yield break;
        }

        if (recorded is JsonArray list && ours is JsonArray own && list.Count > 0 && own.Count > 0)
        {
            foreach (var difference in Differences(list[0], own[0], path + "[0]"))
            {
                yield return difference;
            }
        }

        foreach (var (name, value) in recorded as JsonObject ?? [])
        {
            if (IsIgnored(name, recorded, path))
            {
                continue;
            }

            if (!ours.AsObject().ContainsKey(name))
            {
                yield return $"{path}.{name}: missing";
                continue;
            }

            foreach (var difference in Differences(value, ours[name], $"{path}.{name}"))
            {
                yield return difference;
            }
        }
    }

    private static bool IsIgnored(string name, JsonNode parent, string path) =>
        Ignored.Contains(name)
        || name.StartsWith("customfield_", StringComparison.Ordinal)
        || (name is "name" or "key" && parent.AsObject().ContainsKey("accountId"))
        || (name is "fields" or "iconUrl" or "description" && path.Contains("transitions", StringComparison.Ordinal))
        || path.EndsWith("byInstanceType", StringComparison.Ordinal)
        || (name is "description" && path.Contains("values", StringComparison.Ordinal));

    private static JsonValueKind Kind(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
}
