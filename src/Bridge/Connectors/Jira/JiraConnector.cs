using System.Net.Http.Headers;
using System.Text;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>Jira Cloud, by its REST API v3 and an API token. Data Center is answered by a binding problem.</summary>
public sealed class JiraConnector : ITool, IDisposable
{
    private readonly ConnectionOptions options;
    private readonly ToolHttp http;
    private readonly TimeProvider time;
    private readonly JiraAccount account;
    private readonly JiraBinder binder;
    private readonly JiraWorkflowCheck workflow;
    private readonly JiraReader reader;
    private readonly JiraItems items;
    private readonly JiraUpdates updates;
    private readonly JiraComments comments;
    private readonly JiraPolls polls;

    /// <summary>Owns <paramref name="http"/>. Throws when the options have no valid BaseUrl or Zone.</summary>
    public JiraConnector(
        string name,
        ConnectionOptions options,
        HttpClient http,
        TimeProvider time,
        ILogger logger,
        ConnectorTies? ties = null
    )
    {
        this.Name = name;
        this.options = options;
        var home = Home(options.BaseUrl, name);
        var site = options.SiteUrl is null ? home : Home(options.SiteUrl, name);
        var habits = new RateHabits(LimitsArePerMinute: false, answer => !IsOfOneIssue(answer));
        this.time = time;
        var budget = new RateBudget(time, options.RequestsPerMinute, ties?.Share);
        this.http = new ToolHttp(http, budget, time, options.Timeout, habits, ties?.Secrets);
        var api = new JiraApi(this.http, time, new Uri(home, "rest/api/3/"), () => Credentials(options));
        var bindings = new JiraBindings();
        this.account = new JiraAccount(api);
        this.binder = new JiraBinder(api, bindings);
        this.workflow = new JiraWorkflowCheck(api, bindings);
        this.reader = new JiraReader(name, api, bindings, new JiraVersions(api, time), this.account, site);
        var drafts = new JiraDrafts(new JiraUsers(api), TimeZoneInfo.FindSystemTimeZoneById(options.Zone));
        var transitions = new JiraTransitions(api, bindings, logger);
        this.updates = new JiraUpdates(api, bindings, drafts, new JiraEdits(api), transitions, this.reader);
        this.items = new JiraItems(api, bindings, drafts, this.updates, this.reader, time, options.SearchLag);
        this.comments = new JiraComments(api, this.account);
        this.polls = new JiraPolls(name, api, bindings, time, logger);
    }

    public string Name { get; }

    public ToolKind Kind => ToolKind.Jira;

    public Side Side => Side.Tracker;

    /// <summary>What of the connection's requests is used.</summary>
    public BudgetView Budget => this.http.Budget.View;

    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        if (this.options.Flavor == JiraFlavor.DataCenter)
        {
            return Problem("Jira Data Center is not supported yet; remove Flavor and connect a Jira Cloud site");
        }

        if (string.IsNullOrEmpty(this.options.Email) || string.IsNullOrEmpty(this.options.ApiToken))
        {
            return Problem($"connection '{this.Name}' needs Email and ApiToken (or ApiTokenFile)");
        }

        var (_, failure) = await this.account.AskAsync(cancel);
        return failure is null ? await this.binder.BindAsync(process, cancel) : new Binding([], failure);
    }

    public Task<Binding> InspectAsync(ProcessMapping process, CancellationToken cancel) =>
        this.workflow.InspectAsync(process, cancel);

    public Task<ReadResult> ReadAsync(string id, CancellationToken cancel) => this.reader.ReadAsync(id, cancel);

    public async Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel) =>
        effect switch
        {
            Effect.CreateItem create => await this.items.CreateAsync(create, cancel),
            Effect.LinkItem link => await this.items.LinkAsync(link, cancel),
            Effect.Update update => await this.updates.UpdateAsync(update, targetId, cancel),
            Effect.AddComment comment => await this.comments.AddAsync(comment, targetId, cancel),
            _ => new Outcome.Failed(NotMine(effect)),
        };

    public async Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    ) =>
        effect switch
        {
            Effect.CreateItem create => await this.items.FindAsync(create, startedAt, cancel),
            Effect.LinkItem => new Found.No(),
            Effect.Update update => await this.updates.FindAsync(update, targetId, cancel),
            Effect.AddComment comment => await this.comments.FindAsync(comment, targetId, startedAt, claimed, cancel),
            _ => new Found.Failed(NotMine(effect)),
        };

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) =>
        this.polls.ChangedAsync(watermark, cancel);

    public string? WatermarkOf(DateTimeOffset since) => JiraPolls.WatermarkOf(since);

    public SignatureVerdict Verify(WebhookRequest request) =>
        this.options.VerifyWith(secret => JiraWebhook.Verify(request, secret), this.time.GetUtcNow());

    public WebhookReading Understand(WebhookRequest request) => JiraWebhook.Understand(this.Name, request);

    public void Dispose() => this.http.Dispose();

    private static Binding Problem(string message) => new([new BindingProblem(message)], null);

    private static Failure NotMine(Effect effect) =>
        new(FailureKind.Refused, $"Jira is a tracker and knows no {effect.GetType().Name} (effect {effect.Key})");

    private static bool IsOfOneIssue(ToolAnswer answer) =>
        answer.Header("RateLimit-Reason")?.Contains("per-issue", StringComparison.OrdinalIgnoreCase) == true;

    private static Uri Home(string? address, string name) =>
        Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new ArgumentException(
                $"Connection '{name}' has no valid address: set BaseUrl (and SiteUrl) like https://SITE.atlassian.net",
                nameof(address)
            );

    private static AuthenticationHeaderValue Credentials(ConnectionOptions options) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Email}:{options.ApiToken}")));
}
