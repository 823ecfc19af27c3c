using Bridge.Connectors.Http;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Connectors.Budgets;

/// <summary>Nodes that share a connection's budget in a real database, on a clock that the test moves.</summary>
public sealed class SharedBudgetTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly VirtualClock clock = new();
    private string connectionString = "";
    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        this.connectionString = await postgres.NewDatabaseAsync();
        this.source = NpgsqlDataSource.Create(this.connectionString);
        await Migrator.Embedded().ApplyAsync(this.source, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => this.source.DisposeAsync();

    [Fact]
    public async Task Three_nodes_never_send_more_than_the_limit_in_a_minute_and_use_nearly_all_of_it()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => this.Node(100)).ToList();
        var sent = await Load.RunAsync(nodes, this.clock, TimeSpan.FromMinutes(5), Priority.State);

        Assert.InRange(Load.MostInAMinute(sent), 1, 100);
        Assert.InRange(sent.Count / 5.0, 85, 120);
        nodes.ForEach(n => n.Dispose());
    }

    [Fact]
    public async Task Every_node_gets_its_part_under_load()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => this.Node(60)).ToList();
        var each = await Task.WhenAll(
            nodes.Select(async n => await CountAsync(n)).Append(this.MoveAsync(TimeSpan.FromMinutes(5)))
        );

        Assert.All(each.Take(3), count => Assert.InRange(count, 25, 240));
        nodes.ForEach(n => n.Dispose());

        async Task<int> CountAsync(RateBudget node)
        {
            var end = this.clock.GetUtcNow() + TimeSpan.FromMinutes(4);
            using var stop = new CancellationTokenSource();
            await using var alarm = this.clock.CreateTimer(
                _ => stop.Cancel(),
                null,
                end - this.clock.GetUtcNow(),
                Timeout.InfiniteTimeSpan
            );
            var count = 0;
            try
            {
                while (true)
                {
                    await node.TakeAsync(Priority.State, stop.Token);
                    count++;
                }
            }
            catch (OperationCanceledException)
            {
                return count;
            }
        }
    }

    [Fact]
    public async Task A_customers_message_on_one_node_goes_before_state_on_another()
    {
        using var one = this.Node(1);
        using var other = this.Node(1);
        await one.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        var state = one.TakeAsync(Priority.State, CancellationToken.None);
        var message = other.TakeAsync(Priority.CustomerMessage, CancellationToken.None);
        await this.MoveUntilAsync(() => message.IsCompleted || state.IsCompleted, TimeSpan.FromMinutes(2));

        Assert.True(message.IsCompletedSuccessfully);
        Assert.False(state.IsCompleted);
        await this.MoveUntilAsync(() => state.IsCompleted, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_pause_that_one_node_was_told_holds_for_all_and_names_its_reason()
    {
        using var one = this.Node(null);
        using var other = this.Node(null);
        await other.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        one.PauseUntil(this.clock.GetUtcNow() + TimeSpan.FromSeconds(40), "the tool answered 429");
        await this.MoveUntilAsync(() => false, TimeSpan.FromSeconds(2));
        var turn = other.TakeAsync(Priority.CustomerMessage, CancellationToken.None);
        await this.MoveUntilAsync(() => turn.IsCompleted, TimeSpan.FromSeconds(30));

        Assert.False(turn.IsCompleted);
        Assert.Equal("the tool answered 429", other.View.PauseReason);
        await this.MoveUntilAsync(() => turn.IsCompleted, TimeSpan.FromSeconds(15));
        Assert.True(turn.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_the_tool_tells_one_node_holds_for_all()
    {
        using var one = this.Node(null);
        using var other = this.Node(null);
        await one.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        one.Learn(100, 14);
        await one.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        var load = Enumerable
            .Range(0, 10)
            .Select(_ => other.TakeAsync(Priority.CustomerMessage, CancellationToken.None))
            .ToList();
        await this.QuietAsync(() => load.Count(t => t.IsCompleted));

        // Of the 14 that are left ten stay for others, and the first node took one.
        Assert.Equal(3, load.Count(t => t.IsCompleted));
        Assert.Equal(90, other.View.Limit);
    }

    [Fact]
    public async Task An_idle_node_gives_back_what_it_did_not_use()
    {
        using var busy = this.Node(600);
        for (var i = 0; i < 40; i++)
        {
            await busy.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        }

        await this.MoveUntilAsync(() => false, TimeSpan.FromSeconds(3));
        var (states, now) = await this.Budgets().AllAsync(CancellationToken.None);

        Assert.Equal(40, states["desk"].Sent.Count(now));
    }

    [Fact]
    public async Task A_slice_grows_with_demand_so_that_not_each_request_asks_the_database()
    {
        using var busy = this.Node(6000);
        for (var i = 0; i < 100; i++)
        {
            await busy.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        }

        await using var db = await this.source.OpenConnectionAsync();
        var leases = await db.ExecuteScalarAsync<long>("select version from budgets");

        Assert.InRange(leases, 1, 15);
    }

    [Fact]
    public async Task A_node_that_dies_takes_no_more_with_it_than_its_slice()
    {
        var dead = this.Node(100);
        await dead.TakeAsync(Priority.State, CancellationToken.None).WaitAsync(Soon);
        dead.Dispose();
        using var heir = this.Node(100);
        var load = Enumerable
            .Range(0, 100)
            .Select(_ => heir.TakeAsync(Priority.CustomerMessage, CancellationToken.None))
            .ToList();
        await this.QuietAsync(() => load.Count(t => t.IsCompleted));

        Assert.InRange(load.Count(t => t.IsCompleted), 98, 99);
        await this.MoveUntilAsync(() => load.TrueForAll(t => t.IsCompleted), TimeSpan.FromSeconds(65));
        Assert.True(load.TrueForAll(t => t.IsCompleted));
    }

    [Fact]
    public async Task With_the_database_away_nodes_go_on_at_the_rate_that_they_had_and_no_more()
    {
        var nodes = Enumerable.Range(0, 2).Select(_ => this.Node(100)).ToList();
        var steps = 0;
        var sent = await Load.RunAsync(
            nodes,
            this.clock,
            TimeSpan.FromMinutes(5),
            Priority.State,
            async () =>
            {
                if (++steps == 4 * 90)
                {
                    await this.LetInAsync(false);
                }
                else if (steps == 4 * 170)
                {
                    await this.LetInAsync(true);
                }
            }
        );
        var start = sent[0];
        var meanwhile = sent.Count(at => at - start is { TotalSeconds: > 95 and < 165 });

        Assert.InRange(Load.MostInAMinute(sent), 1, 100);
        Assert.InRange(meanwhile, 40, 120);

        // A minute after the database is back all of the limit is used again.
        Assert.InRange(sent.Count(at => at - start > TimeSpan.FromSeconds(225)), 90, 200);
        nodes.ForEach(n => n.Dispose());
    }

    [Fact]
    public async Task A_server_that_lost_the_budgets_in_a_crash_is_told_what_was_sent()
    {
        using var node = this.Node(10);
        for (var i = 0; i < 6; i++)
        {
            await node.TakeAsync(Priority.CustomerMessage, CancellationToken.None).WaitAsync(Soon);
        }

        await using (var db = await this.source.OpenConnectionAsync())
        {
            await db.ExecuteAsync("truncate budgets");
        }

        var load = Enumerable
            .Range(0, 10)
            .Select(_ => node.TakeAsync(Priority.CustomerMessage, CancellationToken.None))
            .ToList();
        await this.QuietAsync(() => load.Count(t => t.IsCompleted));

        Assert.Equal(4, load.Count(t => t.IsCompleted));
    }

    private SharedBudgets Budgets() => new(this.source, this.clock, NullLogger<SharedBudgets>.Instance);

    private RateBudget Node(int? limit) => new(this.clock, limit, this.Budgets().Of("desk"));

    private async Task<int> MoveAsync(TimeSpan span)
    {
        await this.MoveUntilAsync(() => false, span);
        return 0;
    }

    private async Task MoveUntilAsync(Func<bool> done, TimeSpan atMost)
    {
        var end = this.clock.GetUtcNow() + atMost;
        while (this.clock.GetUtcNow() < end && !done())
        {
            this.clock.Move(TimeSpan.FromMilliseconds(200));
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until a count stands still.</summary>
    private async Task QuietAsync(Func<int> count)
    {
        for (var (still, before) = (0, -1); still < 20; before = count())
        {
            await Task.Delay(5);
            still = count() == before ? still + 1 : 0;
        }
    }

    private async Task LetInAsync(bool allowed)
    {
        var name = new NpgsqlConnectionStringBuilder(this.connectionString).Database;
        await using var admin = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(this.connectionString)
            {
                Database = "postgres",
                Pooling = false,
            }.ConnectionString
        );
        await using var db = await admin.OpenConnectionAsync();
        await db.ExecuteAsync($"alter database {name} with allow_connections {(allowed ? "true" : "false")}");
        await db.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = @name",
            new { name }
        );
    }
}
