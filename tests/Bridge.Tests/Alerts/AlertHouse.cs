using Bridge.Alerts;
using Bridge.Connectors;
using Bridge.Core.Model;
using Bridge.Hooks;
using Bridge.Jobs;
using Bridge.Operations;
using Bridge.Rollout;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Hooks;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Alerts;

/// <summary>The job of the alerts on a database of its own, a receiver that hears what is told, and a clock that the test moves.</summary>
internal sealed class AlertHouse : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly HookPoster hooks;
    private readonly Processes processes;

    private AlertHouse(NpgsqlDataSource source, Receiver receiver)
    {
        this.source = source;
        this.Receiver = receiver;
        this.Options = new BridgeOptions();
        this.Options.Webhooks["chat"] = new WebhookOptions
        {
            Url = receiver.Url,
            Body = """{"text": "{{text}}", "id": "{{id}}"}""",
        };
        var tools = new ToolSet([]);
        this.hooks = new HookPoster(this.Options, this.Clock);
        this.processes = new Processes(tools);
        var backlog = new Backlog(
            new WaitingLines(source, this.Clock),
            new Rests(tools, this.Clock),
            tools,
            this.Options,
            this.Clock
        );
        var doors = new ConnectionDoors(this.Clock);
        var outage = new DatabaseOutage(source, this.Clock, NullLogger<DatabaseOutage>.Instance);
        var health = new Health(source, this.processes, new RolloutState(), backlog, doors, outage);
        this.Store = new AlertStore(source, this.Clock);
        this.Job = new AlertJob(
            this.Options,
            new AlertFacts(source, health, this.Options, this.Clock),
            this.Store,
            new AlertSender(this.Options, this.Store, this.hooks, tools, this.Clock)
        );
        this.Findings = new GeneralFindings(source, this.Clock);
    }

    public VirtualClock Clock { get; } = new();

    public BridgeOptions Options { get; }

    public Receiver Receiver { get; }

    public AlertStore Store { get; }

    public AlertJob Job { get; }

    public GeneralFindings Findings { get; }

    /// <summary>What was told, by id and body.</summary>
    public IReadOnlyList<(string Id, string Body)> Told =>
        [.. this.Receiver.All.Select(t => (t.Headers[HookPoster.IdHeader], t.Body))];

    public static async Task<AlertHouse> OpenAsync(PostgresFixture postgres)
    {
        var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, TestContext.Current.CancellationToken);
        return new AlertHouse(source, await Receiver.StartAsync());
    }

    /// <summary>An alert that tells the receiver at once.</summary>
    public AlertOptions Alert(string name, params string[] findings)
    {
        var alert = new AlertOptions { Webhook = "chat", After = TimeSpan.Zero };
        alert.Findings.AddRange(findings);
        this.Options.Alerts[name] = alert;
        return alert;
    }

    /// <summary>Lets time go by and the job take a turn.</summary>
    public Task TurnAsync(int minutes = 0)
    {
        this.Clock.Move(TimeSpan.FromMinutes(minutes));
        return this.Job.RunAsync(TestContext.Current.CancellationToken);
    }

    public Task OpenAsync(FindingKind kind, string key, string message) =>
        this.Findings.OpenAsync(kind, key, message, TestContext.Current.CancellationToken);

    /// <summary>A case of a process with open findings of a kind.</summary>
    public async Task CaseAsync(string ticket, string process, string kind, string message)
    {
        await using var db = await this.source.OpenConnectionAsync();
        await db.ExecuteAsync(
            """
            with c as (
                insert into cases (helpdesk, ticket_id, process, item_key, created_at, updated_at)
                values ('freshdesk', @ticket, @process, 'ENG-' || @ticket, @now, @now) returning id
            )
            insert into findings (case_id, kind, key, message, opened_at)
            select id, @kind, 'k', @message, @now from c
            """,
            new
            {
                ticket,
                process,
                kind,
                message,
                now = this.Clock.GetUtcNow(),
            }
        );
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var db = await this.source.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<long>(sql);
    }

    public async Task DoAsync(string sql)
    {
        await using var db = await this.source.OpenConnectionAsync();
        await db.ExecuteAsync(sql, new { now = this.Clock.GetUtcNow() });
    }

    public async ValueTask DisposeAsync()
    {
        this.hooks.Dispose();
        this.processes.Dispose();
        await this.Receiver.DisposeAsync();
        await this.source.DisposeAsync();
    }
}
