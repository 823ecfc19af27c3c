using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Freshdesk;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>A simulated account with the fields of a bug process, an agent who works in it, and the connector.</summary>
internal sealed class Desk : IAsyncDisposable
{
    internal const string Customer = "dana@customer.example";

    private Desk(DeskClock clock, FreshdeskOptions? options)
    {
        this.Clock = clock;
        this.Server = new FreshdeskServer(clock, options);
    }

    internal DeskClock Clock { get; }

    internal FreshdeskServer Server { get; }

    internal FreshdeskConnector Tool { get; private set; } = null!;

    internal FreshdeskAgent Ana { get; private set; } = null!;

    internal FreshdeskGroup Level2 { get; private set; } = null!;

    internal FreshdeskCompany Company { get; private set; } = null!;

    internal string Field(string label) => this.FieldNames[label];

    private Dictionary<string, string> FieldNames { get; } = new(StringComparer.Ordinal);

    internal static async Task<Desk> StartAsync(FreshdeskOptions? options = null)
    {
        var desk = new Desk(new DeskClock(), options);
        var setup = desk.Server.Setup;
        desk.Ana = setup.AddAgent("Ana Agent", "ana@support.example", "ana-key");
        desk.Level2 = setup.AddGroup("Level 2", desk.Ana);
        desk.Company = setup.AddCompany("Customer Ltd", "Premium", "customer.example");
        setup.AddContact("Dana", Customer, desk.Company);
        setup.AddStatus("Waiting on Level 2");
        setup.SetChoices("ticket_type", "Question", "Bug");
        desk.Add(setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1", "S2", "S3"]));
        desk.Add(setup.AddField("Steps to reproduce", FreshdeskFieldType.Paragraph));
        desk.Add(setup.AddField("Target URL", FreshdeskFieldType.Text));
        desk.Add(setup.AddField("ETA", FreshdeskFieldType.Date));
        desk.Add(setup.AddField("Affects others", FreshdeskFieldType.Checkbox));
        desk.Add(setup.AddField("Clients affected", FreshdeskFieldType.Number));
        desk.Add(setup.AddField("Pull request", FreshdeskFieldType.Text));
        await desk.Server.StartAsync();
        desk.Tool = desk.Connect(o => o);
        return desk;
    }

    internal FreshdeskConnector Connect(
        Func<ConnectionOptions, ConnectionOptions> change,
        DelegatingHandler? between = null,
        Microsoft.Extensions.Logging.ILogger? logger = null
    ) =>
        new(
            "desk",
            change(
                new ConnectionOptions
                {
                    Kind = ToolKind.Freshdesk,
                    BaseUrl = this.Server.BaseUrl,
                    ApiKey = "fd-key",
                    WebhookSecret = "open sesame",
                    Timeout = TimeSpan.FromSeconds(10),
                }
            ),
            new HttpClient(Way(between)),
            this.Clock,
            logger ?? NullLogger.Instance
        );

    private static HttpMessageHandler Way(DelegatingHandler? between)
    {
        HttpMessageHandler way = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (between is null)
        {
            return way;
        }

        between.InnerHandler = way;
        return between;
    }

    internal long NewTicket(FreshdeskTicketChange? more = null) =>
        this.Server.AsCustomer(Customer, "Dana").CreateTicket("It is broken", "<p>It does not start</p>", more).Id;

    internal async Task<Snapshot> ReadAsync(long id) =>
        Assert.IsType<ReadResult.Got>(await this.Tool.ReadAsync(Text(id), default)).Snapshot;

    internal Task<Outcome> DoAsync(long id, Effect effect) => this.Tool.ExecuteAsync(effect, Text(id), default);

    internal Task<Found> FindAsync(long id, Effect effect, DateTimeOffset startedAt, params string[] claimed) =>
        this.Tool.FindAsync(effect, Text(id), startedAt, claimed.ToHashSet(StringComparer.Ordinal), default);

    internal static Effect.Update Update(FieldBag values, string? status = null, params string[] tags) =>
        new(Side.Helpdesk, values, status, null)
        {
            Key = "update",
            Reason = "a test",
            AddTags = [.. tags],
        };

    internal static Effect.Update Update(string name, FieldValue? value) => Update(FieldBag.Of((name, value)));

    internal static Effect.Reply Reply(string html) => new(html) { Key = "reply", Reason = "a test" };

    internal static Effect.AddNote Note(string html, params string[] notify) =>
        new(html, [.. notify]) { Key = "note", Reason = "a test" };

    internal static ProcessMapping Process(
        ImmutableArray<FieldRule> fields = default,
        ImmutableArray<Stage> stages = default,
        Condition? when = null
    ) =>
        new()
        {
            Name = "bugs",
            File = "bugs.yaml",
            Helpdesk = "desk",
            Tracker = "tracker",
            Entry = new EntryRule
            {
                When = when ?? new Condition.IsOneOf("type", ["Bug"]),
                Container = "BUG",
                Title = Template.OfText("{{ticket.subject}}"),
                Body = Template.OfHtml("{{ticket.description}}"),
            },
            Fields = fields.IsDefault ? [] : fields,
            Stages = stages.IsDefault ? [] : stages,
        };

    internal static FieldRule Rule(string name, string? helpdesk = null) =>
        new()
        {
            Name = name,
            HelpdeskField = helpdesk ?? name,
            TrackerField = name,
        };

    internal static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal int Calls(string method, string path) =>
        this.Server.Calls.All.Count(c =>
            c.Method == method && c.Path.StartsWith("/api/v2/" + path, StringComparison.Ordinal)
        );

    public async ValueTask DisposeAsync()
    {
        this.Tool.Dispose();
        await this.Server.DisposeAsync();
    }

    private void Add(FreshdeskField field) => this.FieldNames[field.Label] = field.Name;
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class DeskClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => this.now;

    internal void Move(TimeSpan by) => this.now += by;
}

/// <summary>Does something after each answer, before the connector goes on.</summary>
internal sealed class AfterEach(Action<HttpRequestMessage> then) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        then(request);
        return response;
    }
}
