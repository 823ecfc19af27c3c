using System.Net;
using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Dapper;

namespace Bridge.Tests.Web;

public sealed class ButtonTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Look_again_stores_a_signal_and_says_so()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        using var answer = await host.PressAsync(id, "look");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var shown = await host.GetAsync(answer.Headers.Location!.OriginalString);
        Assert.Contains("The case will be looked at in a moment.", shown, StringComparison.Ordinal);
        await using var connection = await host.Source.OpenConnectionAsync();
        var signal = await connection.QuerySingleAsync<(long Case, short Source, string What)>(
            "select case_id, source, what from signals"
        );
        Assert.Equal((id, (short)SignalSource.Button, "button"), signal);
    }

    [Theory]
    [InlineData("look")]
    [InlineData("retry")]
    public async Task A_post_without_the_forms_token_is_refused(string button)
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await host.GetAsync($"/cases/{id}");
        using var form = new FormUrlEncodedContent([]);
        using var answer = await host.Client.PostAsync(new Uri($"/cases/{id}/{button}", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<long>("select count(*) from signals"));
        Assert.Null(await connection.QuerySingleAsync<DateTime?>("select ready_at from cases"));
    }

    [Fact]
    public async Task Retry_lets_go_of_refusals_and_sends_refused_messages_again()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.EffectAsync(host.Source, id, "reply", Side.Helpdesk, "refused", "ETA", "no");
        await Seeds.EffectAsync(host.Source, id, "update", Side.Tracker, "refused", "Severity", "no");
        using var answer = await host.PressAsync(id, "retry");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await using var connection = await host.Source.OpenConnectionAsync();
        var states = await connection.QueryAsync<(string, string)>("select kind, state from effects order by kind");
        Assert.Equal([("reply", "waiting"), ("update", "refused")], states);
        var (state, fence, ready) = await connection.QuerySingleAsync<(string, long, bool)>(
            "select state::text, fence, ready_at <= now() from cases"
        );
        Assert.Empty(CaseJson.ReadCase(state).Refusals);
        Assert.Equal((1, true), (fence, ready));
    }

    [Fact]
    public async Task Retry_waits_for_the_worker_that_has_the_case()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.ExecuteAsync(host.Source, "update cases set lease_until = now() + interval '500 milliseconds'");
        Assert.True(await new CaseActions(host.Source, TimeProvider.System).RetryAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Retry_of_a_case_that_a_worker_keeps_changes_nothing()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("4711"), "A ticket");
        await Seeds.ExecuteAsync(host.Source, "update cases set lease_until = now() + interval '1 hour'");
        Assert.False(await new CaseActions(host.Source, TimeProvider.System).RetryAsync(id, CancellationToken.None));
        await using var connection = await host.Source.OpenConnectionAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<long>("select fence from cases"));
    }
}
