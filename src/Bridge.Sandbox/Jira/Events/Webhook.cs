namespace Bridge.Sandbox.Jira.Events;

/// <summary>One registered admin webhook.</summary>
/// <param name="Id">The number in the admin registry.</param>
/// <param name="Url">Where deliveries go.</param>
/// <param name="Secret">Signs deliveries as X-Hub-Signature; null means unsigned.</param>
/// <param name="Events">Names such as jira:issue_updated or comment_created; empty means all.</param>
/// <param name="Jql">Only issues that match; null means all.</param>
public sealed record Webhook(long Id, Uri Url, string? Secret, IReadOnlyList<string> Events, string? Jql)
{
    public string Name { get; init; } = "";

    public bool Enabled { get; init; } = true;
}
