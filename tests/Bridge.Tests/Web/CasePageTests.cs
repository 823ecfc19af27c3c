using System.Net;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class CasePageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_path_marks_the_current_stage_and_the_shut_gate()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var page = await host.GetAsync($"/cases/{await Seeds.DayAsync(host.Source)}");
        Assert.Matches("""<li class="current" aria-current="step">\s*<span class="step">Fixing</span>""", page);
        Assert.Matches("""<li class="wanted">\s*<span class="step">Verifying</span>""", page);
        Assert.Contains("Still missing: Pull Request.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_fields_that_both_sides_keep_differently_are_marked()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var page = await host.GetAsync($"/cases/{await Seeds.DayAsync(host.Source)}");
        var marked = page.Split("<tr class=\"differs\">");
        Assert.Equal(2, marked.Length);
        Assert.StartsWith("<th scope=\"row\">Steps to Reproduce", marked[1].TrimStart(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effects_findings_and_the_story_are_shown_in_the_tools_own_words()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var page = await host.GetAsync($"/cases/{await Seeds.DayAsync(host.Source)}");
        Assert.Contains("400: It should contain elements of type", page, StringComparison.Ordinal);
        Assert.Contains("Reply to the customer", page, StringComparison.Ordinal);
        Assert.Contains("ClickUp refused Severity", page, StringComparison.Ordinal);
        Assert.Contains("taskStatusUpdated by Dana", page, StringComparison.Ordinal);
        Assert.Contains("27 Nov 2026", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_was_never_looked_at_says_what_to_press()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.ExecuteAsync(
            host.Source,
            "insert into cases (helpdesk, ticket_id, created_at, updated_at) values ('freshdesk', '5', now(), now())"
        );
        var page = await host.GetAsync("/cases/1");
        Assert.Contains("Nothing happened yet. Press Look again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Retry what was refused", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_404_with_a_way_on()
    {
        await using var host = await PageHost.StartAsync(postgres);
        using var answer = await host.SendAsync(HttpMethod.Get, "/cases/77");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no case 77.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_story_is_shown_in_pages()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("1"), "Talkative");
        await Seeds.TimelineAsync(host.Source, id, "saw", [.. Enumerable.Range(1, 60).Select(n => $"line {n}.")]);
        var first = await host.GetAsync($"/cases/{id}");
        Assert.Contains("line 60.", first, StringComparison.Ordinal);
        Assert.DoesNotContain("line 10.", first, StringComparison.Ordinal);
        Assert.Contains("line 10.", await host.GetAsync($"/cases/{id}?before=11"), StringComparison.Ordinal);
    }
}
