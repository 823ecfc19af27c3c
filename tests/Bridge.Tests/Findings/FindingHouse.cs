using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Bridge.Webhooks;
using Bridge.Work;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Findings;

/// <summary>The store with what acts on findings, on a database of its own and by the system's clock.</summary>
internal sealed class FindingHouse : IAsyncDisposable
{
    private readonly SignalInbox inbox;
    private readonly FreshdeskConnector freshdesk;

    private FindingHouse(NpgsqlDataSource source)
    {
        var time = TimeProvider.System;
        this.Source = source;
        this.inbox = new SignalInbox(source, time);
        this.freshdesk = new FreshdeskConnector(
            "freshdesk",
            new ConnectionOptions
            {
                Kind = ToolKind.Freshdesk,
                BaseUrl = "http://127.0.0.1:1",
                ApiKey = "key",
            },
            new HttpClient(),
            time,
            NullLogger<FreshdeskConnector>.Instance,
            null
        );
        this.Quarantine = new Quarantine(source, time);
        this.Store = new FindingStore(source);
        var webhooks = new QuarantineReading(
            new ToolSet([this.freshdesk]),
            this.Quarantine,
            this.inbox,
            new WebhookMemory(source, time)
        );
        this.Actions = new FindingActions(source, webhooks, time);
        this.Sweep = new FindingSweep(this.Store, this.Actions, time);
    }

    public static PersonsWord Dana { get; } = new("Dana", "not needed any more");

    public NpgsqlDataSource Source { get; }

    public FindingStore Store { get; }

    public FindingActions Actions { get; }

    public FindingSweep Sweep { get; }

    public Quarantine Quarantine { get; }

    public static async Task<FindingHouse> OpenAsync(PostgresFixture postgres)
    {
        var house = new FindingHouse(NpgsqlDataSource.Create(await postgres.NewDatabaseAsync()));
        await Migrator.Embedded().ApplyAsync(house.Source, default);
        await house.inbox.StartAsync(default);
        return house;
    }

    /// <summary>A case in which the tracker refused the severity, and the helpdesk a reply.</summary>
    public async Task<long> RefusedCaseAsync(string ticket)
    {
        var state = Seeds.Fixing(ticket) with
        {
            Unsaid = [new Unsaid("reply/3", "reply", "The reply to the customer (ETA)", "no", Seeds.Morning)],
        };
        var id = await Seeds.CaseAsync(this.Source, state, "A ticket");
        await Seeds.EffectAsync(this.Source, id, "reply", Side.Helpdesk, "refused", "ETA", "no");
        await Seeds.ExecuteAsync(this.Source, "update effects set key = 'reply/3' where case_id = @id", new { id });
        await this.FindAsync(id, "Refused", "refused/tracker/Severity", "Severity could not be written", "clickup");
        await this.FindAsync(id, "Refused", "refused/reply/3", "The reply was refused", "freshdesk");
        return id;
    }

    /// <summary>What a plan has found of a case.</summary>
    public Task FindAsync(
        long id,
        string kind,
        string key,
        string message,
        string? connection = null,
        string scope = ""
    ) =>
        Seeds.ExecuteAsync(
            this.Source,
            """
            insert into findings (case_id, scope, kind, key, message, connection, opened_at)
            values (@id, @scope, @kind, @key, @message, @connection, now() - interval '1 hour')
            """,
            new
            {
                id,
                scope,
                kind,
                key,
                message,
                connection,
            }
        );

    public Task KeepAsync(string reason, string body) =>
        this.Quarantine.KeepAsync("freshdesk", reason, Encoding.UTF8.GetBytes(body), default);

    /// <summary>Records a look that found exactly these.</summary>
    public async Task PlanAsync(long id, params Finding[] findings)
    {
        var row = await this.OneAsync<(long Fence, string State)>(
            $"select fence, state::text from cases where id = {id}"
        );
        await new CaseStore(this.Source, TimeProvider.System).RecordAsync(
            new CaseRecord
            {
                Case = CaseJson.ReadCase(row.State),
                Fence = row.Fence,
                Findings = [.. findings],
            },
            default
        );
    }

    /// <summary>The finding whose key begins so; fails when there is none.</summary>
    public async Task<StoredFinding> TheAsync(string key) =>
        (
            await this.Store.FindAsync(
                await this.OneAsync<long>($"select max(id) from findings where key like '{key}%'"),
                default
            )
        )!;

    public async Task<Case> StateAsync(long id) =>
        CaseJson.ReadCase(await this.OneAsync<string>($"select state::text from cases where id = {id}"));

    public async Task<T> OneAsync<T>(string sql)
    {
        await using var connection = await this.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql);
    }

    public async Task<IReadOnlyList<string>> StoryAsync(long id)
    {
        await using var connection = await this.Source.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<string>(
                "select kind || ': ' || text from timeline where case_id = @id order by id",
                new { id }
            ),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await this.inbox.StopAsync(default);
        this.inbox.Dispose();
        this.freshdesk.Dispose();
        await this.Source.DisposeAsync();
    }
}
