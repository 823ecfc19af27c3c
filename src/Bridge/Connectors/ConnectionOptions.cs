namespace Bridge.Connectors;

/// <summary>Which tool a connection speaks to.</summary>
public enum ToolKind
{
    Freshdesk,
    Jira,
    ClickUp,
}

/// <summary>Jira Cloud (REST v3) or Data Center (REST v2).</summary>
public enum JiraFlavor
{
    Cloud,
    DataCenter,
}

/// <summary>
/// One account of a tool, as the settings under <c>Bridge:Connections:NAME</c> give it. A secret is given either itself
/// or as a path in its <c>…File</c>.
/// </summary>
public sealed class ConnectionOptions
{
    public ToolKind? Kind { get; set; }

    /// <summary>
    /// Freshdesk: https://DOMAIN.freshdesk.com. Jira: https://SITE.atlassian.net, the gateway address of a scoped token,
    /// or the Data Center address. ClickUp: https://api.clickup.com (the default).
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>Where people open the tool, when that is not <see cref="BaseUrl"/> (a Jira gateway, ClickUp's app). Null: BaseUrl.</summary>
    public string? SiteUrl { get; set; }

    public string? ApiKey { get; set; }

    public string? ApiKeyFile { get; set; }

    /// <summary>Jira Cloud: the integration user's e-mail address.</summary>
    public string? Email { get; set; }

    public string? ApiToken { get; set; }

    public string? ApiTokenFile { get; set; }

    /// <summary>ClickUp token, or a Jira Data Center personal access token.</summary>
    public string? Token { get; set; }

    public string? TokenFile { get; set; }

    /// <summary>The last day on which ApiKey, ApiToken or Token is good, as the tool said when it was made; null: not known, or it never ends.</summary>
    public DateOnly? TokenExpires { get; set; }

    public JiraFlavor Flavor { get; set; } = JiraFlavor.Cloud;

    /// <summary>ClickUp: the workspace (team) id.</summary>
    public string? WorkspaceId { get; set; }

    /// <summary>
    /// Freshdesk: the value of the X-Bridge-Secret header. Jira and ClickUp: the signing secret. Each line is one that is
    /// valid; several of ClickUp's may also be separated by commas.
    /// </summary>
    public string? WebhookSecret { get; set; }

    public string? WebhookSecretFile { get; set; }

    /// <summary>How long a webhook secret is valid after it was replaced while the bridge runs.</summary>
    public TimeSpan OldWebhookSecretFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The most requests a minute that the bridge makes; null: learned from the tool's answers.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>How often the tool is asked for what changed, as the backstop of its webhooks.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the tool's search may lag behind its writes: a new item not found before that may still be there.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for an answer; ClickUp's big pages take over 14 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>IANA zone in which the integration user's calendar days are meant (ClickUp date-only due dates).</summary>
    public string Zone { get; set; } = "Etc/UTC";

    /// <summary>Webhook secrets that were replaced.</summary>
    internal EarlierSecrets Earlier { get; } = new();

    /// <summary>Whether a webhook is authentic by any secret that is valid now.</summary>
    /// <param name="verify">Checks it by one; null: by none, for the tool's words.</param>
    internal SignatureVerdict VerifyWith(Func<string?, SignatureVerdict> verify, DateTimeOffset now)
    {
        var lines = (this.WebhookSecret ?? "").Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var verdict = verify(lines.FirstOrDefault());
        foreach (var secret in lines.Skip(1).Concat(this.Earlier.At(now)))
        {
            verdict = verdict == SignatureVerdict.Authentic ? verdict : verify(secret);
        }

        return verdict;
    }
}
