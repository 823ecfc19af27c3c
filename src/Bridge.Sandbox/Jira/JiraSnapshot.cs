using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>An issue at one moment. Rich text is wiki markup; <see cref="Fields"/> has every filled field as text.</summary>
public sealed record JiraIssueSnapshot(
    long Id,
    string Key,
    string Project,
    string Type,
    string Status,
    JiraStatusCategory StatusCategory,
    string Summary,
    string Description,
    string? Priority,
    string? Resolution,
    JiraUser? Assignee,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> FixVersions,
    DateOnly? DueDate,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Resolved
)
{
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public required IReadOnlyList<JiraCommentSnapshot> Comments { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<JiraChange> Changelog { get; init; }

    public required IReadOnlyList<JiraRemoteLink> RemoteLinks { get; init; }

    /// <summary>Raw JSON by key.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    public required IReadOnlyList<JiraFile> Files { get; init; }

    internal static JiraIssueSnapshot Of(Site site, Issue issue)
    {
        var state = issue.State;
        return new JiraIssueSnapshot(
            issue.Id,
            state.Key,
            state.Project.Key,
            state.Type.Name,
            state.Status.Name,
            state.Status.Category,
            state.Summary,
            state.Get<Text.RichText>("description")?.Markup ?? "",
            state.Get<Priority>("priority")?.Name,
            state.Resolution?.Name,
            state.Get<JiraUser>("assignee"),
            [.. ListType.Of(state.Values.GetValueOrDefault("labels"))],
            [
                .. ListType
                    .Of(state.Values.GetValueOrDefault("fixVersions"))
                    .Select(id => site.Versions[id].Version.Name),
            ],
            state.Values.GetValueOrDefault("duedate") as DateOnly?,
            state.Created,
            state.Updated,
            state.Resolved
        )
        {
            Fields = state.Values.ToDictionary(
                v => v.Key,
                v =>
                    v.Value is DateOnly day
                        ? DateType.Text(day)
                        : site.Field(v.Key)!.Type.Log(v.Value, site).Text ?? "",
                StringComparer.Ordinal
            ),
            Comments = [.. issue.Comments.Select(JiraCommentSnapshot.Of)],
            Changelog = [.. issue.Histories.SelectMany(JiraChange.Of)],
            RemoteLinks = [.. issue.RemoteLinks.Select(l => new JiraRemoteLink(l.Id, l.GlobalId, l.Url, l.Title))],
            Properties = new Dictionary<string, string>(issue.Properties, StringComparer.Ordinal),
            Files = [.. issue.Attachments.Select(a => new JiraFile(a.Id, a.FileName, a.MimeType, a.Content))],
        };
    }
}

/// <summary>A comment; Text is wiki markup, OnlyFor null means that everybody may see it.</summary>
public sealed record JiraCommentSnapshot(
    long Id,
    JiraUser Author,
    string Text,
    string? OnlyFor,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    IReadOnlyDictionary<string, string> Properties
)
{
    internal static JiraCommentSnapshot Of(Comment comment) =>
        new(
            comment.Id,
            comment.Author,
            comment.Body.Markup,
            comment.Visibility?.Value,
            comment.Created,
            comment.Updated,
            new Dictionary<string, string>(comment.Properties, StringComparer.Ordinal)
        );
}

/// <summary>One line of the changelog.</summary>
public sealed record JiraChange(DateTimeOffset At, JiraUser Author, string Field, string? From, string? To)
{
    internal static IEnumerable<JiraChange> Of(History history) =>
        history.Items.Select(i => new JiraChange(history.Created, history.Author, i.Field, i.FromText, i.ToText));
}

public sealed record JiraRemoteLink(long Id, string? GlobalId, string Url, string Title);

public sealed record JiraFile(long Id, string Name, string MimeType, byte[] Content);
