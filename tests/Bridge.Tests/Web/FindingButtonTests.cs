using System.Net;
using System.Text.RegularExpressions;
using Bridge.Core;
using Bridge.Tests.Infrastructure;
using Dapper;

namespace Bridge.Tests.Web;

public sealed partial class FindingButtonTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Findings_are_shown_by_kind_with_what_they_mean()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        await Seeds.DayAsync(host.Source);

        var page = await host.GetAsync("/findings?kind=Refused");

        Assert.Contains("ClickUp refused Severity", page, StringComparison.Ordinal);
        Assert.Contains("It waits for a person.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pull Request is empty", page, StringComparison.Ordinal);
        Assert.Contains("Retry or drop all 1", page, StringComparison.Ordinal);
        Assert.Contains(
            "No finding is like that.",
            await host.GetAsync("/findings?process=Another"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Drop_hides_a_finding_with_name_and_reason_and_comes_back_to_the_list()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await RefusedAsync(host);

        using var answer = await PressAsync(
            host,
            "/findings?kind=Refused",
            $"/findings/{await IdAsync(host)}",
            "drop",
            "no such option"
        );

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/findings?kind=Refused&done=dropped", answer.Headers.Location!.OriginalString);
        Assert.Contains(
            "It is dropped.",
            await host.GetAsync(answer.Headers.Location.OriginalString),
            StringComparison.Ordinal
        );
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(
            ("Dana", "no such option"),
            await connection.QuerySingleAsync<(string, string)>("select closed_by, closed_why from findings")
        );
        var state = await connection.QuerySingleAsync<string>(
            "select state::text from cases where id = @id",
            new { id }
        );
        Assert.Equal("Dana", CaseJson.ReadCase(state).Refusals["tracker/Severity"].GivenUp!.By);
    }

    [Fact]
    public async Task Retry_on_the_page_of_the_case_comes_back_to_it()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await RefusedAsync(host);

        using var answer = await PressAsync(host, $"/cases/{id}", $"/findings/{await IdAsync(host)}", "retry", "");

        Assert.Equal($"/cases/{id}?done=retried", answer.Headers.Location!.OriginalString);
        var page = await host.GetAsync(answer.Headers.Location.OriginalString);
        Assert.Contains("It will be tried again in a moment.", page, StringComparison.Ordinal);
        Assert.Contains("being tried again", page, StringComparison.Ordinal);
        Assert.Contains("Dana had this tried again", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drop_without_a_reason_does_nothing()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await RefusedAsync(host);

        using var answer = await PressAsync(host, "/findings", $"/findings/{await IdAsync(host)}", "drop", " ");

        Assert.Contains("done=no%20reason", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(
            1,
            await connection.QuerySingleAsync<long>("select count(*) from findings where closed_at is null")
        );
    }

    [Fact]
    public async Task All_of_a_kind_are_dropped_by_one_button()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.DayAsync(host.Source);
        await Seeds.FindingAsync(host.Source, id, "UnmappedStatus", "One");
        await Seeds.FindingAsync(host.Source, id, "UnmappedStatus", "Two");

        using var answer = await PressAsync(host, "/findings?kind=UnmappedStatus", "/findings/all", "drop", "known");

        Assert.Equal("/findings?kind=UnmappedStatus&done=dropped&number=2", answer.Headers.Location!.OriginalString);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(
            3,
            await connection.QuerySingleAsync<long>("select count(*) from findings where closed_at is null")
        );
    }

    [Theory]
    [InlineData("/findings/1")]
    [InlineData("/findings/all")]
    public async Task A_post_without_the_forms_token_is_refused(string path)
    {
        await using var host = await PageHost.StartAsync(postgres);
        await RefusedAsync(host);
        using var form = new FormUrlEncodedContent([new("do", "retry"), new("by", "Dana"), new("kind", "Refused")]);

        using var answer = await host.Client.PostAsync(new Uri(path, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<long>("select fence from cases"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/findings")]
    public async Task A_button_goes_back_to_pages_of_the_bridge_alone(string back)
    {
        await using var host = await PageHost.StartAsync(postgres);
        await RefusedAsync(host);

        using var answer = await PressAsync(host, "/findings", $"/findings/{await IdAsync(host)}", "retry", "", back);

        Assert.Equal("/findings?done=retried", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_webhook_in_quarantine_shows_what_it_said()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await new Bridge.Store.Quarantine(host.Source, TimeProvider.System).KeepAsync(
            "freshdesk",
            "no ticket id",
            "{\"event\":\"<b>odd</b>\"}"u8.ToArray(),
            default
        );

        var page = await host.GetAsync("/findings?kind=Quarantined");

        Assert.Contains("freshdesk: no ticket id", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;odd&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    private static async Task<long> RefusedAsync(PageHost host)
    {
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.FindingAsync(host.Source, id, "Refused", "Severity could not be written: no such option");
        await Seeds.ExecuteAsync(host.Source, "update findings set key = 'refused/tracker/Severity'");
        return id;
    }

    private static async Task<long> IdAsync(PageHost host)
    {
        await using var connection = await host.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<long>("select max(id) from findings");
    }

    /// <summary>Presses a button of a form on a page, as a browser does.</summary>
    private static async Task<HttpResponseMessage> PressAsync(
        PageHost host,
        string page,
        string form,
        string button,
        string why,
        string? back = null
    )
    {
        var html = await host.GetAsync(page);
        Assert.Contains($"action=\"{form}\"", html, StringComparison.Ordinal);
        var query = page.Contains("kind=", StringComparison.Ordinal) ? page.Split("kind=")[1] : "";
        using var content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", Token().Match(html).Groups["token"].Value),
            new("do", button),
            new("by", "Dana"),
            new("why", why),
            new("kind", query),
            new("back", back ?? page),
        ]);
        return await host.Client.PostAsync(new Uri(form, UriKind.Relative), content);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Token();
}
