using System.Net;
using System.Text.RegularExpressions;
using Bridge.Core.Model;
using Bridge.Tests.Infrastructure;
using Bridge.Web;
using Dapper;

namespace Bridge.Tests.Web;

/// <summary>What people decide about stopped messages on the page of the case.</summary>
public sealed partial class StoppedMessageTests(PostgresFixture postgres)
{
    private static readonly StoppedText Text = new(
        "<p>Hello <b>Robin</b>, the stack trace of S2-1 is gone &lt;script&gt;.</p>",
        [new Leak("the word 'stack trace'", "stack trace"), new Leak("the tracker's key S2-1", "s2-1")]
    );

    [Fact]
    public async Task The_page_shows_the_text_with_what_was_found_marked()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var page = await host.GetAsync($"/cases/{await CaseAsync(host)}");

        Assert.Contains(
            "it contains the word &#x27;stack trace&#x27;, the tracker&#x27;s key S2-1.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the <mark>stack trace</mark> of <mark>S2-1</mark> is gone &lt;script&gt;.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("**Robin**", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release", "Release", null)]
    [InlineData("rewrite", "Rewrite", "The key is gone.")]
    [InlineData("drop", "Drop", null)]
    public async Task A_button_stores_the_decision_with_its_signal_and_who_it_was(
        string button,
        string kind,
        string? text
    )
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await CaseAsync(host);

        using var answer = await DecideAsync(host, id, button, "The key is gone.");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains(
            "Your decision is stored",
            await host.GetAsync(answer.Headers.Location!.OriginalString),
            StringComparison.Ordinal
        );
        await using var connection = await host.Source.OpenConnectionAsync();
        var stored = await connection.QuerySingleAsync<(int, string, string, string?, string, DateTime?)>(
            "select number, kind, seen, text, by_whom, heeded_at from verdicts"
        );
        Assert.Equal((3, kind, Text.Print(), text, "Kim & co", null), stored);
        Assert.Equal(
            1,
            await connection.QuerySingleAsync<long>("select count(*) from signals where case_id = @id", new { id })
        );
        Assert.True(await connection.QuerySingleAsync<bool>("select ready_at <= now() from cases"));
        Assert.StartsWith(
            "Kim & co wants the stopped message to be ",
            await connection.QuerySingleAsync<string>("select text from timeline where kind = 'button'"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_two_decisions_the_first_one_counts()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await CaseAsync(host);
        using var first = await DecideAsync(host, id, "drop", "");

        using var second = await DecideAsync(host, id, "release", "");

        Assert.Contains("done=decided", second.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal("Drop", await connection.QuerySingleAsync<string>("select kind from verdicts"));
        Assert.Equal(1, await connection.QuerySingleAsync<long>("select count(*) from signals"));
    }

    [Theory]
    [InlineData("rewrite", " ")]
    [InlineData("burn", "x")]
    public async Task What_says_nothing_decides_nothing(string button, string text)
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await CaseAsync(host);

        using var answer = await DecideAsync(host, id, button, text);

        Assert.Contains(
            "Nothing was decided",
            await host.GetAsync(answer.Headers.Location!.OriginalString),
            StringComparison.Ordinal
        );
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<long>("select count(*) from verdicts"));
    }

    [Fact]
    public async Task A_decision_without_the_forms_token_is_refused()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await CaseAsync(host);
        await host.GetAsync($"/cases/{id}");
        using var form = new FormUrlEncodedContent([new("verdict", "release")]);

        using var answer = await host.Client.PostAsync(new Uri($"/cases/{id}/messages/3", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("a secret and a SECRET", "secret", "a |[secret]| and a |[SECRET]")]
    [InlineData("one two three", "one two,two three", "[one two three]")]
    [InlineData("nothing", "x,", "nothing")]
    public void Marks_overlap_and_keep_the_text(string text, string words, string expected)
    {
        var pieces = MarkedText.Of(text, words.Split(','));

        Assert.Equal(expected, string.Join('|', pieces.Select(p => p.IsMarked ? $"[{p.Text}]" : p.Text)));
        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
    }

    private static Task<long> CaseAsync(PageHost host) =>
        Seeds.CaseAsync(
            host.Source,
            Seeds.Fixing("4711") with
            {
                Held = [new HeldMessage("Resolved", 3, null) { Stopped = Text }],
            },
            "A ticket"
        );

    private static async Task<HttpResponseMessage> DecideAsync(PageHost host, long id, string button, string text)
    {
        var page = await host.GetAsync($"/cases/{id}");
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", TokenPattern().Match(page).Groups["value"].Value),
            new("seen", SeenPattern().Match(page).Groups["value"].Value),
            new("text", text),
            new("by", "Kim & co"),
            new("verdict", button),
        ]);
        return await host.Client.PostAsync(new Uri($"/cases/{id}/messages/3", UriKind.Relative), form);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"seen\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeenPattern();
}
