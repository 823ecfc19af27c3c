using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Answers;

/// <summary>The page of an answer over real HTTP.</summary>
public sealed class AnswerPageTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Far = DateTimeOffset.UtcNow.AddDays(30);

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Opening_a_link_asks_and_answers_nothing(string method)
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals <b>are</b> wrong");

        using var answer = await host.SendAsync(new HttpMethod(method), Link(host, id, CustomerAnswer.Broken));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await CountAsync(host, "answers"));
        Assert.Equal(0, await CountAsync(host, "signals"));
        Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith(
            "default-src 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_page_names_the_request_has_both_answers_the_clicked_one_first_and_no_script()
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals <b>are</b> wrong");

        var page = await host.GetAsync(Link(host, id, CustomerAnswer.Broken));

        Assert.Contains("Totals &lt;b&gt;are&lt;/b&gt; wrong", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        var (works, broken) = (Token(host, id, CustomerAnswer.Works), Token(host, id, CustomerAnswer.Broken));
        Assert.Contains($"class=\"first\" formaction=\"{broken}\"", page, StringComparison.Ordinal);
        Assert.Contains($"class=\"second\" formaction=\"{works}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_the_form_stores_one_answer_with_its_signal_and_the_first_one_wins()
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals");

        using var first = await PostAsync(host, Link(host, id, CustomerAnswer.Broken), " it is white ");
        using var second = await PostAsync(host, Link(host, id, CustomerAnswer.Works), null);

        Assert.Contains("take it up again", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Contains("already", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(
            (id, 2, "Broken", "it is white"),
            await connection.QuerySingleAsync<(long, int, string, string)>(
                "select case_id, round, answer, remark from answers"
            )
        );
        Assert.Equal(
            (id, (short)SignalSource.Button),
            await connection.QuerySingleAsync<(long, short)>("select case_id, source from signals")
        );
        Assert.True(await connection.QuerySingleAsync<bool>("select ready_at <= now() from cases"));
    }

    [Fact]
    public async Task Many_who_send_at_once_give_one_answer()
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => PostAsync(host, Link(host, id, (CustomerAnswer)(i % 2)), null))
        );

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal((1, 1), (await CountAsync(host, "answers"), await CountAsync(host, "signals")));
    }

    [Theory]
    [InlineData("changed", HttpStatusCode.NotFound)]
    [InlineData("expired", HttpStatusCode.Gone)]
    [InlineData("of an earlier round", HttpStatusCode.Gone)]
    [InlineData("of no case", HttpStatusCode.NotFound)]
    [InlineData("nonsense", HttpStatusCode.NotFound)]
    public async Task A_link_that_cannot_be_answered_says_so_and_does_nothing(string link, HttpStatusCode status)
    {
        await using var host = await this.StartAsync();
        var state = Seeds.Asked("4711");
        var first = state.Rounds[0] with { Answer = null, AnsweredAt = null };
        var id = await Seeds.CaseAsync(host.Source, state with { Rounds = [first, state.Rounds[1]] }, "Totals");
        var good = Link(host, id, CustomerAnswer.Works);
        var address = link switch
        {
            "changed" => good[..^1] + (good[^1] == 'A' ? 'B' : 'A'),
            "expired" => Link(host, id, CustomerAnswer.Works, expires: DateTimeOffset.UtcNow.AddSeconds(-1)),
            "of an earlier round" => Link(host, id, CustomerAnswer.Works, round: 1),
            "of no case" => Link(host, id + 1, CustomerAnswer.Works),
            _ => "/answer/%F0%9F%A6%8A",
        };

        using var opened = await host.SendAsync(HttpMethod.Get, address);
        using var sent = await PostAsync(host, address, "remark");

        Assert.Equal((status, status), (opened.StatusCode, sent.StatusCode));
        Assert.Contains(
            "<h1>Nothing to answer here</h1>",
            await opened.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await CountAsync(host, "answers"));
    }

    [Fact]
    public async Task Links_that_cannot_be_answered_are_counted_by_what_they_are()
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals");
        var good = Link(host, id, CustomerAnswer.Works);
        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (
                    instrument.Name == "bridge.answers"
                    && ReferenceEquals(instrument.Meter.Scope, host.Services.GetRequiredService<IMeterFactory>())
                )
                {
                    to.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue($"{tags[0].Value}"));
        listener.Start();

        using var changed = await host.SendAsync(HttpMethod.Get, good[..^1] + (good[^1] == 'A' ? 'B' : 'A'));
        using var expired = await host.SendAsync(
            HttpMethod.Get,
            Link(host, id, CustomerAnswer.Works, expires: DateTimeOffset.UtcNow.AddSeconds(-1))
        );
        using var given = await PostAsync(host, good, "");
        using var used = await host.SendAsync(HttpMethod.Get, good);

        Assert.Equal(["unknown", "expired", "works", "used"], counted);
    }

    [Fact]
    public async Task A_case_that_has_left_the_stage_takes_no_answer()
    {
        await using var host = await this.StartAsync();
        var state = Seeds.Asked("4711");
        state = state with { Visits = state.Visits.Add(new StageVisit("Fixing", Seeds.Morning.AddHours(7))) };
        var id = await Seeds.CaseAsync(host.Source, state, "Totals");

        using var sent = await PostAsync(host, Link(host, id, CustomerAnswer.Works), null);

        Assert.Equal(HttpStatusCode.Gone, sent.StatusCode);
        Assert.Contains("has gone on", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host, "answers"));
    }

    [Theory]
    [InlineData("hi", "de", "<html lang=\"hi\">")]
    [InlineData("pt-BR", "", "<html lang=\"pt\">")]
    [InlineData("", "xx, fr;q=0.5, es;q=0.9", "<html lang=\"es\">")]
    [InlineData("sv", "", "<html lang=\"en\">")]
    public async Task The_page_speaks_the_requesters_language_else_the_browsers(
        string requester,
        string browser,
        string shown
    )
    {
        await using var host = await this.StartAsync();
        var language = requester.Length == 0 ? null : new FieldValue.Text(requester);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals", ("requester language", language));

        using var answer = await host.SendAsync(
            HttpMethod.Get,
            Link(host, id, CustomerAnswer.Works),
            ("Accept-Language", browser)
        );

        Assert.Contains(shown, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_slowed_down_and_others_are_not()
    {
        await using var host = await this.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            using var tried = await host.SendAsync(HttpMethod.Get, "/answer/guess", ("X-Forwarded-For", "203.0.113.7"));
            Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
        }

        using var last = await host.SendAsync(HttpMethod.Get, "/answer/guess", ("X-Forwarded-For", "203.0.113.7"));
        using var other = await host.SendAsync(HttpMethod.Get, "/answer/guess", ("X-Forwarded-For", "203.0.113.8"));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.NotFound), (last.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task The_page_of_the_case_shows_its_rounds()
    {
        await using var host = await this.StartAsync();
        var id = await Seeds.CaseAsync(host.Source, Seeds.Asked("4711"), "Totals");

        var page = await host.GetAsync($"/cases/{id}");

        Assert.Contains("Emptied the cache", page, StringComparison.Ordinal);
        Assert.Contains("The page is &lt;white&gt;", page, StringComparison.Ordinal);
        Assert.Contains("waited for", page, StringComparison.Ordinal);
    }

    internal static string Link(
        PageHost host,
        long id,
        CustomerAnswer answer,
        int round = 2,
        DateTimeOffset? expires = null
    ) => "/answer/" + Token(host, id, answer, round, expires);

    private static string Token(
        PageHost host,
        long id,
        CustomerAnswer answer,
        int round = 2,
        DateTimeOffset? expires = null
    ) => host.Services.GetRequiredService<AnswerLinks>().Token(new AnswerClaim(id, round, answer, expires ?? Far));

    private static async Task<HttpResponseMessage> PostAsync(PageHost host, string link, string? remark)
    {
        using var form = new FormUrlEncodedContent(remark is null ? [] : [new("remark", remark)]);
        return await host.Client.PostAsync(new Uri(link, UriKind.Relative), form);
    }

    private static async Task<long> CountAsync(PageHost host, string table)
    {
        await using var connection = await host.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<long>($"select count(*) from {table}");
    }

    private Task<PageHost> StartAsync() =>
        PageHost.StartAsync(
            postgres,
            settings:
            [
                ("Bridge:PublicUrl", "https://bridge.example.com/desk"),
                ("Bridge:AnswerKey", "a key of at least thirty-two characters"),
            ]
        );
}
