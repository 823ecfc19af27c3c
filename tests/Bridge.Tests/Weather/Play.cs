using Bridge.Connectors;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Weather;

/// <summary>How webhooks fare, and how wrong the clocks of the tools are, while people work.</summary>
internal sealed record Sky
{
    public static Sky Calm { get; } = new();

    /// <summary>A third lost, a third doubled, all of them up to ten minutes late and in any order.</summary>
    public static Sky Storm { get; } =
        new()
        {
            Lost = 0.3,
            Doubled = 0.3,
            Within = TimeSpan.FromMinutes(10),
        };

    public double Lost { get; init; }

    public double Doubled { get; init; }

    public TimeSpan Within { get; init; }

    /// <summary>How far the clocks are ahead of the bridge's.</summary>
    public TimeSpan Freshdesk { get; init; }

    public TimeSpan ClickUp { get; init; }

    public TimeSpan Jira { get; init; }

    /// <summary>The share of writes that are done and not answered.</summary>
    public double Unanswered { get; init; }
}

/// <summary>A load of people's actions, played from its begin to its end under one sky.</summary>
internal sealed class Play : IAsyncDisposable
{
    private const int OfEach = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

    private Play(Desk desk, int seed)
    {
        this.Desk = desk;
        var city = desk.World.City;
        this.Errands =
        [
            .. Enumerable.Range(1, OfEach).Select(n => new Level2Errand(city, n, seed)),
            .. Enumerable.Range(1, OfEach).Select(n => new S2Errand(city, n, seed)),
        ];
    }

    public Desk Desk { get; }

    public IReadOnlyList<Errand> Errands { get; }

    public static async Task<Play> OpenAsync(PostgresFixture postgres, Sky sky, int seed)
    {
        var desk = await Desk.OpenAsync(
            postgres,
            // Time goes by so fast here that no turn would last long enough.
            ("Bridge:Lease", "01:00:00"),
            ("Bridge:Connections:freshdesk:PollEvery", "00:00:02"),
            ("Bridge:Connections:clickup:PollEvery", "00:00:02"),
            ("Bridge:Connections:jira:PollEvery", "00:00:02")
        );
        var city = desk.World.City;
        city.ClickUp.RequestsPerMinute = 10_000;
        await SetClocksAsync(desk, sky);
        desk.Weather(w =>
        {
            w.Seed = seed;
            (w.LostShare, w.DoubledShare, w.ShuffleWithin) = (sky.Lost, sky.Doubled, sky.Within);
        });
        foreach (var tool in new SandboxServer[] { city.Freshdesk, city.ClickUp, city.Jira })
        {
            tool.Faults.Share(new Fault.CutAfter(), sky.Unanswered, seed, "POST", "^(?!.*(/search|/webhook)).*$");
        }

        return new Play(desk, seed);
    }

    /// <summary>All do their next step at about the same time, and go on some minutes later; then the sky clears.</summary>
    public async Task RunAsync()
    {
        while (this.Errands.Any(e => !e.IsDone))
        {
            await this.UntilAsync(() => this.Errands.All(e => e.IsReady));
            foreach (var errand in this.Errands)
            {
                errand.Go();
            }

            await this.PassAsync(TimeSpan.FromMinutes(4));
        }

        this.Desk.Mend();
        await this.PassAsync(TimeSpan.FromMinutes(15));
        await this.Desk.SettledAsync();
    }

    public IReadOnlyList<string> Ending() =>
        [.. this.Errands.SelectMany(e => e.Ending().Select(line => $"{e.Subject}: {line}"))];

    /// <summary>What one more look at everything writes.</summary>
    public async Task<IReadOnlyList<string>> OneMoreLookAsync()
    {
        this.Desk.ForgetCalls();
        foreach (var errand in this.Errands)
        {
            await this.Desk.LookAsync(errand.Ticket);
        }

        await this.Desk.QuietAsync();
        return [.. this.Desk.Writes.Select(call => $"{call.Method} {call.Path} {call.Body}")];
    }

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    /// <summary>The bridge has seen the tools' clocks as they are when the work begins.</summary>
    private static async Task SetClocksAsync(Desk desk, Sky sky)
    {
        var city = desk.World.City;
        city.Freshdesk.ClockAhead = sky.Freshdesk;
        city.ClickUp.ClockAhead = sky.ClickUp;
        city.Jira.ClockAhead = sky.Jira;
        foreach (var tool in desk.World.Bridge.Services.GetRequiredService<ToolSet>().All)
        {
            for (var answers = 0; answers < 3; answers++)
            {
                await tool.ReadAsync("999999", TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Time goes by in small steps, so that what is late comes in between.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Slice)
        {
            await this.Desk.PassAsync(Slice);
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        for (var looks = 1; !holds(); looks++)
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                var waiting = this.Errands.Where(e => !e.IsReady);
                Assert.Fail($"{string.Join("; ", waiting)}: do not get on.\n{await this.Desk.StoryAsync()}");
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
            if (looks % 20 == 0)
            {
                await this.Desk.PassAsync(Slice);
            }
        }
    }
}
