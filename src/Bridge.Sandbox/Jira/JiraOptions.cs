namespace Bridge.Sandbox.Jira;

/// <summary>Which Jira is played: they differ in API version, users, search and webhooks.</summary>
public enum JiraFlavor
{
    Cloud,
    DataCenter,
}

/// <summary>How the simulated Jira is set. All of it may be changed while the server runs.</summary>
public sealed class JiraOptions
{
    public JiraFlavor Flavor { get; init; } = JiraFlavor.Cloud;

    /// <summary>Data Center: the path below which all is served, such as /jira; empty: none.</summary>
    public string ContextPath { get; init; } = "";

    /// <summary>The bridge's own account, for Basic authentication with <see cref="ApiToken"/>.</summary>
    public string Email { get; init; } = "bridge@example.com";

    /// <summary>
    /// The API token (Cloud) or personal access token (Data Center). Changing it revokes the old one: on Cloud half of
    /// the API then answers 200 as to a stranger, with X-Seraph-LoginReason as the only sign.
    /// </summary>
    public string ApiToken { get; set; } = "jira-token";

    public string BotName { get; init; } = "Freshdesk Bridge";

    /// <summary>The profile time zone of the bridge's account, in which quoted JQL dates are read.</summary>
    public string BotTimeZone { get; init; } = "Etc/UTC";

    /// <summary>Groups and project roles of the bridge's account; what is restricted to others it does not see.</summary>
    public IReadOnlyList<string> BotGroups { get; init; } = [];

    /// <summary>A token with scopes works under /ex/jira/{cloudId} only; on the site host it gets 401.</summary>
    public bool TokenIsScoped { get; set; }

    public string CloudId { get; init; } = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    /// <summary>The offset of the timestamps in answers, written without a colon.</summary>
    public TimeSpan TimestampOffset { get; set; }

    /// <summary>False as on Cloud, where e-mail addresses of others are hidden.</summary>
    public bool ShowEmails { get; set; }

    /// <summary>How long the search index lags behind; zero means that search sees every write at once.</summary>
    public TimeSpan IndexLag { get; set; }

    /// <summary>The most issues on a search page when fields are asked for.</summary>
    public int SearchPageCap { get; set; } = 100;

    /// <summary>Enforces 20 writes in 2 s and 100 in 30 s on one issue.</summary>
    public bool PerIssueWriteLimit { get; set; }

    /// <summary>The most comments inside an issue on Cloud; the rest is on further pages.</summary>
    public int EmbeddedComments { get; set; } = 100;

    /// <summary>Requests per second: for each method and endpoint on Cloud, for all on Data Center; null means no limit. Cloud's default is 100.</summary>
    public int? BurstPerSecond { get; set; }

    /// <summary>The most comments on one issue before 413.</summary>
    public int CommentsPerIssue { get; set; } = 5_000;

    /// <summary>The most bytes of one attachment before 413 (Data Center: 404).</summary>
    public long AttachmentLimit { get; set; } = 10 * 1024 * 1024;

    /// <summary>Whether Cloud sends jira:issue_updated beside each comment event; Data Center always does.</summary>
    public bool DoubleCommentEvents { get; set; }

    /// <summary>Whether issue.self in comment events lacks "/issue/", as recorded in 2019 and 2024.</summary>
    public bool MalformedSelf { get; set; }

    /// <summary>The waits before the webhook retries. Jira waits 5 to 15 random minutes, five times.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetryWaits { get; init; } =
    [
        TimeSpan.FromMinutes(6),
        TimeSpan.FromMinutes(11),
        TimeSpan.FromMinutes(8),
        TimeSpan.FromMinutes(14),
        TimeSpan.FromMinutes(9),
    ];

    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
