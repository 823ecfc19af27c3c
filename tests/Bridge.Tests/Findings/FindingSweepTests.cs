using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;

namespace Bridge.Tests.Findings;

/// <summary>All that are alike are acted on at once.</summary>
public sealed class FindingSweepTests(PostgresFixture postgres)
{
    private static readonly FindingFilter Refused = new("Refused");

    [Fact]
    public async Task All_of_a_kind_are_retried_and_others_are_left()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        for (var i = 0; i < 3; i++)
        {
            var id = await house.RefusedCaseAsync($"{i}");
            await house.FindAsync(id, "GateViolation", "gate/Fixing", "missing");
        }

        List<long> heard = [];
        var swept = await house.Sweep.RunAsync(Refused, false, FindingHouse.Dana, 100, heard.Add, default);

        Assert.Equal((6L, 0L), (swept.Done, swept.Left));
        Assert.Equal([1, 2, 3, 4, 5, 6], heard);
        Assert.Equal(
            (3L, 0L),
            await house.OneAsync<(long, long)>(
                """
                select count(*) filter (where kind = 'GateViolation' and retried_at is null),
                    count(*) filter (where kind = 'Refused' and retried_at is null) from findings
                """
            )
        );
    }

    [Fact]
    public async Task A_sweep_that_was_interrupted_goes_on_where_it_was()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        for (var i = 0; i < 3; i++)
        {
            await house.RefusedCaseAsync($"{i}");
        }

        var first = await house.Sweep.RunAsync(Refused, false, FindingHouse.Dana, 2, null, default);
        var rest = await house.Sweep.RunAsync(Refused, false, FindingHouse.Dana, 100, null, default);

        Assert.Equal((2L, 4L), (first.Done, rest.Done));
        Assert.Equal(6L, await house.OneAsync<long>("select count(*) from timeline where kind = 'button'"));
    }

    [Fact]
    public async Task A_case_that_a_worker_keeps_is_left_and_named()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.RefusedCaseAsync("1");
        await house.RefusedCaseAsync("2");
        await Seeds.ExecuteAsync(
            house.Source,
            "update cases set lease_until = now() + interval '1 hour' where ticket_id = '2'"
        );

        var swept = await house.Sweep.RunAsync(Refused, true, FindingHouse.Dana, 100, null, default);

        Assert.Equal((2L, 2L), (swept.Done, swept.Left));
        Assert.All(swept.Reasons, r => Assert.Equal("a worker has its case just now", r.Why));
    }

    [Theory]
    [InlineData("clickup", 1)]
    [InlineData("freshdesk", 1)]
    [InlineData("jira", 0)]
    public async Task Findings_are_filtered_by_the_connection_that_they_are_about(string connection, int count)
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        await house.RefusedCaseAsync("1");

        Assert.Equal(count, await house.Store.CountAsync(new(Connection: connection), true, default));
    }

    [Fact]
    public async Task Findings_are_filtered_by_process_age_and_case()
    {
        await using var house = await FindingHouse.OpenAsync(postgres);
        var id = await house.RefusedCaseAsync("1");
        var now = DateTimeOffset.UtcNow;

        Assert.Equal(2, await house.Store.CountAsync(new(Process: "Level 2 Support"), false, default));
        Assert.Equal(0, await house.Store.CountAsync(new(Process: "Another"), false, default));
        Assert.Equal(2, await house.Store.CountAsync(new(Since: now.AddHours(-2)), false, default));
        Assert.Equal(0, await house.Store.CountAsync(new(Since: now), false, default));
        Assert.Equal(2, await house.Store.CountAsync(new(CaseId: id), false, default));
        Assert.Equal(0, await house.Store.CountAsync(new(CaseId: id + 1), false, default));
        Assert.Equal(0, await house.Store.CountAsync(new(Closed: true), false, default));
    }
}
