namespace Bridge.Core.Model;

/// <summary>
/// A Jira issue or ClickUp task that a case is linked to. Id is the tool's immutable id and the identity; Key and Url
/// are for display and may change when an issue moves.
/// </summary>
public sealed record ItemRef(string Connection, string Id, string Key, string Url);
