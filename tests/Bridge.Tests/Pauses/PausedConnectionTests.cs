using Bridge.Connectors;
using Bridge.Operations;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Hosting;
using Bridge.Store;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Pauses;

/// <summary>A connection whose key dies, or whose tool is away, pauses as a whole, and goes on by itself.</summary>
public sealed class PausedConnectionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"bridge-token-{Guid.NewGuid():N}");
    private Level2World world = null!;
    private string token = "";

    private Desk Desk => this.world.Desk;

    public async ValueTask InitializeAsync()
    {
        this.token = new ClickUpOptions().Token;
        await File.WriteAllTextAsync(this.file, this.token, TestContext.Current.CancellationToken);
        this.world = Level2World.On(
            await Desk.OpenAsync(
                postgres,
                ("Bridge:Connections:clickup:Token", ""),
                ("Bridge:Connections:clickup:TokenFile", this.file)
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await this.Desk.DisposeAsync();
        File.Delete(this.file);
    }

    [Fact]
    public async Task Nothing_but_probes_is_sent_while_a_key_is_dead_and_all_is_done_once_when_it_is_renewed()
    {
        var cases = new List<Level2Case>();
        for (var i = 0; i < 3; i++)
        {
            cases.Add(await this.world.BeginAsync());
        }

        await this.ReplaceAsync("pk_dead");
        foreach (var value in cases)
        {
            this.world.Dana.PrivateNote(value.Ticket, $"<p>The customer of {value.Ticket} calls daily.</p>");
        }

        await this.Desk.Until(() => this.IsPaused, "the connection is paused");
        await this.Desk.QuietAsync();
        this.Desk.ForgetCalls();
        for (var i = 0; i < 6; i++)
        {
            var seen = this.ClickUpCalls.Count;
            await this.Desk.PassAsync(TimeSpan.FromMinutes(5));
            foreach (var value in cases)
            {
                this.world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", $"Use the export, {i}"));
                this.world.Priya.SetField(value.Task, "Resolution Notes", $"Found, {i}");
            }

            await this.Desk.Until(() => this.ClickUpCalls.Count > seen, "the next probe");
            await this.Desk.QuietAsync();
        }

        Assert.All(this.ClickUpCalls, c => Assert.Equal(("GET", "/api/v2/team", 401), (c.Method, c.Path, c.Status)));
        Assert.InRange(this.ClickUpCalls.Count, 6, 60);
        foreach (var value in cases)
        {
            Assert.Single(
                await this.Desk.TimelineAsync(value.Ticket),
                line => line.Contains("is paused", StringComparison.Ordinal)
            );
            Assert.DoesNotContain("Use the export", this.world.Field(value, "Resolution Notes") ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(0, await this.Desk.NumberAsync("select count(*) from effects where state = 'waiting' and attempts > 1"));
        await this.SaysSoAsync();

        await this.ReplaceAsync(this.token);
        await this.Desk.Until(() => !this.IsPaused, "it goes on at once");
        foreach (var value in cases)
        {
            await this.Desk.Until(
                () =>
                    Count(this.world.Comments(value), "calls daily") == 1
                    && this.world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the export, 5"
                    && this.world.Field(value, "Resolution Notes") == "Found, 5",
                "what waited is done"
            );
        }

        await this.Desk.SettledAsync();
        Assert.All(cases, value => Assert.Equal(1, Count(this.world.Comments(value), "calls daily")));
        await this.Desk.UntilNoneAsync("connection_waits");
        await this.Desk.UntilNoneAsync("findings where kind = 'ConnectionDown' and closed_at is null");
        Assert.Equal("ready", (await this.HealthAsync()).Status);
    }

    [Fact]
    public async Task A_call_that_is_refused_though_the_key_works_pauses_nothing()
    {
        var value = await this.world.BeginAsync();
        this.world.City.ClickUp.Faults.Share(
            new Fault.Answer(401, """{"err":"Token invalid","ECODE":"OAUTH_025"}"""),
            1,
            seed: 1,
            "POST",
            "/comment"
        );
        this.Desk.ForgetCalls();
        this.world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        await this.Desk.Until(() => this.ClickUpCalls.Any(c => c.Status == 401), "the refusal");
        await this.Desk.QuietAsync();

        Assert.False(this.IsPaused);
        Assert.Single(this.ClickUpCalls, c => c.Path == "/api/v2/team");
        this.Desk.Mend();
        await this.Desk.UntilInTime(() => Count(this.world.Comments(value), "calls daily") == 1, "it is tried again");
    }

    [Fact]
    public async Task A_tool_that_is_away_for_minutes_is_probed_and_not_called()
    {
        var value = await this.world.BeginAsync();
        this.world.City.ClickUp.Faults.Share(new Fault.Answer(503), 1, seed: 1);
        this.world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        for (var i = 0; i < 8 && !this.IsPaused; i++)
        {
            await this.Desk.QuietAsync();
            await this.Desk.PassAsync(TimeSpan.FromMinutes(1));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await this.Desk.Until(() => this.IsPaused, "the connection is paused");
        await this.Desk.QuietAsync();
        this.Desk.ForgetCalls();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(10));
        await this.Desk.Until(() => this.ClickUpCalls.Count > 0, "a probe");
        await this.Desk.QuietAsync();
        Assert.All(this.ClickUpCalls, c => Assert.Equal("/api/v2/team", c.Path));

        this.Desk.Mend();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(2));
        await this.Desk.Until(() => Count(this.world.Comments(value), "calls daily") == 1, "what waited is done");
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(this.world.Comments(value), "calls daily"));
        Assert.False(this.IsPaused);
    }

    [Fact]
    public async Task The_ticket_goes_on_without_its_item_while_the_tracker_is_paused()
    {
        var value = await this.world.BeginAsync();
        await this.ReplaceAsync("pk_dead");
        this.world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        await this.Desk.Until(() => this.IsPaused, "the connection is paused");
        var subject = this.world.Subject();
        var ticket = this.world.Elevate(subject);
        await this.Desk.Until(
            () => this.Desk.Ticket(ticket).GroupId == this.Desk.Ticket(value.Ticket).GroupId,
            "the ticket gets what its stage gives it"
        );
        Assert.Empty(this.world.Tasks(subject));

        await this.ReplaceAsync(this.token);
        await this.Desk.Until(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("with engineering", StringComparison.Ordinal)),
            "the task is made"
        );
        await this.Desk.SettledAsync();
        Assert.Single(this.world.Tasks(subject));
    }

    private bool IsPaused =>
        this.Desk.World.Bridge.Services.GetRequiredService<ConnectionDoors>().Of("clickup").Pause is not null;

    private IReadOnlyList<ApiCall> ClickUpCalls => this.world.City.ClickUp.Calls.All;

    private static int Count(IEnumerable<string> texts, string part) =>
        texts.Count(t => t.Contains(part, StringComparison.Ordinal));

    private Task ReplaceAsync(string value) =>
        File.WriteAllTextAsync(this.file, value, TestContext.Current.CancellationToken);

    private async Task SaysSoAsync()
    {
        var health = await this.HealthAsync();
        Assert.Equal("degraded", health.Status);
        Assert.Contains("'clickup' is paused: ClickUp does not accept the token", health.Problems[0], StringComparison.Ordinal);
        Assert.Equal(
            1,
            await this.Desk.NumberAsync("select count(*) from findings where kind = 'ConnectionDown' and closed_at is null")
        );
        using var http = new HttpClient { BaseAddress = new Uri(this.Desk.World.Url) };
        foreach (var path in (string[])["/", "/cases", "/jobs"])
        {
            Assert.Contains(
                "The connection clickup is paused since",
                await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }

        var page = await http.GetStringAsync(
            new Uri("/connections", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("Try now", page, StringComparison.Ordinal);
        Assert.Contains("3 cases wait", page, StringComparison.Ordinal);
    }

    private Task<Health.Answer> HealthAsync() =>
        this.Desk.World.Bridge.Services.GetRequiredService<Health>()
            .ReadyAsync(TestContext.Current.CancellationToken);
}
