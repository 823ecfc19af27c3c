using System.Text.Json.Nodes;
using Bridge.Sandbox.Freshdesk.Desk;
using Bridge.Sandbox.Freshdesk.Wire;
using Bridge.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>
/// A simulated Freshdesk account: the API v2 over HTTP, automation rules with webhooks, and the people who use it.
/// Starts with the default statuses and types and one agent, the integration.
/// </summary>
public sealed class FreshdeskServer : SandboxServer
{
    private readonly Account account;
    private readonly CallBudget budget;
    private readonly Admission admission;
    private readonly WebhookSender sender;

    public FreshdeskServer(TimeProvider time, FreshdeskOptions? options = null)
        : base(time)
    {
        options ??= new FreshdeskOptions();
        this.sender = new WebhookSender(time, options.WebhookTimeout, options.WebhookRetries, mayRetry: _ => true);
        this.account = new Account(this.Time, options, this.sender, () => this.BaseUrl);
        this.budget = new CallBudget(this.Time, options.DecimalLimits) { Limit = options.RateLimit };
        this.admission = new Admission(this.account, this.budget);
        this.Setup = new FreshdeskSetup(this.account);
        this.Housekeeping = new FreshdeskHousekeeping(this.account);
        this.IntegrationAgent = this.Setup.AddAgent(
            options.AgentName,
            options.AgentEmail,
            options.ApiKey,
            options.AgentIsAdmin,
            options.AgentTicketScope
        );
    }

    /// <summary>Fills the account: people, fields, statuses, rules.</summary>
    public FreshdeskSetup Setup { get; }

    /// <summary>What the tool does by itself.</summary>
    public FreshdeskHousekeeping Housekeeping { get; }

    /// <summary>The agent whose key the bridge has.</summary>
    public FreshdeskAgent IntegrationAgent { get; }

    /// <summary>The webhooks that went out, attempt by attempt, and what happens to them on their way.</summary>
    public WebhookSender Webhooks => this.sender;

    /// <summary>Can be changed while the server runs.</summary>
    public FreshdeskRateLimit RateLimit
    {
        get => this.budget.Limit;
        set => this.budget.Limit = value;
    }

    /// <summary>All tickets, also spam and deleted ones, oldest first.</summary>
    public IReadOnlyList<FreshdeskTicket> Tickets =>
        this.account.Enter(a => a.Tickets.ByCreation(descending: false).ToList());

    public IReadOnlyList<FreshdeskArticle> Articles => this.account.Enter(a => a.Solutions.All.ToList());

    /// <summary>What this agent does in the tool's own pages.</summary>
    public FreshdeskAgentActions AsAgent(long agentId) => new(this.account, agentId);

    public FreshdeskAgentActions AsAgent(FreshdeskAgent agent) => this.AsAgent(agent.Id);

    /// <summary>What the customer with this address does by e-mail; unknown ones become contacts with their first mail.</summary>
    public FreshdeskCustomerActions AsCustomer(string email, string? name = null) => new(this.account, email, name);

    /// <summary>Throws <see cref="KeyNotFoundException"/> when there is none.</summary>
    public FreshdeskTicket Ticket(long id) =>
        this.account.Enter(a => a.Tickets.Find(id)) ?? throw new KeyNotFoundException($"There is no ticket {id}.");

    /// <summary>Replies, notes and customers' messages of a ticket, oldest first.</summary>
    public IReadOnlyList<FreshdeskConversation> Conversations(long ticketId) =>
        this.account.Enter(a => a.Tickets.Conversations(ticketId).ToList());

    /// <summary>The e-mails that the customer got.</summary>
    public IReadOnlyList<FreshdeskConversation> CustomerReplies(long ticketId) =>
        [.. this.Conversations(ticketId).Where(c => c.IsReplyToCustomer)];

    /// <summary>Null when there is no such attachment.</summary>
    public byte[]? FileBytes(long attachmentId) => this.account.Enter(a => a.Files.Find(attachmentId)?.Bytes);

    public override async ValueTask DisposeAsync()
    {
        await this.sender.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var router = new Router(routes, this.account);
        TicketRoutes.Map(router);
        TicketExtras.Map(router);
        FieldRoutes.Map(router);
        PeopleRoutes.Map(router);
        SearchRoutes.Map(router);
        SolutionRoutes.Map(router);
        AutomationRoutes.Map(router);
        router.Get("/settings/helpdesk", _ => Settings());
        FileLinks.Map(routes, this.account);
    }

    protected override ValueTask<bool> AdmitAsync(HttpContext context) => this.admission.AdmitAsync(context);

    private static Answer Settings() =>
        Answer.Json(
            200,
            json =>
                new JsonObject
                {
                    ["primary_language"] = "en",
                    ["supported_languages"] = new JsonArray(),
                    ["portal_languages"] = new JsonArray(),
                    ["help_widget_languages"] = new JsonArray(),
                }.WriteTo(json)
        );
}
