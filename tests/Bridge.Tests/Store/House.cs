using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Turns;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Store;

/// <summary>The store on a database of its own, with a clock that the test moves.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly SignalInbox inbox;

    private House(NpgsqlDataSource source)
    {
        this.source = source;
        this.inbox = new SignalInbox(source, this.Time);
        this.Store = new CaseStore(source, this.Time);
        this.Lines = new WaitingLines(source, this.Time);
    }

    public MovedClock Time { get; } = new();

    public CaseStore Store { get; }

    public WaitingLines Lines { get; }

    /// <summary>Claims cases of whatever lines have the next turns, as a node with so many free workers does.</summary>
    public async Task<ImmutableArray<ClaimedCase>> ClaimAsync(int node, int most, TimeSpan lease)
    {
        var waiting = await this.Lines.AllAsync(most, default);
        var shares = NextTurns.Of(
            waiting,
            new Dictionary<Line, int>(),
            new HashSet<string>(),
            helpdesks: 1,
            workers: most
        );
        return await this.Store.ClaimAsync(node, shares, lease, default);
    }

    public static async Task<House> OpenAsync(PostgresFixture postgres)
    {
        var house = new House(NpgsqlDataSource.Create(await postgres.NewDatabaseAsync()));
        await Migrator.Embedded().ApplyAsync(house.source, default);
        await house.inbox.StartAsync(default);
        return house;
    }

    public Task SignalAsync(params string[] tickets) =>
        this.inbox.StoreAsync(
            [.. tickets.Select(t => new Signal(SignalSource.Webhook, "desk", Side.Helpdesk, t, null, "test"))],
            default
        );

    public Task ItemSignalAsync(string item) =>
        this.inbox.StoreAsync([new Signal(SignalSource.Webhook, "track", Side.Tracker, item, null, "test")], default);

    /// <summary>Stores a case as another program would.</summary>
    public async Task StateAsync(string ticket, string? state)
    {
        await using var command = this.source.CreateCommand("update cases set state = @state::json where ticket_id = @ticket");
        command.Parameters.Add(new NpgsqlParameter("state", NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)state ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<string>("ticket", ticket));
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How the database goes about a statement.</summary>
    public async Task<string> ExplainAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = this.source.CreateCommand($"explain {sql}");
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        return string.Join('\n', plan);
    }

    public async ValueTask DisposeAsync()
    {
        await this.inbox.StopAsync(default);
        this.inbox.Dispose();
        await this.source.DisposeAsync();
    }

    internal sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => this.Now;
    }
}
