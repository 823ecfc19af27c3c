using Bridge.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Bridge.Tests.Web;

public sealed class BrowserTests(PostgresFixture postgres)
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>The innermost elements that reach beyond the screen, with the beginning of their text.</summary>
    private const string Widest = """
        [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > 360 && ![...e.children].some(c => c.getBoundingClientRect().right > 360))
            .slice(0, 5)
            .map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)
            .join(' | ')
        """;

    [Fact]
    public async Task A_person_finds_a_case_and_has_it_looked_at_on_a_small_screen()
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        await Seeds.DayAsync(host.Source);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await NewPageAsync(browser);
        await page.GotoAsync(host.Address.ToString());
        await this.FitsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Cases", Exact = true }).ClickAsync();
        await page.GetByLabel("Ticket id or item key").FillAsync("#4711");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        // A click comes back when the next page begins: before its stylesheet is there, it has another width.
        await page.WaitForURLAsync("**/cases?*");
        await this.FitsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "4711" }).ClickAsync();
        await page.WaitForURLAsync("**/cases/*");
        await this.FitsAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        var notice = await page.GetByRole(AriaRole.Status).TextContentAsync();
        Assert.StartsWith("The case will be looked at in a moment.", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_drops_a_finding_on_a_small_screen()
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        await Seeds.DayAsync(host.Source);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await NewPageAsync(browser);
        await page.GotoAsync(new Uri(host.Address, "/findings?kind=GateViolation").ToString());
        await page.GetByText("Retry or drop", new() { Exact = true }).ClickAsync();
        await this.FitsAsync(page);
        var form = page.Locator(".findings .act");
        await form.GetByLabel("Your name").FillAsync("Dana");
        await form.GetByLabel("Why (needed to drop)").FillAsync("The request is merged by hand");
        await form.GetByRole(AriaRole.Button, new() { Name = "Drop" }).ClickAsync();
        await page.WaitForURLAsync("**done=dropped");
        await this.FitsAsync(page);
        Assert.Contains("No finding is like that.", await page.ContentAsync(), StringComparison.Ordinal);
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            }
        );

    private static Task<IPage> NewPageAsync(IBrowser browser) =>
        browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );

    private async Task FitsAsync(IPage page)
    {
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        var widest = await page.EvaluateAsync<string>(Widest);
        Assert.True(width <= 360, $"{page.Url} is {width} pixels wide, by {widest}");
    }
}
