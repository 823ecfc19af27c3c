using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class CaseListTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Without_cases_it_says_how_one_comes()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var page = await host.GetAsync("/cases");
        Assert.Contains("No cases yet.", page, StringComparison.Ordinal);
        Assert.Contains("bridge backfill", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_says_how_to_search()
    {
        await using var host = await PageHost.StartAsync(postgres);
        Assert.Contains("No case is like that.", await host.GetAsync("/cases?q=nope%00"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=4711", 1)]
    [InlineData("?q=%234711", 1)]
    [InlineData("?q=86ABC1", 1)]
    [InlineData("?q=86AB", 0)]
    [InlineData("?process=Level%202%20Support&stage=Verifying", 9)]
    [InlineData("?stage=Fixing&findings=true", 1)]
    [InlineData("?refused=true", 1)]
    [InlineData("?process=Other", 0)]
    public async Task Cases_are_found_by_id_key_stage_and_findings(string query, int expected)
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.DayAsync(host.Source);
        Assert.Equal(expected, Rows(await host.GetAsync("/cases" + query)));
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_ended()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.DayAsync(host.Source);
        var first = await host.GetAsync("/cases?process=Level%202%20Support");
        var link = first[..first.IndexOf("\" rel=\"next\"", StringComparison.Ordinal)];
        var older = link[(link.LastIndexOf('"') + 1)..].Replace("&amp;", "&", StringComparison.Ordinal);
        var second = await host.GetAsync(older);
        Assert.Equal((50, 8), (Rows(first), Rows(second)));
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
        Assert.Contains("Newest", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_in_no_process_are_listed_only_when_searched_for()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.CaseAsync(host.Source, Seeds.Fixing("9") with { Process = null, Stage = null }, "A question");
        Assert.Equal(0, Rows(await host.GetAsync("/cases")));
        Assert.Equal(1, Rows(await host.GetAsync("/cases?q=9")));
    }

    private static int Rows(string page) => Regex.Count(page, "<th scope=\"row\">");
}
