using Bridge.Core.Model;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Dapper;
using Microsoft.Playwright;

namespace Bridge.Tests.Answers;

public sealed class AnswerBrowserTests(PostgresFixture postgres)
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task A_customer_answers_on_a_phone_without_scripts()
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(
            postgres,
            settings: [("Bridge:PublicUrl", "https://bridge.example.com")]
        );
        var id = await Seeds.CaseAsync(
            host.Source,
            Seeds.Asked("4711"),
            "The totals of the October statement are off by one row"
        );
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
                JavaScriptEnabled = false,
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );
        var refused = new List<string>();
        page.Console += (_, message) => refused.Add(message.Text);

        await page.GotoAsync(new Uri(host.Address, AnswerPageTests.Link(host, id, CustomerAnswer.Works)).ToString());
        await page.GetByLabel("Anything you would like to add?").FillAsync("The second page is empty now.");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "No, it is still broken" });
        var box = await button.BoundingBoxAsync();
        Assert.True(box is { X: >= 0, Height: >= 44 } && box.X + box.Width <= 360, "the button is easy to hit");
        await button.ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you!", Exact = true }).WaitForAsync();
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(
            ("Broken", "The second page is empty now."),
            await connection.QuerySingleAsync<(string, string)>("select answer, remark from answers")
        );
        Assert.Empty(refused);
    }
}
