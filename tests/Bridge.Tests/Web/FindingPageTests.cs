using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class FindingPageTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("/findings", "No findings. The bridge is working; nothing needs you.")]
    [InlineData("/quarantine", "No webhooks here.")]
    public async Task An_empty_page_says_that_nothing_needs_you(string path, string words)
    {
        await using var host = await PageHost.StartAsync(postgres);
        Assert.Contains(words, await host.GetAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_link_to_their_case_or_name_their_connection()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.DayAsync(host.Source);
        var page = await host.GetAsync("/findings");
        Assert.Equal(2, Regex.Count(page, $"<a href=\"/cases/{id}\">Ticket 4711</a>"));
        Assert.Contains("<span>freshdesk</span>", page, StringComparison.Ordinal);
        Assert.Contains("Gate violation", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_findings_are_not_shown()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.FindingAsync(host.Source, null, "Gone", "over");
        await Seeds.ExecuteAsync(host.Source, "update findings set closed_at = now()");
        Assert.Contains("No findings.", await host.GetAsync("/findings"), StringComparison.Ordinal);
    }
}
