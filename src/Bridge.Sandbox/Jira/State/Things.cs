namespace Bridge.Sandbox.Jira.State;

internal sealed record Status(string Id, string Name, JiraStatusCategory Category);

internal sealed record IssueType(string Id, string Name);

internal sealed record Priority(string Id, string Name);

internal sealed record Resolution(string Id, string Name);

internal sealed record Component(string Id, string Name);

internal sealed record FieldOption(string Id, string Value);

internal sealed record ProjectVersion(string Id, string Name, DateOnly? ReleaseDate, bool Released, bool Archived)
{
    public string? Description { get; init; }

    public DateOnly? StartDate { get; init; }
}

internal sealed record Visibility(string Type, string Value, string? Identifier)
{
    public bool Allows(JiraUser? user) =>
        user is not null && (user.Groups.Contains(this.Value) || user.Groups.Contains(this.Identifier ?? ""));
}

internal sealed record PullRequest(string Id, string Title, string Status, string Url, string Repository);
