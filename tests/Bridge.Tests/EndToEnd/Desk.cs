using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Demo;
using Bridge.Mappings;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;
using Bridge.Store;
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

    /// <summary>The calls that the three tools have seen since <see cref="ForgetCalls"/>, in order of time.</summary>
    public IReadOnlyList<ApiCall> Calls => [.. this.Tools.SelectMany(tool => tool.Calls.All).OrderBy(call => call.At)];

    /// <summary>Those of them that change something (Jira is searched by POST as well).</summary>
    public IReadOnlyList<ApiCall> Writes =>
        [.. this.Calls.Where(c => c.Method != "GET" && !c.Path.Contains("/search", StringComparison.Ordinal))];

    private SandboxServer[] Tools => [this.World.City.Freshdesk, this.World.City.ClickUp, this.World.City.Jira];

    private WebhookSender[] Senders =>
        [this.World.City.Freshdesk.Webhooks, this.World.City.ClickUp.Webhooks, this.World.City.Jira.Webhooks];

    private NpgsqlDataSource Database => this.World.Bridge.Services.GetRequiredService<NpgsqlDataSource>();

    public static Task<Desk> OpenAsync(PostgresFixture postgres, params (string Key, string Value)[] settings) =>
        OpenAsync(postgres, Repository.Mappings(), settings);

    public static async Task<Desk> OpenAsync(
        PostgresFixture postgres,
        IReadOnlyList<ProcessMapping> mappings,
        params (string Key, string Value)[] settings
    )
    {
        var database = await postgres.NewDatabaseAsync();
        var all = settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.OrdinalIgnoreCase);
        return new Desk(await DemoWorld.StartAsync(mappings, database, all, TestContext.Current.CancellationToken));
    }

    /// <summary>On a database that may have been used before, by mapping files that may be watched.</summary>
    public static async Task<Desk> OpenAsync(
        string database,
        MappingSet mappings,
        params (string Key, string Value)[] settings
    )
    {
        var all = settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.OrdinalIgnoreCase);
        return new Desk(await DemoWorld.StartAsync(mappings, database, all, TestContext.Current.CancellationToken));
    }

    /// <summary>Fine weather: no fault and no loss from here on.</summary>
    public void Mend()
    {
        foreach (var tool in this.Tools)
        {
            tool.Faults.Clear();
        }

        foreach (var weather in this.Senders.Select(s => s.Weather))
        {
            (weather.LostShare, weather.DoubledShare, weather.ShuffleWithin) = (0, 0, TimeSpan.Zero);
        }
    }

    public void Weather(Action<WebhookWeather> change)
    {
        foreach (var sender in this.Senders)
        {
            change(sender.Weather);
        }
    }

    public void ForgetCalls()
    {
        foreach (var tool in this.Tools)
        {
            tool.Calls.Clear();
        }
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

    /// <summary>Waits until something holds, with time going by between looks: waits that grow are over soon.</summary>
    public async Task UntilInTime(Func<bool> holds, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!holds())
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                Assert.Fail($"{what}: did not come within {Patience}.\n{await this.StoryAsync()}");
            }

            await this.QuietAsync();
            await this.PassAsync(TimeSpan.FromSeconds(70));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the journal has nothing that was begun or waits its turn, with time going by.</summary>
    public async Task SettledAsync()
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        await this.QuietAsync();
        while (await this.NumberAsync("select count(*) from effects where state in ('started', 'waiting')") > 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "the journal does not come to rest");
            await this.PassAsync(TimeSpan.FromSeconds(70));
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await this.QuietAsync();
        }
    }

    /// <summary>Waits until the database has no such rows.</summary>
    /// <param name="rows">Table and condition.</param>
    public async Task UntilNoneAsync(string rows)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (await this.NumberAsync($"select count(*) from {rows}") > 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"there are still {rows}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Has the bridge look at a ticket and its item, as the admin's button does.</summary>
    public Task LookAsync(long ticket) =>
        this
            .World.Bridge.Services.GetRequiredService<SignalInbox>()
            .StoreAsync(
                [
                    new Signal(
                        SignalSource.Button,
                        "freshdesk",
                        Side.Helpdesk,
                        ticket.ToString(CultureInfo.InvariantCulture),
                        null,
                        "button"
                    ),
                ],
                TestContext.Current.CancellationToken
            );

    /// <summary>Has the bridge try again what tools refused of a ticket's case, as the admin's button does.</summary>
    public async Task RetryAsync(long ticket)
    {
        var number = ticket.ToString(CultureInfo.InvariantCulture);
        var id = await this.NumberAsync($"select id from cases where ticket_id = '{number}'");
        var actions = this.World.Bridge.Services.GetRequiredService<Work.CaseActions>();
        Assert.True(await actions.RetryAsync(id, TestContext.Current.CancellationToken));
    }

    /// <summary>The messages of a ticket's findings; open ones alone unless told otherwise.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync(long ticket, bool alsoClosed = false) =>
        await this.LinesAsync(
            $"""
            select kind || ': ' || message from findings f join cases c on c.id = f.case_id
            where c.ticket_id = '{ticket.ToString(CultureInfo.InvariantCulture)}' {(
                alsoClosed ? "" : "and closed_at is null"
            )}
            order by f.id
            """
        );

    /// <summary>The story of a ticket's case: kind and text.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync(long ticket) =>
        await this.LinesAsync(
            $"""
            select kind || ': ' || text from timeline t join cases c on c.id = t.case_id
            where c.ticket_id = '{ticket.ToString(CultureInfo.InvariantCulture)}' order by t.id
            """
        );

    public Task PassAsync(TimeSpan time) => this.World.PassAsync(time, TestContext.Current.CancellationToken);

    /// <summary>Waits until no case is ready or leased, and no webhook is on its way; what waits for its time may wait.</summary>
    public async Task QuietAsync()
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        var calm = 0;
        foreach (var sender in this.Senders)
        {
            await sender.IdleAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        }

        while (calm < 3)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "the bridge does not come to rest");
            var busy = await this.NumberAsync(
                $"select count(*) from cases where lease_token is not null or ready_at <= '{this.World.Clock.GetUtcNow():O}'"
            );
            calm = busy == 0 ? calm + 1 : 0;
            await Task.Delay(40, TestContext.Current.CancellationToken);
        }
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = this.Database.CreateCommand(sql);
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            CultureInfo.InvariantCulture
        );
    }

    public async Task<string> StoryAsync()
    {
        var parts = new List<string>(
            await this.LinesAsync(
                """
                select string_agg(line, E'\n') from (
                    select case_id || ' ' || kind || ': ' || text as line from timeline order by id) t
                union all
                select string_agg(case_id || ' ' || key || ' ' || state || ' ' || coalesce(failure, ''), E'\n' order by id) from effects
                union all
                select connection || ' polled ' || polled_at || ': ' || coalesce(failure, 'good') || ', up to ' || coalesce(watermark, '-') from polls
                """
            )
        );
        var processes = this.World.Bridge.Services.GetRequiredService<Work.Processes>();
        parts.AddRange(processes.All.SelectMany(p => p.Problems.Select(why => $"{p.Mapping.Name} is off: {why}")));
        return string.Join("\n--\n", parts);
    }

    public ValueTask DisposeAsync() => this.World.DisposeAsync();

    private async Task<List<string>> LinesAsync(string sql)
    {
        await using var command = this.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        }

        return lines;
    }
}
