using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Bridge.Work;

namespace Bridge.Tests.Findings;

/// <summary>Webhooks that nobody understood are findings: read once more, dropped, or told of when they expire.</summary>
public sealed class QuarantineFindingTests(PostgresFixture postgres)
{
    private const string Odd = "{\"event\":\"{{Triggered event}}\",\"id\":\"\"}";

    [Fact]
    public async Task A_kept_webhook_is_a_finding_of_its_connection()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.KeepAsync("no ticket id", Odd);

        var finding = Assert.Single(await house.Store.ListAsync(new(Connection: "freshdesk"), null, 10, default));

        Assert.Equal(("Quarantined", "freshdesk: no ticket id"), (finding.Kind, finding.Message));
    }

    [Fact]
    public async Task Retry_stores_the_signals_of_one_that_is_understood_now_and_lets_it_go()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.KeepAsync("an older version did not know this", "{\"freshdesk_webhook\":{\"ticket_id\":4711}}");

        var (acted, _) = await house.Actions.RetryAsync(await house.TheAsync("quarantine"), FindingHouse.Dana, default);

        Assert.Equal(Acted.Done, acted);
        Assert.Equal(
            ("freshdesk", "4711"),
            await house.OneAsync<(string, string)>("select connection, object_id from signals")
        );
        Assert.Equal(0L, await house.OneAsync<long>("select count(*) from quarantine"));
        Assert.Equal("Dana", (await house.TheAsync("quarantine")).ClosedBy);
    }

    [Fact]
    public async Task Retry_of_one_that_is_still_not_understood_says_why_and_keeps_it()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.KeepAsync("no ticket id", Odd);

        var (acted, why) = await house.Actions.RetryAsync(
            await house.TheAsync("quarantine"),
            FindingHouse.Dana,
            default
        );

        Assert.Equal(Acted.NotUnderstood, acted);
        Assert.NotNull(why);
        Assert.Null((await house.TheAsync("quarantine")).ClosedAt);
        Assert.Equal(1L, await house.OneAsync<long>("select count(*) from quarantine"));
    }

    [Fact]
    public async Task Drop_closes_it_with_the_reason()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.KeepAsync("no ticket id", Odd);

        await house.Actions.DropAsync(await house.TheAsync("quarantine"), FindingHouse.Dana, default);

        var finding = await house.TheAsync("quarantine");
        Assert.Equal(("Dana", "not needed any more"), (finding.ClosedBy, finding.ClosedWhy));
        Assert.Equal(0L, await house.OneAsync<long>("select count(*) from quarantine"));
    }

    [Fact]
    public async Task One_that_expires_says_so_in_its_finding()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.KeepAsync("no ticket id", Odd);
        await Seeds.ExecuteAsync(house.Source, "update quarantine set received_at = now() - interval '40 days'");

        var dropped = await new Retention(house.Source, TimeProvider.System).DropQuarantineAsync(
            TimeSpan.FromDays(30),
            default
        );

        Assert.Equal(1, dropped);
        var finding = await house.TheAsync("quarantine");
        Assert.Equal("retention", finding.ClosedBy);
        Assert.Contains("nobody retried or dropped it", finding.ClosedWhy, StringComparison.Ordinal);
    }
}
