using System.Globalization;
using Bridge.Connectors;
using Bridge.Connectors.ClickUp;
using Bridge.Connectors.Freshdesk;
using Bridge.Connectors.Jira;
using Bridge.Core.Model;
using Bridge.Core.Turns;
using Bridge.Hooks;
using Bridge.Operations;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Scenery;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Faults;

/// <summary>
/// The simulators, the real connectors and the real way of one change on a database of its own; who works on a case, and
/// when, is the test's to say.
/// </summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromDays(1);

    private readonly ServiceProvider services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<BridgeMetrics>()
        .BuildServiceProvider();
    private readonly Dictionary<string, Detour> detours = new(StringComparer.Ordinal);
    private readonly WebhookOptions hook = new();
    private readonly string tracker;
    private NpgsqlDataSource source = null!;
    private SignalInbox inbox = null!;
    private CaseStore store = null!;
    private WaitingLines lines = null!;
    private CaseRunner runner = null!;
    private CaseActions actions = null!;
    private HookPoster poster = null!;
    private Processes processes = null!;
    private List<ITool> tools = [];
    private int struck;

    private FaultWorld(string tracker) => (this.tracker, this.Hook) = (tracker, new HookServer(this.Clock));

    public FaultClock Clock { get; } = new();

    public BarredDoors Doors { get; } = new();

    public HookServer Hook { get; }

    public SandboxCity City { get; private set; } = null!;

    public FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    private SandboxServer[] Servers => [this.City.Freshdesk, this.City.ClickUp, this.City.Jira, this.Hook];

    public static async Task<FaultWorld> OpenAsync(PostgresFixture postgres, string tracker, bool escalates = false)
    {
        var world = new FaultWorld(tracker);
        await world.StartAsync(await postgres.NewDatabaseAsync(), escalates);
        return world;
    }

    /// <summary>The simulator of a connection, or the hook.</summary>
    public SandboxServer Server(string tool) =>
        tool switch
        {
            "freshdesk" => this.City.Freshdesk,
            "clickup" => this.City.ClickUp,
            "jira" => this.City.Jira,
            _ => this.Hook,
        };

    /// <summary>From here on matching calls of a tool go wrong in this way.</summary>
    public void Give(Trouble trouble, string tool, string method, string path)
    {
        if (trouble.Make is { } make)
        {
            this.Server(tool).Faults.Share(make(tool), 1, seed: 1, method, path);
            return;
        }

        var door = trouble == Trouble.Refused ? this.Doors.Refusing : this.Doors.Untrusted;
        if (this.detours.TryGetValue(tool, out var detour))
        {
            detour.Lead(method, path, door);
        }
        else
        {
            this.hook.Url = new Uri(door, "/hook").ToString();
        }
    }

    /// <summary>How many calls of a tool went wrong so far; the hook's that never came to it are not counted.</summary>
    public int Taken(string tool) =>
        this.Server(tool).Faults.Taken + (this.detours.TryGetValue(tool, out var detour) ? detour.Taken : 0);

    /// <summary>All troubles are over.</summary>
    public void Mend()
    {
        this.hook.Url = this.Hook.BaseUrl + "/hook";
        foreach (var server in this.Servers)
        {
            server.Faults.Clear();
        }

        foreach (var detour in this.detours.Values)
        {
            detour.End();
        }
    }

    /// <summary>Says that a ticket or item changed.</summary>
    public Task SignalAsync(Side side, string id, SignalSource source = SignalSource.Webhook) =>
        this.inbox.StoreAsync(
            [new Signal(source, side == Side.Helpdesk ? "freshdesk" : this.tracker, side, id, null, "changed")],
            TestContext.Current.CancellationToken
        );

    /// <summary>Works once on each case that is ready; a call that hangs meets its time limit.</summary>
    public async Task RunAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var shares = NextTurns.Of(
            await this.lines.AllAsync(AtOnce, cancel),
            new Dictionary<Line, int>(),
            new HashSet<string>(),
            new HashSet<string>(),
            helpdesks: 1,
            workers: AtOnce
        );
        foreach (var claimed in await this.store.ClaimAsync(1, shares, Lease, cancel))
        {
            var lease = new Lease(this.Clock, this.Clock.GetUtcNow() + Lease);
            var run = this.runner.RunAsync(claimed, lease, cancel);
            while (await Task.WhenAny(run, Task.Delay(5, cancel)) != run)
            {
                var hanging = this.Servers.Sum(s => s.Faults.Hanging);
                if (hanging > this.struck)
                {
                    this.struck = hanging;
                    this.Clock.Strike();
                }
            }

            await run;
        }
    }

    /// <summary>When the next case wants to be worked on; null: all are at rest.</summary>
    public async Task<DateTimeOffset?> NextAsync() =>
        (
            await this.ReadAsync(
                "select ready_at from cases where ready_at is not null order by ready_at limit 1",
                row => row.GetFieldValue<DateTimeOffset>(0)
            )
        )
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefault();

    /// <summary>Presses the button "try again" of a ticket's case.</summary>
    public async Task RetryAsync(long ticket)
    {
        var id = await this.NumberAsync($"select id from cases where ticket_id = '{Text(ticket)}'");
        Assert.True(await this.actions.RetryAsync(id, TestContext.Current.CancellationToken));
    }

    /// <summary>The first effect of this kind on this side that was planned after so many others; null: none was.</summary>
    public async Task<JournalLine?> EffectAsync(long ticket, string kind, Side side, long after) =>
        (
            await this.ReadAsync(
                $"""
                select e.state, coalesce(e.failure, ''), e.next_try is not null from effects e join cases c on c.id = e.case_id
                where c.ticket_id = '{Text(ticket)}' and e.kind = '{kind}' and e.side = {(int)side}
                order by e.id offset (
                    select count(*) from (
                        select e.kind, e.side from effects e join cases c on c.id = e.case_id
                        where c.ticket_id = '{Text(ticket)}' order by e.id limit {after}) b
                    where b.kind = '{kind}' and b.side = {(int)side}) limit 1
                """,
                row => new JournalLine(row.GetString(0), row.GetString(1), row.GetBoolean(2))
            )
        ).FirstOrDefault();

    /// <summary>The open findings of a ticket's case, as kind and message.</summary>
    public Task<List<string>> FindingsAsync(long ticket) =>
        this.ReadAsync(
            $"""
            select f.kind || ': ' || f.message from findings f join cases c on c.id = f.case_id
            where c.ticket_id = '{Text(ticket)}' and f.closed_at is null order by f.id
            """,
            row => row.GetString(0)
        );

    /// <summary>Whether a ticket's case has this item.</summary>
    public async Task<bool> IsLinkedAsync(long ticket, string item) =>
        await this.NumberAsync(
            $"""
            select count(*) from links l join cases c on c.id = l.case_id
            where c.ticket_id = '{Text(ticket)}' and l.item_id = '{item}'
            """
        ) == 1;

    /// <summary>How many effects were ever planned for a ticket's case.</summary>
    public Task<long> PlannedAsync(long ticket) =>
        this.NumberAsync(
            $"select count(*) from effects e join cases c on c.id = e.case_id where c.ticket_id = '{Text(ticket)}'"
        );

    /// <summary>The story of a ticket's case, and its journal.</summary>
    public async Task<string> StoryAsync(long ticket) =>
        string.Join(
            '\n',
            await this.ReadAsync(
                $"""
                select line from (
                    select t.id, t.kind || ': ' || t.text as line from timeline t join cases c on c.id = t.case_id
                        where c.ticket_id = '{Text(ticket)}'
                    union all
                    select e.id + 1000000000, e.key || ' ' || e.state || ' ' || coalesce(e.failure, '') from effects e
                        join cases c on c.id = e.case_id where c.ticket_id = '{Text(ticket)}') l
                order by id
                """,
                row => row.GetString(0)
            )
        );

    public async Task<long> NumberAsync(string sql) => (await this.ReadAsync(sql, row => row.GetInt64(0))).Single();

    public async ValueTask DisposeAsync()
    {
        this.Mend();
        foreach (var tool in this.tools.OfType<IDisposable>())
        {
            tool.Dispose();
        }

        this.processes.Dispose();
        this.poster.Dispose();
        await this.inbox.StopAsync(default);
        this.inbox.Dispose();
        await this.source.DisposeAsync();
        await this.City.DisposeAsync();
        await this.Hook.DisposeAsync();
        await this.Doors.DisposeAsync();
        await this.services.DisposeAsync();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task StartAsync(string database, bool escalates)
    {
        var cancel = TestContext.Current.CancellationToken;
        this.source = NpgsqlDataSource.Create(database);
        await Migrator.Embedded().ApplyAsync(this.source, cancel);
        this.inbox = new SignalInbox(this.source, this.Clock);
        await this.inbox.StartAsync(cancel);
        this.store = new CaseStore(this.source, this.Clock);
        this.lines = new WaitingLines(this.source, this.Clock);
        this.actions = new CaseActions(this.source, this.Clock);
        this.City = await SandboxCity.StartAsync(this.Clock);
        await this.Hook.StartAsync();
        this.hook.Url = this.Hook.BaseUrl + "/hook";
        var settings = new BridgeOptions();
        settings.Webhooks[FaultProcess.Hook] = this.hook;
        this.poster = new HookPoster(settings, this.Clock);
        this.tools = [this.Freshdesk(), this.tracker == "jira" ? this.Jira() : this.ClickUp()];
        var set = new ToolSet(this.tools);
        this.processes = new Processes(set, this.poster);
        var live = await this.processes.GoLiveAsync([FaultProcess.Of(this.tracker, escalates)], cancel);
        Assert.True(live, string.Join('\n', this.processes.All.SelectMany(p => p.Problems)));
        var metrics = this.services.GetRequiredService<BridgeMetrics>();
        var doors = new ConnectionDoors(this.Clock);
        var paused = new PausedWork(new PauseStore(this.source, this.Clock), set, doors, this.Clock);
        this.runner = new CaseRunner(this.store, set, this.processes, this.Clock, metrics, paused, hooks: this.poster);
    }

    private FreshdeskConnector Freshdesk() =>
        new("freshdesk", this.Options("freshdesk"), this.Http("freshdesk"), this.Clock, NullLogger.Instance);

    private ClickUpConnector ClickUp() =>
        new("clickup", this.Options("clickup"), this.Http("clickup"), this.Clock, NullLogger.Instance);

    private JiraConnector Jira() =>
        new("jira", this.Options("jira"), this.Http("jira"), this.Clock, NullLogger.Instance);

    private HttpClient Http(string name) =>
        new(this.detours[name] = new Detour()) { Timeout = Timeout.InfiniteTimeSpan };

    private ConnectionOptions Options(string name)
    {
        var settings = this.City.Settings();
        string? Of(string key) => settings.GetValueOrDefault($"Bridge:Connections:{name}:{key}");
        return new ConnectionOptions
        {
            Kind = Enum.Parse<ToolKind>(Of("Kind")!),
            BaseUrl = Of("BaseUrl"),
            ApiKey = Of("ApiKey"),
            Email = Of("Email"),
            ApiToken = Of("ApiToken"),
            Token = Of("Token"),
            WorkspaceId = Of("WorkspaceId"),
            SearchLag = TimeSpan.FromSeconds(2),
            Timeout = FaultClock.CallLimit,
        };
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = this.source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

/// <summary>An effect as the journal has it.</summary>
/// <param name="Scheduled">True when a time is set for the next try.</param>
internal sealed record JournalLine(string State, string Failure, bool Scheduled);
