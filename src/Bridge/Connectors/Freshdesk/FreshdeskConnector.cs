using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// A Freshdesk account as the helpdesk of the bridge. The key's agent needs global ticket scope; an admin's rights are
/// not needed.
/// </summary>
public sealed class FreshdeskConnector : ITool, IDisposable
{
    private readonly ConnectionOptions options;
    private readonly ToolHttp http;
    private readonly TimeProvider time;
    private readonly FreshdeskApi api;
    private readonly FreshdeskAccount account;
    private readonly FreshdeskReader reader;
    private readonly FreshdeskWriter writer;
    private readonly FreshdeskTraces traces;
    private readonly FreshdeskSolutions solutions;
    private readonly FreshdeskFiles files;
    private readonly FreshdeskPoll poll;

    /// <summary>Throws when BaseUrl is missing or no address, or when Zone is unknown.</summary>
    /// <param name="options">With secrets read from their files.</param>
    /// <param name="http">Must not follow redirects, since the key would travel along. Disposed with the connector.</param>
    public FreshdeskConnector(
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
        var budget = new RateBudget(time, options.RequestsPerMinute, ties?.Share);
        this.http = new ToolHttp(
            http,
            budget,
            time,
            options.Timeout,
            new RateHabits(LimitsArePerMinute: true, IsWholeLimit) { ShutsOut = FreshdeskFailures.ShutsOut },
            ties?.Secrets,
            ties?.Door
        );
        this.time = time;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Zone);
        var calls = new FreshdeskCalls(this.http, options, time);
        var api = new FreshdeskApi(calls);
        var refs = new FreshdeskFileRefs(calls.Root);
        this.api = api;
        this.account = new FreshdeskAccount(api, time);
        var site = (options.SiteUrl ?? options.BaseUrl ?? "").TrimEnd('/');
        this.reader = new FreshdeskReader(api, this.account, refs, site, this.http.Clock, time);
        this.solutions = new FreshdeskSolutions(api, site);
        this.writer = new FreshdeskWriter(api, this.account, zone);
        this.traces = new FreshdeskTraces(api, this.account, zone);
        this.files = new FreshdeskFiles(
            api,
            new FileCalls(http, budget, calls.Root, sign: null, time, options.Timeout, ties?.Door),
            refs
        );
        this.poll = new FreshdeskPoll(api, this.account, name, this.http.Clock, time, logger);
    }

    public string Name { get; }

    public ToolKind Kind => ToolKind.Freshdesk;

    public Side Side => Side.Helpdesk;

    /// <summary>What of the account's requests a minute is used.</summary>
    public BudgetView Budget => this.http.Budget.View;

    public async Task<Failure?> ProbeAsync(CancellationToken cancel) => (await this.api.MeAsync(cancel)).Failure;

    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        var fields = await this.account.FieldsAsync(anew: true, cancel);
        var me = await this.account.MeAsync(cancel);
        if ((fields.Failure ?? me.Failure) is { } failure)
        {
            return new Binding([], failure);
        }

        this.account.Bind(process.Name, FreshdeskBinding.Names(process));
        var knowledge = await this.solutions.BindAsync(process, cancel);
        return knowledge with
        {
            Problems = [.. FreshdeskBinding.Problems(process, fields.Value!), .. knowledge.Problems],
        };
    }

    public async Task<ReadResult> ReadAsync(string id, CancellationToken cancel) =>
        Number(id) is { } ticket ? await this.reader.ReadAsync(ticket, cancel) : new ReadResult.Failed(NoTicket(id));

    public async Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel) =>
        (effect, Number(targetId)) switch
        {
            ({ Side: Side.Tracker }, _) => new Outcome.Failed(NotHere(effect)),
            (Effect.DraftArticle article, _) => await this.solutions.DraftAsync(article, cancel),
            (_, null) => new Outcome.Failed(NoTicket(targetId)),
            (Effect.Update update, { } id) => await this.writer.UpdateAsync(update, id, cancel),
            (Effect.Reply reply, { } id) => await this.writer.ReplyAsync(reply, id, cancel),
            (Effect.AddNote note, { } id) => await this.writer.NoteAsync(note, id, cancel),
            (Effect.EditNote edit, _) => await this.writer.EditAsync(edit, cancel),
            (Effect.RemoveNote gone, _) => await this.writer.RemoveAsync(gone, cancel),
            _ => new Outcome.Failed(NotHere(effect)),
        };

    public async Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    ) =>
        (effect, Number(targetId)) switch
        {
            ({ Side: Side.Tracker }, _) => new Found.Failed(NotHere(effect)),
            (Effect.DraftArticle article, _) => await this.solutions.FindAsync(article, cancel),
            (_, null) => new Found.Failed(NoTicket(targetId)),
            (Effect.Update update, { } id) => await this.traces.FindAsync(update, id, cancel),
            (Effect.Reply or Effect.AddNote or Effect.Attach, { } id) => await this.traces.FindAsync(
                effect,
                id,
                await this.ToldAsync(startedAt, cancel),
                claimed,
                cancel
            ),
            // Both leave the same however often they are done.
            (Effect.EditNote or Effect.RemoveNote, _) => new Found.No(),
            _ => new Found.Failed(NotHere(effect)),
        };

    public async Task<Opened> OpenAsync(string ownerId, FileRef file, long atMost, CancellationToken cancel) =>
        Number(ownerId) is { } ticket
            ? await this.files.OpenAsync(ticket, file, atMost, cancel)
            : new Opened.Failed(NoTicket(ownerId));

    public async Task<Outcome> AttachAsync(
        Effect.Attach effect,
        string targetId,
        OpenFile file,
        CancellationToken cancel
    ) =>
        (effect, Number(targetId)) switch
        {
            ({ Side: Side.Tracker }, _) => new Outcome.Failed(NotHere(effect)),
            (_, { } ticket) => await this.files.AttachAsync(effect, ticket, file, cancel),
            _ => new Outcome.Failed(NoTicket(targetId)),
        };

    public Task<Searched> SearchAsync(string words, int atMost, CancellationToken cancel) =>
        this.solutions.SearchAsync(words, atMost, cancel);

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) =>
        this.poll.ChangedAsync(watermark, cancel);

    public string? WatermarkOf(DateTimeOffset since) =>
        FreshdeskWatermark.WholeSince(this.http.Clock.At(since)).ToString();

    public DateTimeOffset ClockAt(DateTimeOffset ours) => this.http.Clock.At(ours);

    public SignatureVerdict Verify(WebhookRequest request) =>
        this.options.VerifyWith(secret => FreshdeskWebhook.Verify(request, secret), this.time.GetUtcNow());

    public WebhookReading Understand(WebhookRequest request) => FreshdeskWebhook.Understand(request, this.Name);

    public void Dispose()
    {
        this.account.Dispose();
        this.http.Dispose();
    }

    /// <summary>
    /// Creating, updating and listing have limits of their own: a 429 with requests left over is one of those and stops
    /// only its own kind.
    /// </summary>
    private static bool IsWholeLimit(ToolAnswer answer) =>
        RateBudget.Number(answer.Header("X-RateLimit-Remaining")) is not > 0;

    /// <summary>A moment of ours by Freshdesk's clock, which is asked for where it is not known yet.</summary>
    private async Task<DateTimeOffset> ToldAsync(DateTimeOffset ours, CancellationToken cancel)
    {
        if (!this.http.Clock.IsHeard)
        {
            await this.account.MeAsync(cancel);
        }

        return this.http.Clock.At(ours);
    }

    private static long? Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Failure NoTicket(string id) =>
        new(FailureKind.Missing, $"'{id}' is no ticket number; Freshdesk counts tickets 1, 2, 3");

    private static Failure NotHere(Effect effect) =>
        new(FailureKind.Refused, $"{effect.GetType().Name} is for a tracker; Freshdesk is the helpdesk");
}
