using Bridge.Demo;
using Bridge.Sandbox.Freshdesk;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bridge.Tests.EndToEnd;

/// <summary>A demo world on a test database, with words for what the tests say.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Desk(DemoWorld world) => this.World = world;

    public DemoWorld World { get; }

    public static async Task<Desk> OpenAsync(PostgresFixture postgres, params (string Key, string Value)[] settings)
    {
        var database = await postgres.NewDatabaseAsync();
        var all = settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.OrdinalIgnoreCase);
        return new Desk(
            await DemoWorld.StartAsync(Repository.Mappings(), database, all, TestContext.Current.CancellationToken)
        );
    }

    public FreshdeskTicket Ticket(long id) => this.World.City.Freshdesk.Ticket(id);

    /// <summary>The label of a ticket's status.</summary>
    public bool Stands(long id, string status) => this.Ticket(id).Status == this.World.City.HelpDesk.Status(status);

    public IEnumerable<string> Replies(long id) =>
        this.World.City.Freshdesk.CustomerReplies(id).Select(c => c.BodyText);

    public IEnumerable<string> Notes(long id) =>
        this.World.City.Freshdesk.Conversations(id).Where(c => c.Private).Select(c => c.BodyText);

    public (string Name, object? Value) Field(string label, object? value) =>
        (this.World.City.HelpDesk.Field(label), value);

    /// <summary>Waits until something holds; fails with the case's story when it does not come.</summary>
    public async Task Until(Func<bool> holds, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!holds())
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                Assert.Fail($"{what}: did not come within {Patience}.\n{await this.StoryAsync()}");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public Task PassAsync(TimeSpan time) => this.World.PassAsync(time, TestContext.Current.CancellationToken);

    /// <summary>Waits until no case is ready, leased or has signals, and no webhook is on its way.</summary>
    public async Task QuietAsync()
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        var calm = 0;
        while (calm < 3)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "the bridge does not come to rest");
            var busy = await this.NumberAsync(
                "select (select count(*) from signals where case_id is not null) + (select count(*) from cases where lease_token is not null)"
            );
            calm = busy == 0 ? calm + 1 : 0;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = this.World.Bridge.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    public async Task<string> StoryAsync()
    {
        await using var command = this
            .World.Bridge.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                """
                select string_agg(line, E'\n') from (
                    select case_id || ' ' || kind || ': ' || text as line from timeline order by id) t
                union all
                select string_agg(case_id || ' ' || key || ' ' || state || ' ' || coalesce(failure, ''), E'\n' order by id) from effects
                """
            );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var parts = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            parts.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        }

        var processes = this.World.Bridge.Services.GetRequiredService<Work.Processes>();
        parts.AddRange(processes.All.SelectMany(p => p.Problems.Select(why => $"{p.Mapping.Name} is off: {why}")));
        return string.Join("\n--\n", parts);
    }

    public ValueTask DisposeAsync() => this.World.DisposeAsync();
}
