using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Connectors.ClickUp;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.ClickUp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>A simulated ClickUp with one list of support tasks, and a connector to it.</summary>
internal sealed class ClickUpRig : IAsyncDisposable
{
    public static readonly CancellationToken None = CancellationToken.None;

    private static readonly IReadOnlyList<StatusSpec> Statuses =
    [
        StatusSpec.Open("Open"),
        StatusSpec.Active("In  Triage"),
        StatusSpec.Active("fixing"),
        StatusSpec.Done("verifying"),
        StatusSpec.Closed("Closed"),
    ];

    private static readonly IReadOnlyList<FieldSpec> Fields =
    [
        FieldSpec.DropDown("Severity", "Sev 1", "Sev 2", "Sev 3"),
        FieldSpec.Labels("Areas", "Audio", "Video"),
        FieldSpec.Text("Root cause"),
        FieldSpec.ShortText("Bridge"),
        FieldSpec.Url("Ticket link"),
        FieldSpec.Number("Effort"),
        FieldSpec.Date("Release day"),
        FieldSpec.Date("Outage began"),
        FieldSpec.Checkbox("Regression"),
        FieldSpec.Users("Reviewer"),
        new FieldSpec("Score", "formula"),
    ];

    private ClickUpRig(ClickUpServer server, ConnectionOptions options, IWebhookMemory? memory)
    {
        this.Server = server;
        this.Options = options;
        this.Memory = memory;
        this.Connector = new ClickUpConnector(
            "clickup",
            options,
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }),
            TimeProvider.System,
            NullLogger.Instance,
            memory: memory
        );
        this.Dana = server.AddUser(new ClickUpUser(2002, "Dana Field", "dana@example.com", "Australia/Brisbane"));
        this.Space = server.AddSpace("Support", Statuses, "ENG");
        this.List = server.AddList(this.Space, "Level 2", null, Fields).Id;
    }

    public ClickUpServer Server { get; }

    public ConnectionOptions Options { get; }

    /// <summary>What the connector knows of webhooks beside this rig; null: only itself knows.</summary>
    public IWebhookMemory? Memory { get; }

    public ClickUpConnector Connector { get; }

    public ClickUpUser Dana { get; }

    public string Space { get; }

    public string List { get; }

    public static async Task<ClickUpRig> StartAsync(
        Action<ConnectionOptions>? set = null,
        ClickUpOptions? clickUp = null,
        Func<ProcessMapping, ProcessMapping>? change = null,
        bool bind = true,
        IWebhookMemory? memory = null
    )
    {
        var server = new ClickUpServer(TimeProvider.System, clickUp);
        await server.StartAsync();
        var options = new ConnectionOptions
        {
            Kind = ToolKind.ClickUp,
            BaseUrl = server.BaseUrl,
            Token = server.Options.Token,
            WorkspaceId = server.TeamId,
            WebhookSecret = "first, second",
            Timeout = TimeSpan.FromSeconds(10),
        };
        set?.Invoke(options);
        var rig = new ClickUpRig(server, options, memory);
        if (bind)
        {
            var process = rig.Process();
            var binding = await rig.Connector.BindAsync(change?.Invoke(process) ?? process, None);
            Assert.Null(binding.Failure);
            Assert.Empty(binding.Problems);
            server.Calls.Clear();
        }

        return rig;
    }

    /// <summary>Binds a process and wants no problem of it.</summary>
    public async Task BindAsync(ProcessMapping process)
    {
        var binding = await this.Connector.BindAsync(process, None);
        Assert.Null(binding.Failure);
        Assert.Empty(binding.Problems);
        this.Server.Calls.Clear();
    }

    public ProcessMapping Process() =>
        new()
        {
            Name = "level 2",
            Helpdesk = "freshdesk",
            Tracker = "clickup",
            Entry = new EntryRule
            {
                When = new Condition.Present("severity"),
                Container = this.List,
                Title = Template.OfText("{{ticket.subject}}"),
                Body = Template.OfHtml("{{ticket.description}}"),
                MarkerField = "bridge",
            },
            Fields =
            [
                Field("severity", "Severity", FieldType.Choice) with
                {
                    Values = [new ValuePair("Critical", "Sev 1"), new ValuePair("Major", "Sev 2")],
                },
                Field("areas", "areas", FieldType.List),
                Field("root cause", "Root cause", FieldType.Html),
                Field("link", "Ticket link", FieldType.Url),
                Field("effort", "Effort", FieldType.Number),
                Field("release", "Release day", FieldType.Date),
                Field("outage", "Outage began", FieldType.DateTime),
                Field("regression", "Regression", FieldType.Bool),
                Field("reviewer", "Reviewer", FieldType.User),
                Field("priority", FieldNames.Priority, FieldType.Choice),
                Field("eta", FieldNames.DueDate, FieldType.Date),
                Field("tags", FieldNames.Tags, FieldType.List),
                Field("description", FieldNames.Description, FieldType.Html),
                Field("subject", FieldNames.Subject, FieldType.Text),
                Field("assignee", FieldNames.Assignee, FieldType.User),
            ],
            Stages =
            [
                Stage("Raised", "OPEN"),
                Stage("Triage", "in triage"),
                Stage("Fixing", "Fixing"),
                Stage("Verifying", "Verifying"),
                Stage("Closed", "closed"),
            ],
            Comments = new CommentPolicy { ToHelpdesk = TrackerComments.All },
        };

    public static FieldRule Field(string name, string tracker, FieldType type) =>
        new()
        {
            Name = name,
            Type = type,
            HelpdeskField = name,
            TrackerField = tracker,
        };

    public static Stage Stage(string name, string status) => new() { Name = name, Tracker = [new StageMark(status)] };

    public static Effect.Update Update(string? status = null, params (string Name, FieldValue? Value)[] values) =>
        new(Side.Tracker, FieldBag.Of(values.AsSpan()), status, null) { Key = "update-1", Reason = "a test" };

    public Effect.CreateItem Create(
        string marker = "fd-4711",
        string? status = null,
        string title = "Printer on fire",
        params (string Name, FieldValue? Value)[] values
    ) =>
        new(this.List, null, title, "<p>It <b>burns</b></p>", FieldBag.Of(values.AsSpan()), status, marker)
        {
            Key = "create-1",
            Reason = "a test",
            MarkerField = "bridge",
        };

    public static Effect.AddComment Comment(string html, string key = "comment-1") =>
        new(html) { Key = key, Reason = "a test" };

    /// <summary>A task made by Dana; gives its id.</summary>
    public string Task(string name = "Printer on fire", string? description = null) =>
        this.Server.As(this.Dana).CreateTask(this.List, name, description);

    public ClickUpPerson AsDana => this.Server.As(this.Dana);

    public TaskSnapshot See(string id) => this.Server.GetTask(id);

    public async Task<Snapshot> ReadAsync(string id) =>
        Assert.IsType<ReadResult.Got>(await this.Connector.ReadAsync(id, None)).Snapshot;

    public Task<Outcome> DoAsync(Effect effect, string id = "") => this.Connector.ExecuteAsync(effect, id, None);

    public async Task<Written> DoneAsync(Effect effect, string id = "") =>
        Assert.IsType<Outcome.Done>(await this.DoAsync(effect, id)).Written;

    public async Task<Outcome.Partly> PartlyAsync(Effect effect, string id = "") =>
        Assert.IsType<Outcome.Partly>(await this.DoAsync(effect, id));

    public async Task<Failure> FailedAsync(Effect effect, string id = "") =>
        Assert.IsType<Outcome.Failed>(await this.DoAsync(effect, id)).Failure;

    public Task<Found> FindAsync(Effect effect, string id = "", TimeSpan? ago = null, params string[] claimed) =>
        this.Connector.FindAsync(
            effect,
            id,
            TimeProvider.System.GetUtcNow() - (ago ?? TimeSpan.FromSeconds(61)),
            claimed.ToImmutableHashSet(),
            None
        );

    /// <summary>Registers a webhook by hand with the integration user's token.</summary>
    /// <param name="events">As JSON.</param>
    /// <param name="place">More members of the body, each after a comma.</param>
    public async Task RegisterAsync(Uri address, string events, string place = "")
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", this.Server.Options.Token);
        using var body = new StringContent(
            $$"""{"endpoint":"{{address}}","events":{{events}}{{place}}}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await http.PostAsync(
            new Uri($"{this.Server.BaseUrl}/api/v2/team/{this.Server.TeamId}/webhook"),
            body
        );
        answer.EnsureSuccessStatusCode();
    }

    public int Calls(string method, string path) =>
        this.Server.Calls.All.Count(c => c.Method == method && c.Path.Contains(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        this.Connector.Dispose();
        await this.Server.DisposeAsync();
    }
}
