using Bridge.Connectors.Budgets;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Bridge.Tests.Web;

/// <summary>The page that shows what of each connection's budget is used, and by whom it is waited for.</summary>
public sealed class ConnectionsPageTests(PostgresFixture postgres)
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task Each_connection_shows_its_budget_who_waits_its_pause_and_what_went_wrong_last()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await BusyAsync(host);
        var page = await host.GetAsync("/connections");

        Assert.Contains("37 used", page, StringComparison.Ordinal);
        Assert.Contains("53 left of 90 a minute", page, StringComparison.Ordinal);
        Assert.Contains("Limit of list", page, StringComparison.Ordinal);
        Assert.Contains("2 used of 20", page, StringComparison.Ordinal);
        Assert.Contains("5 for stages and fields, 40 for backfill", page, StringComparison.Ordinal);
        Assert.Contains("Nothing is sent: the tool answered 429", page, StringComparison.Ordinal);
        Assert.Contains("GET /api/v2/task/86abc1 was answered 500", page, StringComparison.Ordinal);
        Assert.Contains("req-4711", page, StringComparison.Ordinal);
        Assert.Contains("Last webhook", page, StringComparison.Ordinal);
        Assert.Contains("the key is dead", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_was_never_asked_says_so()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var page = await host.GetAsync("/connections");

        Assert.Contains(
            "This tool names no limit of requests a minute, or has not been asked yet.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("none yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_fits_a_small_screen_and_a_large_one()
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(postgres);
        await BusyAsync(host);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            }
        );
        foreach (var width in new[] { 360, 1100 })
        {
            var page = await browser.NewPageAsync(
                new BrowserNewPageOptions
                {
                    ViewportSize = new ViewportSize { Width = width, Height = 800 },
                }
            );
            await page.GotoAsync(new Uri(host.Address, "connections").ToString());
            if (Environment.GetEnvironmentVariable("BRIDGE_PICTURES") is { Length: > 0 } folder)
            {
                await page.ScreenshotAsync(
                    new() { Path = Path.Combine(folder, $"connections-{width}.png"), FullPage = true }
                );
            }

            Assert.True(
                await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width,
                $"wider than {width}"
            );
        }
    }

    /// <summary>What a node leaves in the database that is told of a limit, a pause and an error.</summary>
    internal static async Task BusyAsync(PageHost host)
    {
        var budgets = host.Services.GetRequiredService<SharedBudgets>();
        var parts = new Dictionary<string, int>(StringComparer.Ordinal) { ["list"] = 20 };
        await budgets
            .Of("freshdesk")
            .LeaseAsync(
                new BudgetAsk
                {
                    Learned = 360,
                    Waiting = [0, 61, 0, 0],
                    PartLimits = parts,
                },
                CancellationToken.None
            );
        var share = budgets.Of("clickup");
        await share.LeaseAsync(
            new BudgetAsk
            {
                Learned = 90,
                Waiting = [0, 37, 0, 0],
                Parts = new Dictionary<string, int>(StringComparer.Ordinal) { ["list"] = 2 },
                PartLimits = parts,
            },
            CancellationToken.None
        );
        await share.LeaseAsync(
            new BudgetAsk
            {
                Waiting = [0, 5, 0, 40],
                Refused = 1,
                Pauses = new Dictionary<string, Pause>(StringComparer.Ordinal)
                {
                    [""] = new(TimeSpan.FromMinutes(5), "the tool answered 429: its limit is used up"),
                },
                Trouble = new Trouble(DateTimeOffset.UtcNow, "GET /api/v2/task/86abc1 was answered 500", "req-4711"),
            },
            CancellationToken.None
        );
        await using var db = await host.Source.OpenConnectionAsync();
        await db.ExecuteAsync(
            """
            insert into polls (connection, polled_at, failure, webhook_at)
            values ('freshdesk', now() - interval '40 seconds', null, now() - interval '3 minutes'),
                ('jira', now() - interval '1 minute', 'the key is dead', null)
            """
        );
    }
}
