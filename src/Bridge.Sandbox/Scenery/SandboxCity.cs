using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;

namespace Bridge.Sandbox.Scenery;

/// <summary>
/// Freshdesk, ClickUp and Jira, running on loopback and set up for the four processes that ship: their statuses, fields,
/// groups, lists, workflows and releases, and the people who work with them.
/// </summary>
public sealed class SandboxCity : IAsyncDisposable
{
    /// <summary>The time zone of the engineers and of ClickUp's integration user (IANA).</summary>
    public const string Zone = "Europe/Dublin";

    private static readonly TimeSpan IndexLag = TimeSpan.FromMilliseconds(200);

    private SandboxCity(TimeProvider time, JiraFlavor flavor)
    {
        this.Freshdesk = new FreshdeskServer(
            time,
            new FreshdeskOptions { SearchLag = IndexLag, DueDatesAfter = IndexLag }
        );
        this.ClickUp = new ClickUpServer(
            time,
            new ClickUpOptions { Integration = new ClickUpUser(1001, "Bridge", "bridge@example.com", Zone) }
        );
        this.Jira = new JiraServer(time, new JiraOptions { Flavor = flavor, IndexLag = IndexLag });
        this.HelpDesk = new HelpDesk(this.Freshdesk.Setup);
        var space = this.ClickUp.AddSpace("Engineering");
        var folder = this.ClickUp.AddFolder(space, "Support");
        this.List = new Level2List(this.ClickUp, space, folder);
        ValidationList.Add(this.ClickUp, space, folder);
        var fields = new JiraFields(this.Jira.Setup);
        this.Project = new S2Project(this.Jira.Setup, fields, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        this.Engineering = new EngProject(this.Jira.Setup, fields);
        this.Agents = DeskAgents.Hire(this.Freshdesk, this.HelpDesk);
        this.Engineers = Engineers.Hire(this.ClickUp, this.Jira);
        this.Customers = Customers.Meet(this.Freshdesk);
    }

    public FreshdeskServer Freshdesk { get; }

    public ClickUpServer ClickUp { get; }

    public JiraServer Jira { get; }

    /// <summary>Freshdesk's statuses, fields and groups by their labels.</summary>
    public HelpDesk HelpDesk { get; }

    /// <summary>The ClickUp list of Level 2 Support, whose id is <see cref="Level2List.Id"/>.</summary>
    public Level2List List { get; }

    /// <summary>The Jira project of DIKSHA S2 Support, whose key is <see cref="S2Project.Key"/>.</summary>
    public S2Project Project { get; }

    /// <summary>The Jira project of the third tier, whose key is <see cref="EngProject.Key"/>.</summary>
    public EngProject Engineering { get; }

    public DeskAgents Agents { get; }

    public Engineers Engineers { get; }

    public Customers Customers { get; }

    /// <summary>The value of the header X-Bridge-Secret in Freshdesk's webhooks.</summary>
    public string FreshdeskSecret => "freshdesk-webhook-secret";

    /// <summary>Signs Jira's webhooks.</summary>
    public string JiraSecret => "jira-webhook-secret";

    /// <summary>Signs ClickUp's webhooks. ClickUp makes it: null before <see cref="ConnectWebhooksAsync"/>.</summary>
    public string? ClickUpSecret { get; private set; }

    /// <summary>Sets up the accounts and starts the tools; what cannot listen throws <see cref="IOException"/>.</summary>
    public static async Task<SandboxCity> StartAsync(
        TimeProvider time,
        SandboxPorts? ports = null,
        JiraFlavor flavor = JiraFlavor.Cloud
    )
    {
        ports ??= new SandboxPorts();
        var city = new SandboxCity(time, flavor);
        try
        {
            await Task.WhenAll(
                city.Freshdesk.StartAsync(ports.Freshdesk),
                city.ClickUp.StartAsync(ports.ClickUp),
                city.Jira.StartAsync(ports.Jira)
            );
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Registers the webhooks of all three tools to this bridge, which need not run yet. To be called once: a second
    /// call throws <see cref="InvalidOperationException"/>.
    /// </summary>
    public async Task ConnectWebhooksAsync(Uri bridge)
    {
        if (this.ClickUpSecret is not null)
        {
            throw new InvalidOperationException("The webhooks are connected already.");
        }

        var hooks = bridge.AbsoluteUri.TrimEnd('/') + "/webhooks/";
        this.ClickUpSecret = await this.RegisterInClickUpAsync(hooks + "clickup");
        this.Jira.Setup.Webhook(
            new Uri(hooks + "jira"),
            this.JiraSecret,
            $"project in ({S2Project.Key}, {EngProject.Key})"
        );
        this.AddRule("Tell the bridge of new tickets", FreshdeskRuleEvents.TicketCreated, hooks);
        this.AddRule(
            "Tell the bridge of changed tickets",
            FreshdeskRuleEvents.TicketUpdated | FreshdeskRuleEvents.NoteAdded | FreshdeskRuleEvents.ReplySent,
            hooks
        );
    }

    /// <summary>
    /// The bridge's settings for the three connections, by configuration key. To be asked for after
    /// <see cref="ConnectWebhooksAsync"/>: before it, ClickUp's WebhookSecret is null.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Add("freshdesk", "Kind", "Freshdesk");
        Add("freshdesk", "BaseUrl", this.Freshdesk.BaseUrl);
        Add("freshdesk", "ApiKey", new FreshdeskOptions().ApiKey);
        Add("freshdesk", "WebhookSecret", this.FreshdeskSecret);
        Add("jira", "Kind", "Jira");
        Add("jira", "BaseUrl", this.Jira.BaseUrl);
        Add("jira", "Flavor", this.Jira.Options.Flavor.ToString());
        if (this.Jira.Options.Flavor == JiraFlavor.Cloud)
        {
            Add("jira", "Email", this.Jira.Options.Email);
            Add("jira", "ApiToken", this.Jira.Options.ApiToken);
        }
        else
        {
            Add("jira", "Token", this.Jira.Options.ApiToken);
        }

        Add("jira", "WebhookSecret", this.JiraSecret);
        Add("clickup", "Kind", "ClickUp");
        Add("clickup", "BaseUrl", this.ClickUp.BaseUrl);
        Add("clickup", "Token", this.ClickUp.Options.Token);
        Add("clickup", "WorkspaceId", this.ClickUp.TeamId);
        Add("clickup", "WebhookSecret", this.ClickUpSecret);
        Add("clickup", "Zone", Zone);
        foreach (var connection in new[] { "freshdesk", "jira", "clickup" })
        {
            Add(connection, "SearchLag", "00:00:02");
            Add(connection, "PollEvery", "00:00:05");
        }

        return settings;

        void Add(string connection, string name, string? value) =>
            settings.Add($"Bridge:Connections:{connection}:{name}", value);
    }

    public async ValueTask DisposeAsync()
    {
        await this.Freshdesk.DisposeAsync();
        await this.ClickUp.DisposeAsync();
        await this.Jira.DisposeAsync();
    }

    private void AddRule(string name, FreshdeskRuleEvents on, string hooks) =>
        this.Freshdesk.Setup.AddWebhookRule(
            new FreshdeskWebhookRule(name, new Uri(hooks + "freshdesk"))
            {
                On = on,
                Headers = new Dictionary<string, string> { ["X-Bridge-Secret"] = this.FreshdeskSecret },
                Layout = new FreshdeskWebhookLayout.Advanced(
                    """{"ticket_id":"{{ticket.id}}","event":"{{triggered_event}}"}"""
                ),
            }
        );

    private async Task<string> RegisterInClickUpAsync(string endpoint)
    {
        using var http = new HttpClient { BaseAddress = new Uri(this.ClickUp.BaseUrl) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", this.ClickUp.Options.Token);
        using var answer = await http.PostAsJsonAsync(
            $"/api/v2/team/{this.ClickUp.TeamId}/webhook",
            new JsonObject { ["endpoint"] = endpoint, ["events"] = new JsonArray("*") }
        );
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("webhook").GetProperty("secret").GetString()!;
    }
}
