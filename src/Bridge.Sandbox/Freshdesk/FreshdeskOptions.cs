namespace Bridge.Sandbox.Freshdesk;

/// <summary>How the simulated account is set up. Every value has a default that suits tests.</summary>
public sealed record FreshdeskOptions
{
    /// <summary>The API key of the integration agent: the user name of HTTP Basic, with any password.</summary>
    public string ApiKey { get; init; } = "fd-key";

    public string AgentName { get; init; } = "Bridge Integration";

    public string AgentEmail { get; init; } = "bridge@support.example.com";

    /// <summary>False: the integration agent gets 403 from <c>/agents</c> and everything below <c>/admin</c>.</summary>
    public bool AgentIsAdmin { get; init; } = true;

    /// <summary>What the integration agent sees: 1 all tickets, 2 those of its groups, 3 those assigned to it. Told, not played.</summary>
    public int AgentTicketScope { get; init; } = 1;

    /// <summary>False: the integration agent gets 403 from all that is about solutions.</summary>
    public bool AgentSeesSolutions { get; init; } = true;

    public FreshdeskRateLimit RateLimit { get; init; } = FreshdeskRateLimit.Loose;

    /// <summary>The one support address that a reply may name as <c>from_email</c>, until more are added.</summary>
    public string SupportEmail { get; init; } = "support@example.com";

    public string SupportName { get; init; } = "Support";

    /// <summary>How long a change stays invisible to <c>/search/tickets</c>.</summary>
    public TimeSpan SearchLag { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long after a create or a change of priority the due dates are computed. Above zero the answer shows null
    /// or the old value, as accounts made after August 2025 do.
    /// </summary>
    public TimeSpan DueDatesAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How late the sweep sets the escalation flags after the deadline (0 to 12 minutes in reality); null: never.</summary>
    public TimeSpan? EscalationLag { get; init; }

    /// <summary>Targets by priority 1 to 4; priorities that are missing get no due dates.</summary>
    public IReadOnlyDictionary<int, FreshdeskSlaTarget> SlaTargets { get; init; } =
        new Dictionary<int, FreshdeskSlaTarget>
        {
            [1] = new(TimeSpan.FromHours(24), TimeSpan.FromHours(72)),
            [2] = new(TimeSpan.FromHours(12), TimeSpan.FromHours(48)),
            [3] = new(TimeSpan.FromHours(4), TimeSpan.FromHours(24)),
            [4] = new(TimeSpan.FromHours(1), TimeSpan.FromHours(8)),
        };

    /// <summary>Waits before the second, third and fourth attempt of a webhook; after the last it is lost.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)];

    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an attachment link can be followed after the answer that carried it.</summary>
    public TimeSpan AttachmentLinkLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>True: names of custom fields end in a number, as in <c>cf_issue_type_297457</c>.</summary>
    public bool NumberedFieldNames { get; init; }

    /// <summary>The last page of tickets that can be listed; the real tool's is 300.</summary>
    public int LastListPage { get; init; } = 300;

    /// <summary>True: the limit is told as "200.0".</summary>
    public bool DecimalLimits { get; init; }

    /// <summary>True: a customer's reply to a pending, resolved or closed ticket opens it, as an automation rule does it.</summary>
    public bool ReopenOnCustomerReply { get; init; }

    public FreshdeskKeySet Keys { get; init; } = FreshdeskKeySet.Year2025;
}

/// <summary>Time to the first response and to the resolution, around the clock.</summary>
public sealed record FreshdeskSlaTarget(TimeSpan Respond, TimeSpan Resolve);

/// <summary>Which keys the account's tickets carry: they differ by the age of the account.</summary>
public enum FreshdeskKeySet
{
    /// <summary>No <c>nr_*</c>, no <c>ticket_bcc_emails</c>.</summary>
    Classic,

    /// <summary>With <c>nr_due_by</c> and <c>nr_escalated</c>.</summary>
    Year2022,

    /// <summary>Also <c>ticket_bcc_emails</c>, <c>structured_description</c>, <c>form_id</c> and the sentiment scores.</summary>
    Year2025,
}
