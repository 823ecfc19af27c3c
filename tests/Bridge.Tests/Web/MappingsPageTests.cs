using System.Net;
using Bridge.Core.Model;
using Bridge.Core.Planning.Comparison;
using Bridge.Mappings;
using Bridge.Rollout;
using Bridge.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Bridge.Tests.Web;

public sealed class MappingsPageTests(PostgresFixture postgres)
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Mail = "Hello Carol,\n\nThe fix for \"Totals are wrong\" comes by 20 November 2026.";

    private static readonly MappingSet Old = MappingFolder.Read(Path.Combine(Repository.Root, "mappings"));

    [Fact]
    public async Task The_page_shows_what_is_live_and_which_versions_there_were()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        await SeedAsync(host, waiting: false);
        var page = await host.GetAsync("/mappings");
        Assert.Contains("Level 2 Support", page, StringComparison.Ordinal);
        Assert.Contains(Old.Hash, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Let it go live", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_shows_its_text_and_what_changed()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var sets = await SeedAsync(host, waiting: true);
        await sets.GoLiveAsync(Changed(), await sets.LiveAsync(CancellationToken.None), CancellationToken.None);
        var hash = Changed().Processes.Single(p => p.Name == "Level 2 Support").Hash;
        var page = await host.GetAsync($"/mappings/{hash}");
        Assert.Contains("- ", page, StringComparison.Ordinal);
        Assert.Contains("The fix comes by", page, StringComparison.Ordinal);
        Assert.Contains("We expect to deliver the fix by", page, StringComparison.Ordinal);
        using var none = await host.SendAsync(HttpMethod.Get, "/mappings/000000000000");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_confirmation_without_the_forms_token_is_refused()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var sets = await SeedAsync(host, waiting: true);
        using var answer = await host.SendAsync(HttpMethod.Post, $"/mappings/{Changed().Hash}/confirm");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var pending = await sets.PendingAsync(CancellationToken.None);
        Assert.Equal(SetState.Waiting, pending!.State);
    }

    [Fact]
    public async Task A_case_names_the_version_that_decided()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.EffectAsync(host.Source, id, "note", Side.Helpdesk, "done", "told");
        await Seeds.ExecuteAsync(host.Source, "update effects set mapping_hash = 'abcdef012345'");
        var page = await host.GetAsync($"/cases/{id}");
        Assert.Contains("href=\"/mappings/abcdef012345\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, "Let it go live", SetState.Confirmed, "The files go live in a moment.")]
    [InlineData(1280, "Keep the old", SetState.KeptOut, "The old files stay.")]
    public async Task A_person_reads_what_customers_would_get_and_decides(
        int width,
        string button,
        SetState expected,
        string words
    )
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"There is no {Chromium}; install it with: apt-get install -y chromium"
        );
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var sets = await SeedAsync(host, waiting: true);
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
        await page.GotoAsync(new Uri(host.Address, "/mappings").ToString());
        Assert.Contains("comes by 20 November 2026", await page.ContentAsync(), StringComparison.Ordinal);
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"the page is {wide} pixels wide");
        if (Environment.GetEnvironmentVariable("BRIDGE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"mappings-{width}.png"), FullPage = true });
        }

        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        var notice = await page.GetByRole(AriaRole.Status).TextContentAsync();
        Assert.StartsWith(words, notice, StringComparison.Ordinal);
        Assert.Equal(expected, (await sets.PendingAsync(CancellationToken.None))!.State);
    }

    private static MappingSet Changed() =>
        MappingFolder.Read([
            .. Old.Texts.Select(t =>
                t with
                {
                    Text = t.Text.Replace(
                        "We expect to deliver the fix by",
                        "The fix comes by",
                        StringComparison.Ordinal
                    ),
                }
            ),
        ]);

    /// <summary>The shipped files live and, if asked, a changed set that would mail two customers and waits.</summary>
    private static async Task<SetStore> SeedAsync(PageHost host, bool waiting)
    {
        var sets = new SetStore(host.Source, TimeProvider.System);
        await sets.GoLiveAsync(Old, null, CancellationToken.None);
        if (!waiting)
        {
            return sets;
        }

        var tally = new ComparisonTally();
        var changes = new[] { Change(1, "#4711"), Change(2, "#4712") };
        foreach (var change in changes)
        {
            tally.Add(change);
        }

        var report = new ComparisonReport(Old.Hash, Changed().Hash, 1, tally.ToSummary(), [.. changes]);
        await sets.WaitAsync(Changed(), report, CancellationToken.None);
        return sets;
    }

    private static CaseChange Change(long id, string ticket) =>
        new()
        {
            Case = id,
            Ticket = ticket,
            Process = "Level 2 Support",
            Verdict = Verdict.Changed,
            StageBefore = "Fixing",
            StageAfter = "Verifying",
            Lacks = ["Pull Request"],
            Effects =
            [
                new EffectChange(true, EffectWords.Reply, Side.Helpdesk, "message 'First ETA'", Mail, null),
                new EffectChange(true, "update", Side.Helpdesk, "the stage is Verifying", "status = Verifying", null),
            ],
        };
}
