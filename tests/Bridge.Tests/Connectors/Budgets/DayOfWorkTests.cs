using Bridge.Connectors.Http;
using Bridge.Sandbox.ClickUp;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Connectors.Budgets;

/// <summary>Nodes with one budget against a simulated ClickUp that counts: a hundred requests a minute.</summary>
public sealed class DayOfWorkTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Limit = 100;
    private readonly VirtualClock clock = new();
    private readonly List<ToolHttp> nodes = [];
    private NpgsqlDataSource source = null!;
    private ClickUpServer tool = null!;

    public async ValueTask InitializeAsync()
    {
        this.source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(this.source, CancellationToken.None);
        this.tool = new ClickUpServer(this.clock, new ClickUpOptions { RequestsPerMinute = Limit });
        await this.tool.StartAsync();
        for (var node = 0; node < 3; node++)
        {
            var budgets = new SharedBudgets(this.source, this.clock, NullLogger<SharedBudgets>.Instance);
            this.nodes.Add(
                new ToolHttp(
                    new HttpClient(),
                    new RateBudget(this.clock, null, budgets.Of("clickup")),
                    this.clock,
                    TimeSpan.FromHours(1),
                    new RateHabits(LimitsArePerMinute: true, static _ => true)
                )
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        this.nodes.ForEach(n => n.Dispose());
        await this.tool.DisposeAsync();
        await this.source.DisposeAsync();
    }

    /// <summary>A poll every two minutes, a change of six calls every five, and at ten and at three a release that moves forty tasks.</summary>
    [Fact]
    public async Task A_day_of_normal_work_on_three_nodes_meets_no_429()
    {
        await this.AskAsync(0, Priority.Rest);
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var work = new List<Task>();
            if (minute % 2 == 0)
            {
                work.Add(this.AskAsync(minute % 3, Priority.Rest));
            }

            if (minute % 5 == 0)
            {
                work.Add(this.ChangeAsync(minute % 3));
            }

            if (minute is 60 or 360)
            {
                work.AddRange(Enumerable.Range(0, 40).Select(n => this.ChangeAsync(n % 3)));
            }

            await this.WorkAsync(Task.WhenAll(work));
            this.clock.Move(TimeSpan.FromMinutes(1));
        }

        Assert.True(this.tool.Calls.Total > 2000, $"only {this.tool.Calls.Total} calls in a day");
        Assert.DoesNotContain(this.tool.Calls.All, c => c.Status == 429);
    }

    [Fact]
    public async Task On_a_429_all_nodes_wait_as_long_as_the_tool_says()
    {
        await this.AskAsync(0, Priority.Rest);
        using var stranger = new HttpClient();
        for (var n = 1; n < Limit; n++)
        {
            await this.SendAsync(stranger);
        }

        var refused = await this.AskAsync(0, Priority.State);
        Assert.Equal(429, refused.Status);
        var until = this.nodes[0].Budget.View.PausedUntil;
        var other = this.AskAsync(1, Priority.CustomerMessage);
        await this.WorkAsync(other);

        Assert.Equal(200, (await other).Status);
        Assert.True(this.clock.GetUtcNow() >= until, $"sent before {until:O}");
        Assert.Single(this.tool.Calls.All, c => c.Status == 429);
    }

    private async Task ChangeAsync(int node)
    {
        for (var call = 0; call < 6; call++)
        {
            await this.AskAsync(node, Priority.State);
        }
    }

    private Task<ToolAnswer> AskAsync(int node, Priority priority) =>
        this.nodes[node].SendAsync(this.Request, priority, CancellationToken.None);

    private async Task SendAsync(HttpClient http)
    {
        using var request = this.Request();
        using var answer = await http.SendAsync(request);
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{this.tool.BaseUrl}/api/v2/user");
        request.Headers.TryAddWithoutValidation("Authorization", this.tool.Options.Token);
        return request;
    }

    /// <summary>Moves time on, a second at a time, until the work is done.</summary>
    private async Task WorkAsync(Task work)
    {
        for (var second = 0; second < 1200 && !work.IsCompleted; second++)
        {
            await Task.WhenAny(work, Task.Delay(15));
            if (!work.IsCompleted)
            {
                this.clock.Move(TimeSpan.FromSeconds(1));
            }
        }

        await work.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
