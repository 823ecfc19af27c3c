using Bridge.Connectors;
using Bridge.Core.Turns;
using Bridge.Jobs;
using Bridge.Operations;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Bridge.Work;
using Npgsql;

namespace Bridge.Tests.Jobs;

/// <summary>That too much waits is told, and no longer told once it does not.</summary>
public sealed class BacklogTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Open = "select count(*) from findings where kind = 'Backlog' and closed_at is null";
    private readonly VirtualClock clock = new();
    private NpgsqlDataSource source = null!;
    private Backlog backlog = null!;
    private BacklogJob job = null!;

    public async ValueTask InitializeAsync()
    {
        this.source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(this.source, default);
        var tools = new ToolSet(PageHost.Tools());
        this.backlog = new Backlog(
            new WaitingLines(this.source, this.clock),
            new Rests(tools, this.clock),
            tools,
            new BridgeOptions(),
            this.clock
        );
        this.job = new BacklogJob(this.backlog, new GeneralFindings(this.source, this.clock));
        await this.RunAsync(
            "insert into cases (helpdesk, ticket_id, tracker, ready_at, created_at, updated_at) values ('freshdesk', '1', 'clickup', @now, @now, @now)"
        );
    }

    [Fact]
    public async Task A_case_that_waits_too_long_is_a_finding_until_it_is_looked_at()
    {
        await this.job.RunAsync(default);
        Assert.Equal(0L, await this.NumberAsync(Open));

        this.clock.Move(TimeSpan.FromMinutes(11));
        await this.job.RunAsync(default);
        await this.job.RunAsync(default);
        Assert.Equal(1L, await this.NumberAsync(Open));
        var (line, text) = Assert.Single(await this.backlog.TooLongAsync(default));
        Assert.Equal(new Line("freshdesk", "clickup"), line);
        Assert.StartsWith("Cases of freshdesk with clickup have waited", text, StringComparison.Ordinal);
        Assert.Contains("raise Concurrency", text, StringComparison.Ordinal);

        await this.RunAsync("update cases set ready_at = @now");
        await this.job.RunAsync(default);
        Assert.Equal(0L, await this.NumberAsync(Open));
    }

    [Fact]
    public async Task A_case_that_a_worker_has_or_whose_time_is_to_come_does_not_wait()
    {
        await this.RunAsync("update cases set lease_until = @now + interval '1 hour', lease_token = gen_random_uuid()");
        this.clock.Move(TimeSpan.FromMinutes(11));
        Assert.Empty(await this.backlog.AllAsync(10, default));

        await this.RunAsync(
            "update cases set lease_until = null, lease_token = null, ready_at = @now + interval '1 hour'"
        );
        Assert.Empty(await this.backlog.AllAsync(10, default));
    }

    public ValueTask DisposeAsync() => this.source.DisposeAsync();

    private async Task RunAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", this.clock.GetUtcNow()));
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> NumberAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
