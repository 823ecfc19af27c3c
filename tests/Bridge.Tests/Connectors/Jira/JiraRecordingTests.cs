using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Http;
using Bridge.Connectors.Jira;
using Bridge.Core.Delivery;

namespace Bridge.Tests.Connectors.Jira;

/// <summary>Every recorded answer parses into the wire types, with nothing lost that they declare.</summary>
public sealed class JiraRecordingTests
{
    /// <summary>What each file is read as. Null: an answer that the bridge never asks for.</summary>
    private static readonly Dictionary<string, JsonTypeInfo?> Kinds = new(StringComparer.Ordinal)
    {
        ["dev-status/detail-pullrequest.json"] = null,
        ["dev-status/summary.json"] = null,
        ["rest/airbyte-comment-v3-adf.json"] = JiraJson.Default.WireComment,
        ["rest/airbyte-project-versions-page.json"] = JiraJson.Default.WireVersion,
        ["rest/cloud-get-create-issue-metadata-for-project.json"] = null,
        ["rest/cloud-get-jira-project-metadata.json"] = null,
        ["rest/gojira-all_fields.json"] = JiraJson.Default.ListWireField,
        ["rest/gojira-all_resolutions.json"] = JiraJson.Default.ListWireAllowed,
        ["rest/gojira-all_statuscategories.json"] = null,
        ["rest/gojira-issues_in_sprint.json"] = JiraJson.Default.WireSearchPage,
        ["rest/gojira-remote_links.json"] = null,
        ["rest/gojira-transitions.json"] = JiraJson.Default.WireTransitions,
        ["rest/jtm-editmeta.json"] = JiraJson.Default.WireScreen,
        ["rest/jtm-watchers.json"] = null,
        ["spec-examples/attachments-added.200.json"] = JiraJson.Default.ListWireAttachment,
        ["spec-examples/bulk-changelog.200.json"] = null,
        ["spec-examples/bulk-create.201.json"] = null,
        ["spec-examples/bulk-create.400.json"] = null,
        ["spec-examples/changelog-page.200.json"] = null,
        ["spec-examples/comments-page.200.json"] = JiraJson.Default.WireCommentPage,
        ["spec-examples/create-issue.201.json"] = JiraJson.Default.WireIssue,
        ["spec-examples/create-issue.request.json"] = null,
        ["spec-examples/createmeta-fields.200.json"] = JiraJson.Default.WirePageWireScreenField,
        ["spec-examples/edit-issue.request.json"] = null,
        ["spec-examples/fields.200.json"] = JiraJson.Default.ListWireField,
        ["spec-examples/get-issue.200.json"] = JiraJson.Default.WireIssue,
        ["spec-examples/issue-bulkfetch.200.json"] = null,
        ["spec-examples/project-statuses.200.json"] = JiraJson.Default.ListWireIssueType,
        ["spec-examples/remotelink.request.json"] = null,
        ["spec-examples/remotelinks.200.json"] = null,
        ["spec-examples/search-jql.200.json"] = JiraJson.Default.WireSearchPage,
        ["spec-examples/serverInfo.200.json"] = null,
        ["spec-examples/transition.request.json"] = null,
        ["spec-examples/transitions.200.json"] = JiraJson.Default.WireTransitions,
        ["spec-examples/webhook-register.200.json"] = null,
        ["spec-examples/webhook-register.request.json"] = null,
    };

    public static TheoryData<string> Answers => Files("rest", "spec-examples", "dev-status");

    public static TheoryData<string> Errors => Files("errors");

    public static TheoryData<string> Webhooks => Files("webhooks-cloud", "webhooks-server");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_loses_nothing_that_the_bridge_uses(string file)
    {
        var text = await ReadAsync(file);
        Assert.True(Kinds.TryGetValue(file, out var kind), $"say in Kinds what {file} is read as");
        if (kind is null)
        {
            return;
        }

        var recorded = JsonNode.Parse(text);
        recorded =
            file.Contains("versions-page", StringComparison.Ordinal) && recorded!["id"] is null
                ? recorded["values"]![0]
                : recorded;
        var value = recorded.Deserialize(kind);
        Assert.Null(value is IWhole whole ? whole.Lacks : null);
        Assert.Empty(Lost(recorded, JsonSerializer.SerializeToNode(value, kind), "$"));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_refusal_is_told_in_Jira_s_own_words(string file)
    {
        var text = await ReadAsync(file);
        var answer = new ToolAnswer
        {
            Status = int.Parse(file.Split('/')[1][..3], CultureInfo.InvariantCulture),
            ContentType = "application/json",
            Body = System.Text.Encoding.UTF8.GetBytes(text),
        };
        var failure = JiraFailures.Of(answer, JiraDialect.Cloud, DateTimeOffset.UnixEpoch)!;
        Assert.Contains(failure.Kind, new[] { FailureKind.Refused, FailureKind.Missing });
        Assert.DoesNotContain("it gave no reason", failure.Message);
        foreach (var words in Words(JsonNode.Parse(text)!))
        {
            Assert.Contains(words, failure.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public async Task The_issue_and_the_comment_of_a_webhook_lose_nothing(string file)
    {
        var payload = JsonNode.Parse(await ReadAsync(file))!;
        foreach (
            var (member, kind) in new (string, JsonTypeInfo)[]
            {
                ("issue", JiraJson.Default.WireIssue),
                ("comment", JiraJson.Default.WireComment),
                ("user", JiraJson.Default.WireUser),
            }
        )
        {
            if (payload[member] is { } part)
            {
                var value = part.Deserialize(kind);
                Assert.Null(value is IWhole whole ? whole.Lacks : null);
                Assert.Empty(Lost(part, JsonSerializer.SerializeToNode(value, kind), "$." + member));
            }
        }
    }

    /// <summary>Members that were recorded, and are declared, and are not there or another after reading.</summary>
    private static IEnumerable<string> Lost(JsonNode? recorded, JsonNode? read, string at)
    {
        switch (recorded, read)
        {
            case (null, _):
                return [];
            case (JsonObject was, JsonObject now):
                return now.SelectMany(m =>
                    was.TryGetPropertyValue(m.Key, out var old) ? Lost(old, m.Value, $"{at}.{m.Key}") : []
                );
            case (JsonArray was, JsonArray now) when was.Count == now.Count:
                return was.SelectMany((old, i) => Lost(old, now[i], $"{at}[{i}]"));
            case (JsonValue was, JsonValue now) when was.ToString() == now.ToString():
                return [];
            case (JsonValue was, JsonObject now):
                return now["name"]?.ToString() == was.ToString() ? [] : [at];
            default:
                return [at];
        }
    }

    private static IEnumerable<string> Words(JsonNode error) =>
        (error["errorMessages"] as JsonArray ?? [])
            .Select(m => m!.ToString())
            .Concat((error["errors"] as JsonObject ?? []).Select(e => $"{e.Key}: {e.Value}"))
            .Concat(error["detail"] is { } detail ? [detail.ToString()] : []);

    private static async Task<string> ReadAsync(string file)
    {
        Assert.SkipWhen(file.Length == 0, "the recorded answers are not there");
        return await File.ReadAllTextAsync(Path.Combine(JiraWebhookTests.Fixtures(), file));
    }

    private static TheoryData<string> Files(params string[] folders)
    {
        var root = JiraWebhookTests.Fixtures();
        return Directory.Exists(root)
            ?
            [
                .. folders
                    .SelectMany(f => Directory.EnumerateFiles(Path.Combine(root, f), "*.json"))
                    .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ]
            : [""];
    }
}
