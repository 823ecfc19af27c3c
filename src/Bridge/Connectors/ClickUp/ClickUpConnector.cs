using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.ClickUp;

/// <summary>ClickUp, by its REST API v2 and a token of the integration user.</summary>
public sealed class ClickUpConnector : ITool, IWebhookHost, IDisposable
{
    private readonly ConnectionOptions options;
    private readonly ToolHttp http;
    private readonly ClickUpApi api;
    private readonly ClickUpPeople people;
    private readonly ClickUpBinder binder;
    private readonly ClickUpReader reader;
    private readonly ClickUpItems items;
    private readonly ClickUpLinks links;
    private readonly ClickUpUpdates updates;
    private readonly ClickUpComments comments;
    private readonly ClickUpPolls polls;
    private readonly ClickUpAttachments attachments;
    private readonly ClickUpSecrets secrets;
    private readonly ClickUpWebhookSetup webhooks;

    /// <summary>Owns <paramref name="http"/>. Throws when the options have no valid BaseUrl or Zone.</summary>
    /// <param name="memory">What all nodes know of webhooks; null: only this process knows.</param>
    public ClickUpConnector(
        string name,
        ConnectionOptions options,
        HttpClient http,
        TimeProvider time,
        ILogger logger,
        ConnectorTies? ties = null,
        IWebhookMemory? memory = null
    )
    {
        memory ??= new LocalWebhookMemory();
        this.Name = name;
        this.options = options;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Zone);
        var workspace = options.WorkspaceId?.Trim() ?? "";
        this.http = new ToolHttp(
            http,
            new RateBudget(time, options.RequestsPerMinute, ties?.Share),
            time,
            options.Timeout,
            new RateHabits(LimitsArePerMinute: true, static _ => true),
            ties?.Secrets,
            ties?.Door
        );
        var home = Home(options.BaseUrl, name);
        var calls = new ClickUpCalls(this.http, time, new Uri(home, "api/v2/"), () => options.Token?.Trim() ?? "");
        var api = new ClickUpApi(calls, workspace);
        this.api = api;
        var bindings = new ClickUpBindings();
        var places = new ClickUpPlaces(api);
        this.people = new ClickUpPeople(api, workspace, time);
        this.binder = new ClickUpBinder(api, places, bindings);
        this.comments = new ClickUpComments(api, this.people);
        var dueDays = new ClickUpDueDays(name, memory, this.people, zone);
        this.reader = new ClickUpReader(
            name,
            api,
            bindings,
            this.comments,
            this.people,
            dueDays,
            this.http.Clock,
            zone
        );
        var drafts = new ClickUpDrafts(api, bindings, this.people, zone);
        var strays = new ClickUpStrays(api, places, bindings, time);
        this.updates = new ClickUpUpdates(api, bindings, strays, drafts, this.reader);
        this.items = new ClickUpItems(
            api,
            bindings,
            drafts,
            this.updates,
            this.reader,
            this.people,
            this.http.Clock,
            time,
            options.SearchLag
        );
        this.links = new ClickUpLinks(api, this.reader);
        this.polls = new ClickUpPolls(name, api, bindings, this.http.Clock, time, logger);
        var files = new FileCalls(http, this.http.Budget, home, sign: null, time, options.Timeout, ties?.Door);
        this.attachments = new ClickUpAttachments(api, files, this.people);
        this.secrets = new ClickUpSecrets(name, options, memory, time);
        this.webhooks = new ClickUpWebhookSetup(name, api, bindings, this.secrets, memory);
    }

    public string Name { get; }

    public ToolKind Kind => ToolKind.ClickUp;

    public Side Side => Side.Tracker;

    /// <summary>What of the connection's requests is used.</summary>
    public BudgetView Budget => this.http.Budget.View;

    /// <summary>A token that works and has lost the workspace is dead to the bridge too.</summary>
    public async Task<Failure?> ProbeAsync(CancellationToken cancel)
    {
        var answer = await this.api.TeamsAsync(cancel);
        var workspace = this.options.WorkspaceId?.Trim();
        return answer.Value is not { } teams ? answer.Failure
            : teams.Teams?.Exists(team => team.Id == workspace) == true ? null
            : new Failure(
                FailureKind.Unauthorized,
                $"ClickUp takes the token, but not for the workspace {workspace}; check WorkspaceId, or who has the token"
            );
    }

    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(this.options.Token))
        {
            return Problem(
                $"connection '{this.Name}' needs Token (or TokenFile), a personal token of the integration user"
            );
        }

        if (string.IsNullOrWhiteSpace(this.options.WorkspaceId))
        {
            return Problem(
                $"connection '{this.Name}' needs WorkspaceId, the first digits in the address of any ClickUp page"
            );
        }

        var (_, failure) = await this.people.MeAsync(cancel);
        return failure is null ? await this.binder.BindAsync(process, cancel) : new Binding([], failure);
    }

    public Task<ReadResult> ReadAsync(string id, CancellationToken cancel) => this.reader.ReadAsync(id, cancel);

    public async Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel) =>
        effect switch
        {
            Effect.CreateItem create => await this.items.CreateAsync(create, cancel),
            Effect.LinkItem link => await this.links.LinkAsync(link, cancel),
            Effect.Update update => await this.updates.UpdateAsync(update, targetId, cancel),
            Effect.AddComment comment => await this.comments.AddAsync(comment, targetId, cancel),
            Effect.EditComment edit => await this.comments.EditAsync(edit, cancel),
            Effect.RemoveComment remove => await this.comments.RemoveAsync(remove, cancel),
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
            Effect.LinkItem or Effect.EditComment or Effect.RemoveComment => new Found.No(),
            Effect.Attach attach => await this.attachments.FindAsync(attach, targetId, since, claimed, cancel),
            Effect.Update update => await this.updates.FindAsync(update, targetId, cancel),
            Effect.AddComment comment => await this.comments.FindAsync(comment, targetId, since, claimed, cancel),
            _ => new Found.Failed(NotMine(effect)),
        };
    }

    public Task<Opened> OpenAsync(string ownerId, FileRef file, long atMost, CancellationToken cancel) =>
        this.attachments.OpenAsync(ownerId, file, atMost, cancel);

    public Task<Outcome> AttachAsync(Effect.Attach effect, string targetId, OpenFile file, CancellationToken cancel) =>
        this.attachments.AttachAsync(effect, targetId, file, cancel);

    public Task<WebhookState> LookAsync(Uri publicAddress, CancellationToken cancel) =>
        this.webhooks.LookAsync(publicAddress, cancel);

    public Task<WebhookState> MendAsync(Uri publicAddress, CancellationToken cancel) =>
        this.webhooks.MendAsync(publicAddress, cancel);

    public Task<bool> LearnAsync(CancellationToken cancel) => this.secrets.LearnAsync(cancel);

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) =>
        this.polls.ChangedAsync(watermark, cancel);

    public string? WatermarkOf(DateTimeOffset since) => ClickUpPolls.WatermarkOf(this.http.Clock.At(since));

    public DateTimeOffset ClockAt(DateTimeOffset ours) => this.http.Clock.At(ours);

    public SignatureVerdict Verify(WebhookRequest request) => ClickUpWebhook.Verify(request, this.secrets.All);

    public WebhookReading Understand(WebhookRequest request) => ClickUpWebhook.Understand(this.Name, request);

    public void Dispose() => this.http.Dispose();

    /// <summary>A moment of ours by ClickUp's clock, which is asked for where it is not known yet.</summary>
    private async Task<DateTimeOffset> ToldAsync(DateTimeOffset ours, CancellationToken cancel)
    {
        if (!this.http.Clock.IsHeard)
        {
            await this.people.MeAsync(cancel);
        }

        return this.http.Clock.At(ours);
    }

    private static Binding Problem(string message) => new([new BindingProblem(message)], null);

    private static Failure NotMine(Effect effect) =>
        new(FailureKind.Refused, $"ClickUp is a tracker and knows no {effect.GetType().Name} (effect {effect.Key})");

    private static Uri Home(string? address, string name) =>
        Uri.TryCreate((address ?? "https://api.clickup.com").TrimEnd('/') + "/", UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
            ? uri
            : throw new ArgumentException(
                $"Connection '{name}' has no valid address: leave BaseUrl out, or set it like https://api.clickup.com",
                nameof(address)
            );
}
