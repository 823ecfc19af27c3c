using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Connectors.Jira;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Jira;
using Microsoft.Extensions.Logging.Abstractions;
using JiraFieldKind = Bridge.Sandbox.Jira.JiraFieldKind;
using SandboxFlavor = Bridge.Sandbox.Jira.JiraFlavor;

namespace Bridge.Tests.Connectors.Jira;

/// <summary>A simulated Jira with the project S2, and a connector to it.</summary>
internal sealed class JiraRig : IAsyncDisposable
{
    public static readonly CancellationToken None = CancellationToken.None;

    private JiraRig(JiraServer server, JiraConnector connector)
    {
        this.Server = server;
        this.Connector = connector;
    }

    public JiraServer Server { get; }

    public JiraConnector Connector { get; }

    public JiraUser Dana { get; private set; } = null!;

    public string Severity { get; private set; } = "";

    public string RootCause { get; private set; } = "";

    public string Team { get; private set; } = "";

    /// <summary>As below, on a simulated Data Center.</summary>
    public static Task<JiraRig> StartDataCenterAsync(
        Action<ConnectionOptions>? set = null,
        JiraOptions? jira = null,
        Action<JiraProjectDesign>? design = null,
        bool bind = true
    ) => StartAsync(set, jira ?? new JiraOptions { Flavor = SandboxFlavor.DataCenter }, design, bind);

    public static async Task<JiraRig> StartAsync(
        Action<ConnectionOptions>? set = null,
        JiraOptions? jira = null,
        Action<JiraProjectDesign>? design = null,
        bool bind = true,
        TimeProvider? time = null
    )
    {
        time ??= TimeProvider.System;
        var server = new JiraServer(time, jira);
        await server.StartAsync();
        var cloud = server.Options.Flavor == SandboxFlavor.Cloud;
        var options = new ConnectionOptions
        {
            Kind = ToolKind.Jira,
            Flavor = cloud ? Bridge.Connectors.JiraFlavor.Cloud : Bridge.Connectors.JiraFlavor.DataCenter,
            BaseUrl = server.Address,
            SiteUrl = "https://acme.example",
            Email = cloud ? server.Options.Email : null,
            ApiToken = cloud ? server.Options.ApiToken : null,
            Token = cloud ? null : server.Options.ApiToken,
            WebhookSecret = "It's a Secret to Everybody",
            Timeout = TimeSpan.FromSeconds(10),
        };
        set?.Invoke(options);
        var connector = new JiraConnector(
            "jira",
            options,
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }),
            time,
            NullLogger.Instance
        );
        var rig = new JiraRig(server, connector);
        rig.Build(design);
        if (bind)
        {
            var binding = await connector.BindAsync(Process(), None);
            Assert.Null(binding.Failure);
            Assert.Empty(binding.Problems);
            server.Calls.Clear();
        }

        return rig;
    }

    public static ProcessMapping Process() =>
        new()
        {
            Name = "s2",
            Helpdesk = "freshdesk",
            Tracker = "jira",
            Entry = new EntryRule
            {
                When = new Condition.Present("severity"),
                Container = "S2",
                ItemType = "Bug",
                Title = Template.OfText("{{ticket.subject}}"),
                Body = Template.OfHtml("{{ticket.description}}"),
            },
            Fields =
            [
                Field("severity", "Severity", FieldType.Choice) with
                {
                    Values = [new ValuePair("S2 - high", "High"), new ValuePair("S3 - low", "Low")],
                },
                Field("root cause", "Root cause", FieldType.Html),
                Field("team", "team", FieldType.Text),
                Field("eta", FieldNames.FixVersionDate, FieldType.Date),
                Field("releases", FieldNames.ReleasesAhead, FieldType.Number),
                Field("due", FieldNames.DueDate, FieldType.Date),
                Field("who", FieldNames.Assignee, FieldType.User),
            ],
            Stages =
            [
                Stage("Raised", "To Do"),
                Stage("Triage", "Triage"),
                Stage("Fixing", "In Progress"),
                Stage("Review", "In Review"),
                Stage("Fixed", "Done", "Done"),
                Stage("Rejected", "Done", "Won't Do"),
            ],
        };

    public static FieldRule Field(string name, string tracker, FieldType type) =>
        new()
        {
            Name = name,
            Type = type,
            HelpdeskField = name,
            TrackerField = tracker,
        };

    public static Stage Stage(string name, string status, string? resolution = null) =>
        new() { Name = name, Tracker = [new StageMark(status, resolution)] };

    public static Effect.Update Update(
        string? status = null,
        string? resolution = null,
        params (string Name, FieldValue? Value)[] values
    ) => new(Side.Tracker, FieldBag.Of(values.AsSpan()), status, resolution) { Key = "update-1", Reason = "a test" };

    public static Effect.CreateItem Create(
        string marker = "fd-4711",
        string? status = null,
        params (string Name, FieldValue? Value)[] values
    ) =>
        new("S2", "Bug", "Printer on fire", "<p>It <b>burns</b></p>", FieldBag.Of(values.AsSpan()), status, marker)
        {
            Key = "create-1",
            Reason = "a test",
            TicketUrl = "https://acme.freshdesk.com/a/tickets/4711",
            TicketTitle = "Freshdesk #4711",
        };

    public static Effect.AddComment Comment(string html, string key = "comment-1") =>
        new(html) { Key = key, Reason = "a test" };

    /// <summary>An issue made by Dana; gives its numeric id.</summary>
    public string Issue(string summary = "Printer on fire") =>
        this.Id(this.Server.As(this.Dana).Create("S2", "Bug", summary));

    public string Id(string key) => this.See(key).Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public JiraIssueSnapshot See(string idOrKey) => this.Server.Issue(idOrKey)!;

    public async Task<Snapshot> ReadAsync(string id) =>
        Assert.IsType<ReadResult.Got>(await this.Connector.ReadAsync(id, None)).Snapshot;

    public Task<Outcome> DoAsync(Effect effect, string id = "") => this.Connector.ExecuteAsync(effect, id, None);

    public Task<Found> FindAsync(Effect effect, string id = "", TimeSpan? ago = null) =>
        this.Connector.FindAsync(
            effect,
            id,
            TimeProvider.System.GetUtcNow() - (ago ?? TimeSpan.FromMinutes(2)),
            ImmutableHashSet<string>.Empty,
            None
        );

    public int Calls(string method, string path) =>
        this.Server.Calls.All.Count(c => c.Method == method && c.Path.Contains(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        this.Connector.Dispose();
        await this.Server.DisposeAsync();
    }

    private void Build(Action<JiraProjectDesign>? design)
    {
        var setup = this.Server.Setup;
        this.Dana = setup.User("Dana Field", groups: ["developers"]);
        this.Severity = setup.Field("Severity", JiraFieldKind.Select, "High", "Medium", "Low");
        this.RootCause = setup.Field("Root cause", JiraFieldKind.TextArea);
        this.Team = setup.Field("Team", JiraFieldKind.Text);
        setup.Project(
            "S2",
            "Severity two",
            project =>
            {
                project
                    .IssueTypes("Bug", "Task")
                    .Fields(this.Severity, this.RootCause, this.Team)
                    .Status("To Do", JiraStatusCategory.ToDo)
                    .Status("Triage", JiraStatusCategory.InProgress)
                    .Status("In Progress", JiraStatusCategory.InProgress)
                    .Status("In Review", JiraStatusCategory.InProgress)
                    .Status("Parked", JiraStatusCategory.ToDo)
                    .Status("Done", JiraStatusCategory.Done)
                    .Transition("Triage", "To Do", "Triage")
                    .Transition("Start", "Triage|Parked", "In Progress")
                    .Transition("Park", "Triage|In Progress", "Parked")
                    .Transition("Review", "In Progress", "In Review")
                    .Transition("Close", "In Review", "Done", t => t.Requires("resolution"))
                    .Transition("Reopen", "Done", "To Do")
                    .Version("1.0", new DateOnly(2026, 1, 31), released: true)
                    .Version("1.2", new DateOnly(2026, 6, 30))
                    .Version("1.1", new DateOnly(2026, 3, 31));
                design?.Invoke(project);
            }
        );
    }
}
