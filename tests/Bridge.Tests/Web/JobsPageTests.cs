using Bridge.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Bridge.Tests.Web;

public sealed class JobsPageTests(PostgresFixture postgres)
{
    private const string Chromium = "/usr/bin/chromium";

    private const string Runs = """
        insert into job_runs (job, node, pace, started_at, ended_at, next_at, error, failures) values
            ('poll freshdesk', 0, '2 minutes', now() - interval '50 seconds', now() - interval '49.6 seconds',
                now() + interval '75 seconds', null, 0),
            ('second look', 0, '1 day', now() - interval '5 hours', now() - interval '4 hours', null,
                'jira: <gone>', 2),
            ('drift', 0, '5 minutes', now() - interval '3 minutes', null, now() + interval '2 minutes', null, 0),
            ('bind processes that are off', 7, '30 seconds', now(), now(), now(), null, 0)
        """;

    [Fact]
    public async Task Each_job_is_shown_with_its_pace_its_last_run_and_its_error()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.ExecuteAsync(host.Source, Runs);

        var page = await host.GetAsync("/jobs");

        string[] shown =
        [
            "poll freshdesk",
            "400 ms",
            "2 min",
            "in 1 min",
            "jira: &lt;gone&gt; (2 times in a row)",
            "runs, 3 min so far",
            "node 7",
            "not known",
        ];
        Assert.All(shown, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_the_first_run_the_page_says_so()
    {
        await using var host = await PageHost.StartAsync(postgres);

        Assert.Contains("No job has run yet.", await host.GetAsync("/jobs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1100)]
    public async Task The_page_fits_small_and_wide_screens(int width)
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.ExecuteAsync(host.Source, Runs);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            }
        );
        var page = await browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
            }
        );
        await page.GotoAsync(new Uri(host.Address, "/jobs").ToString());
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(wide <= width, $"the page is {wide} pixels wide");
        if (Environment.GetEnvironmentVariable("BRIDGE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"jobs-{width}.png"), FullPage = true });
        }
    }
}
