using System.Net;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class OverviewTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_bridge_with_nothing_to_show_says_what_to_do_next()
    {
        await using var host = await PageHost.StartAsync(postgres, tools: []);
        var page = await host.GetAsync("/");
        Assert.Contains("it needs connections and a mapping file", page, StringComparison.Ordinal);
        Assert.Contains("Put a mapping file into the folder", page, StringComparison.Ordinal);
        Assert.Contains("No connection is configured.", page, StringComparison.Ordinal);
        Assert.Contains("No findings.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bridge_that_is_set_up_and_has_no_trouble_says_so()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped().Skip(1));
        Assert.Contains(
            "The bridge is working; nothing needs you.",
            await host.GetAsync("/"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_its_database_it_says_what_to_check()
    {
        await using var host = await PageHost.StartAsync(postgres, deadDatabase: "Host=127.0.0.1;Port=1;Username=x");
        using var answer = await host.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var words = await answer.Content.ReadAsStringAsync();
        Assert.Contains("503: the database cannot be used", words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_off_says_why()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var page = await host.GetAsync("/");
        Assert.Contains("1 process that is off", page, StringComparison.Ordinal);
        Assert.Contains(
            "jira: the project S2 has no status &#x27;ETA Confirmation&#x27;",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cases_are_counted_by_stage_and_what_waits_is_shown()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        await Seeds.DayAsync(host.Source);
        var page = await host.GetAsync("/");
        Assert.Contains("<title>Fixing: 20 cases</title>", page, StringComparison.Ordinal);
        Assert.Contains("/cases?process=Level%202%20Support&amp;stage=Fixing", page, StringComparison.Ordinal);
        Assert.Contains("42 used, 158 left", page, StringComparison.Ordinal);
        Assert.Contains("no answer from api.clickup.com", page, StringComparison.Ordinal);
        Assert.Contains("3 open findings", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_without_a_mapping_file_keeps_its_cases_in_sight()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.CaseAsync(host.Source, Seeds.Fixing("1"), "Left behind");
        var page = await host.GetAsync("/");
        Assert.Contains("No mapping file has this process any more", page, StringComparison.Ordinal);
        Assert.Contains("<title>Fixing: 1 case</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stylesheet_comes_with_the_program()
    {
        await using var host = await PageHost.StartAsync(postgres);
        Assert.Contains("prefers-color-scheme: dark", await host.GetAsync("/bridge.css"), StringComparison.Ordinal);
    }
}
