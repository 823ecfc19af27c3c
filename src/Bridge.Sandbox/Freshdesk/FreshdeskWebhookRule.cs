namespace Bridge.Sandbox.Freshdesk;

/// <summary>What a rule reacts to.</summary>
[Flags]
public enum FreshdeskRuleEvents
{
    None = 0,
    TicketCreated = 1,
    TicketUpdated = 2,
    NoteAdded = 4,

    /// <summary>An agent's reply, or the customer's.</summary>
    ReplySent = 8,
    TicketDeleted = 16,
    MarkedSpam = 32,

    /// <summary>What the usual pair of rules, one of creation and one of updates, covers.</summary>
    Usual = TicketCreated | TicketUpdated | NoteAdded | ReplySent,
}

/// <summary>Whose actions a rule reacts to. API calls act as the agent who owns the key.</summary>
[Flags]
public enum FreshdeskPerformer
{
    None = 0,
    Agent = 1,
    Requester = 2,

    /// <summary>Other automation rules.</summary>
    System = 4,
    AgentOrRequester = Agent | Requester,
}

/// <summary>An automation rule whose action is a webhook: a POST with JSON, without signature, id or time.</summary>
public sealed record FreshdeskWebhookRule(string Name, Uri Url)
{
    /// <summary>False: an admin has switched it off.</summary>
    public bool Active { get; init; } = true;

    public FreshdeskRuleEvents On { get; init; } = FreshdeskRuleEvents.Usual;

    public FreshdeskPerformer Performer { get; init; } = FreshdeskPerformer.AgentOrRequester;

    /// <summary>Only these agents count as performers; empty means every agent. There is no "everyone except".</summary>
    public IReadOnlyList<long> Members { get; init; } = [];

    /// <summary>
    /// Changes of these fields only, and the first of them that changed is what <c>triggered_event</c> tells: status,
    /// priority, ticket_type, responder_id, group_id, tags, or a custom field's name. Empty means any field.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Null: every ticket.</summary>
    public Func<FreshdeskTicket, bool>? Condition { get; init; }

    /// <summary>Custom headers: the only place for a secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public FreshdeskWebhookLayout Layout { get; init; } = new FreshdeskWebhookLayout.Simple();
}

/// <summary>The body of a webhook. The set is closed.</summary>
public abstract record FreshdeskWebhookLayout
{
    private FreshdeskWebhookLayout() { }

    /// <summary>
    /// <c>{"freshdesk_webhook":{…}}</c> with the chosen placeholders as keys, their dots made underscores; null takes
    /// the usual ones.
    /// </summary>
    public sealed record Simple(IReadOnlyList<string>? Placeholders = null) : FreshdeskWebhookLayout;

    /// <summary>The admin's own JSON text with <c>{{ticket.id}}</c> in it. Values land as escaped text without quotes.</summary>
    public sealed record Advanced(string Json) : FreshdeskWebhookLayout;
}

/// <summary>An automation rule that mails the requester. The API lists it; the mails are not played.</summary>
/// <param name="On">None: by the hour.</param>
public sealed record FreshdeskMailRule(string Name, FreshdeskRuleEvents On)
{
    public bool Active { get; init; } = true;
}
