using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Issues as snapshots.</summary>
/// <param name="site">Where people open Jira, with a slash at its end.</param>
internal sealed class JiraReader(
    string connection,
    JiraApi api,
    JiraBindings bindings,
    JiraVersions versions,
    JiraAccount account,
    JiraComments comments,
    JiraFiles files,
    ToolClock clock,
    Uri site
)
{
    private static readonly ImmutableArray<string> Complete = ["summary", "status", "project", "issuetype", "updated"];

    public async Task<ReadResult> ReadAsync(string id, CancellationToken cancel)
    {
        var answer = await api.IssueAsync(id, bindings.ToRead, cancel);
        return answer switch
        {
            { Value: { } issue } => await this.SnapshotAsync(issue, cancel),
            { Failure: { Kind: FailureKind.Missing } missing } when SaysNoIssue(missing) => new ReadResult.Got(
                this.Unreachable(id)
            ),
            _ => new ReadResult.Failed(answer.Failure!),
        };
    }

    /// <summary>The whole issue after a write, when the answer holds it; null when it does not, or more calls would be needed.</summary>
    public async Task<Snapshot?> AfterAsync(WireIssue? issue, CancellationToken cancel) =>
        issue?.Fields is { } fields
        && Complete.All(fields.ContainsKey)
        && await this.SnapshotAsync(issue, cancel) is ReadResult.Got got
            ? got.Snapshot
            : null;

    public ItemRef Item(WireIssue issue) =>
        new(connection, issue.Id ?? "", issue.Key ?? issue.Id ?? "", this.Link(issue.Key ?? issue.Id ?? ""));

    /// <summary>The issue's last update in Unix milliseconds; null when it is not told.</summary>
    public static long? Version(WireIssue? issue) =>
        issue?.Fields?.TryGetValue("updated", out var updated) == true
        && updated.ValueKind == JsonValueKind.String
        && JiraValues.Moment(updated.GetString()) is { } at
            ? at.ToUnixTimeMilliseconds()
            : null;

    public async Task<ReadResult> SnapshotAsync(WireIssue issue, CancellationToken cancel)
    {
        if (issue is not { Id: { } id, Key: { } key, Fields: { } fields })
        {
            return new ReadResult.Failed(new Failure(FailureKind.Unknown, "Jira's answer is no issue with fields"));
        }

        var (me, unknown) = await account.IdAsync(cancel);
        if (me is null)
        {
            return new ReadResult.Failed(unknown!);
        }

        ImmutableArray<FileRef> attached = fields.ContainsKey("attachment")
            ? [.. issue.Attachments().Select(a => files.Ref(a, me)).OrderBy(f => f.At)]
            : default;
        var (said, failure) = await this.CommentsAsync(id, fields, cancel);
        if (failure is not null)
        {
            return new ReadResult.Failed(failure);
        }

        var project = JiraValues.Member(fields.GetValueOrDefault("project"), "key") ?? key.Split('-')[0];
        var (ahead, trouble) = await this.ReleasesAheadAsync(project, fields, cancel);
        if (trouble is not null)
        {
            return new ReadResult.Failed(trouble);
        }

        return new ReadResult.Got(
            new Snapshot
            {
                Side = Side.Tracker,
                Id = id,
                Key = key,
                Url = this.Link(key),
                Version = Version(issue) ?? 0,
                CreatedAt = Moment(fields, "created"),
                ClockAhead = clock.Difference,
                Status = JiraValues.Member(fields.GetValueOrDefault("status"), "name") ?? "",
                Resolution = JiraValues.Member(fields.GetValueOrDefault("resolution"), "name"),
                Values = this.Values(key, project, fields, ahead),
                Comments = said is null ? default : comments.Read(said, me, attached),
                Files = this.Open(attached, said, me),
            }
        );
    }

    /// <summary>A 404 of Jira's own about the issue, not of a gateway or a wrong address.</summary>
    private static bool SaysNoIssue(Failure failure) =>
        !failure.Message.Contains("HTML", StringComparison.Ordinal)
        && !failure.Message.Contains("No endpoint", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset Moment(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JiraValues.Moment(value.GetString()) ?? default
            : default;

    private static List<WireVersion> FixVersions(Dictionary<string, JsonElement> fields) =>
        fields.TryGetValue("fixVersions", out var value) && value.ValueKind == JsonValueKind.Array
            ? value.Deserialize(JiraJson.Default.ListWireVersion) ?? []
            : [];

    private static DateOnly? EarliestRelease(Dictionary<string, JsonElement> fields) =>
        FixVersions(fields).Select(v => JiraValues.Day(v.ReleaseDate)).Where(d => d is not null).Min();

    private ImmutableArray<FileRef> Open(ImmutableArray<FileRef> files, List<WireComment>? said, string me)
    {
        if (files.IsDefaultOrEmpty || said is null)
        {
            return files;
        }

        var hidden = comments.Hidden(said, me, files);
        return files.RemoveAll(f => hidden.Contains(f.Id));
    }

    private Snapshot Unreachable(string id) =>
        new()
        {
            Side = Side.Tracker,
            Id = id,
            Key = id,
            Url = this.Link(id),
            Version = 0,
            Presence = Presence.Unreachable,
        };

    private string Link(string key) => new Uri(site, $"browse/{Uri.EscapeDataString(key)}").ToString();

    private FieldBag Values(string key, string project, Dictionary<string, JsonElement> fields, int? ahead) =>
        FieldBag.Of(
            bindings
                .For(project)
                .Values.Select(field => KeyValuePair.Create(field.Name, this.Value(field, key, fields, ahead)))
        );

    private FieldValue? Value(JiraField field, string key, Dictionary<string, JsonElement> fields, int? ahead)
    {
        if (field.Kind != JiraFieldKind.Computed)
        {
            return fields.TryGetValue(field.Id, out var value) ? JiraValues.Read(field.Kind, value) : null;
        }

        return field.Name.Trim().ToUpperInvariant() switch
        {
            "KEY" => new FieldValue.Text(key),
            "URL" => new FieldValue.Text(this.Link(key)),
            "FIX VERSION DATE" => EarliestRelease(fields) is { } day ? new FieldValue.Date(day) : null,
            "FIX VERSION RELEASED" => JiraVersions.IsReleased(FixVersions(fields)) is { } released
                ? new FieldValue.Flag(released)
                : null,
            _ => ahead is { } place ? new FieldValue.Number(place) : null,
        };
    }

    private async Task<(int? Place, Failure? Failure)> ReleasesAheadAsync(
        string project,
        Dictionary<string, JsonElement> fields,
        CancellationToken cancel
    )
    {
        var ids = FixVersions(fields).Select(v => v.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (ids.Count == 0 || !bindings.UsesReleases(project))
        {
            return (null, null);
        }

        var (all, failure) = await versions.OfAsync(project, cancel);
        return (JiraVersions.Place(all, ids), failure);
    }

    /// <summary>Null when the comments were not told.</summary>
    private async Task<(List<WireComment>? Comments, Failure? Failure)> CommentsAsync(
        string id,
        Dictionary<string, JsonElement> fields,
        CancellationToken cancel
    )
    {
        if (!fields.TryGetValue("comment", out var embedded) || embedded.ValueKind != JsonValueKind.Object)
        {
            return (null, null);
        }

        var page = embedded.Deserialize(JiraJson.Default.WireCommentPage)!;
        if (page.Lacks is { } lack)
        {
            return (null, new Failure(FailureKind.Unknown, $"Jira's issue {id} comes without {lack}"));
        }

        return page.Total > page.Comments!.Count
            ? await comments.AllAsync(id, page.StartAt == 0 ? page.Comments : [], cancel)
            : (page.Comments, null);
    }
}
