using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>Jira: Cloud by REST v3 and an API token, Data Center by REST v2 and a personal access token.</summary>
public sealed class JiraConnector : ITool, IDisposable
{
    private readonly ConnectionOptions options;
    private readonly JiraDialect dialect;
    private readonly ToolHttp http;
    private readonly TimeProvider time;
    private readonly JiraApi api;
    private readonly JiraAccount account;
    private readonly JiraBinder binder;
    private readonly JiraWorkflowCheck workflow;
    private readonly JiraReader reader;
    private readonly JiraItems items;
    private readonly JiraUpdates updates;
    private readonly JiraComments comments;
    private readonly JiraFiles files;
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
        this.time = time;
        this.dialect = JiraDialect.Of(options.Flavor);
        var habits = new RateHabits(LimitsArePerMinute: false, answer => !JiraFailures.IsOfOneIssue(answer))
        {
            ShutsOut = this.dialect.IsStranger,
        };
        var budget = new RateBudget(time, options.RequestsPerMinute, ties?.Share);
        this.http = new ToolHttp(http, budget, time, options.Timeout, habits, ties?.Secrets, ties?.Door);
        var key = () => this.dialect.Authorization(options);
        var calls = new JiraCalls(this.http, time, new Uri(home, this.dialect.Root), key, this.dialect);
        var api = new JiraApi(calls, this.dialect, new JiraRecent(time));
        var bindings = new JiraBindings();
        this.api = api;
        this.account = new JiraAccount(api, this.dialect);
        var downloads = new FileCalls(
            http,
            this.http.Budget,
            home,
            request => request.Headers.Authorization = key(),
            time,
            options.Timeout,
            ties?.Door
        );
        this.files = new JiraFiles(api, this.account, this.dialect, downloads, home);
        this.comments = new JiraComments(api, this.account, this.dialect);
        this.binder = new JiraBinder(api, bindings);
        this.workflow = new JiraWorkflowCheck(api, bindings);
        var versions = new JiraVersions(api, time);
        this.reader = new JiraReader(
            name,
            api,
            bindings,
            versions,
            this.account,
            this.comments,
            this.files,
            this.http.Clock,
            site
        );
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Zone);
        var drafts = new JiraDrafts(new JiraUsers(api, this.dialect), this.dialect, zone);
        var transitions = new JiraTransitions(api, bindings, this.dialect, logger);
        this.updates = new JiraUpdates(api, bindings, drafts, new JiraEdits(api), transitions, this.reader);
        this.items = new JiraItems(api, bindings, drafts, this.updates, this.reader, time, options.SearchLag);
        this.polls = new JiraPolls(name, api, bindings, this.http.Clock, time, logger);
    }

    public string Name { get; }

    public ToolKind Kind => ToolKind.Jira;

    public Side Side => Side.Tracker;

    /// <summary>What of the connection's requests is used.</summary>
    public BudgetView Budget => this.http.Budget.View;

    public async Task<Failure?> ProbeAsync(CancellationToken cancel) => (await this.api.MyselfAsync(cancel)).Failure;

    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        if (this.dialect.Authorization(this.options) is null)
        {
            return Problem($"connection '{this.Name}' needs {this.dialect.Needs}");
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
            Effect.EditComment edit => await this.comments.EditAsync(edit, targetId, cancel),
            Effect.RemoveComment remove => await this.comments.RemoveAsync(remove, targetId, cancel),
            _ => new Outcome.Failed(NotMine(effect)),
        };

    public async Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var since = await this.ToldAsync(startedAt, cancel);
        return effect switch
        {
            Effect.CreateItem create => await this.items.FindAsync(create, startedAt, cancel),
            Effect.LinkItem => new Found.No(),
            Effect.Update update => await this.updates.FindAsync(update, targetId, cancel),
            Effect.AddComment comment => await this.comments.FindAsync(comment, targetId, since, claimed, cancel),
            Effect.EditComment or Effect.RemoveComment => new Found.No(),
            Effect.Attach attach => await this.files.FindAsync(attach, targetId, since, claimed, cancel),
            _ => new Found.Failed(NotMine(effect)),
        };
    }

    public Task<Opened> OpenAsync(string ownerId, FileRef file, long atMost, CancellationToken cancel) =>
        this.files.OpenAsync(file, atMost, cancel);

    public Task<Outcome> AttachAsync(Effect.Attach effect, string targetId, OpenFile file, CancellationToken cancel) =>
        this.files.AttachAsync(effect, targetId, file, cancel);

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) =>
        this.polls.ChangedAsync(watermark, cancel);

    public string? WatermarkOf(DateTimeOffset since) => JiraPolls.WatermarkOf(this.http.Clock.At(since));

    public DateTimeOffset ClockAt(DateTimeOffset ours) => this.http.Clock.At(ours);

    public SignatureVerdict Verify(WebhookRequest request) =>
        this.options.VerifyWith(secret => JiraWebhook.Verify(request, secret), this.time.GetUtcNow());

    public WebhookReading Understand(WebhookRequest request) => JiraWebhook.Understand(this.Name, request);

    public void Dispose() => this.http.Dispose();

    /// <summary>A moment of ours by Jira's clock, which is asked for where it is not known yet.</summary>
    private async Task<DateTimeOffset> ToldAsync(DateTimeOffset ours, CancellationToken cancel)
    {
        if (!this.http.Clock.IsHeard)
        {
            await this.account.IdAsync(cancel);
        }

        return this.http.Clock.At(ours);
    }

    private static Binding Problem(string message) => new([new BindingProblem(message)], null);

    private static Failure NotMine(Effect effect) =>
        new(FailureKind.Refused, $"Jira is a tracker and knows no {effect.GetType().Name} (effect {effect.Key})");

    private static Uri Home(string? address, string name) =>
        Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new ArgumentException(
                $"Connection '{name}' has no valid address: set BaseUrl (and SiteUrl) like https://SITE.atlassian.net",
                nameof(address)
            );
}
