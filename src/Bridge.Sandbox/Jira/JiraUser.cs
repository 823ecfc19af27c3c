using System.Collections.Immutable;

namespace Bridge.Sandbox.Jira;

/// <summary>An account of the simulated Jira. <paramref name="TimeZone"/> is an IANA name.</summary>
public sealed record JiraUser(string AccountId, string DisplayName, string Email, string TimeZone)
{
    /// <summary>The login name, shown by Data Center only.</summary>
    public string Name => this.Email.Split('@')[0];

    /// <summary>The key, shown by Data Center only, such as JIRAUSER10100.</summary>
    public string Key { get; init; } = "";

    public bool Active { get; init; } = true;

    /// <summary>Groups and project roles; what is restricted to others is invisible.</summary>
    public ImmutableHashSet<string> Groups { get; init; } = [];

    /// <summary>A token with which this user may call the API; null means that the account never does.</summary>
    internal string? Token { get; init; }
}
