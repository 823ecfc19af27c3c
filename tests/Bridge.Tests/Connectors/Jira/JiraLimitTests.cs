using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Connectors.Jira;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraLimitTests
{
    [Fact]
    public async Task Writes_on_one_issue_are_paced_below_what_Jira_takes()
    {
        var clock = new JumpClock();
        await using var rig = await JiraRig.StartAsync(
            jira: new JiraOptions { PerIssueWriteLimit = true },
            time: clock
        );
        var id = rig.Issue();
        var began = clock.GetUtcNow();
        for (var i = 0; i < 90; i++)
        {
            Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment($"<p>{i}</p>", $"c{i}"), id));
        }

        Assert.DoesNotContain(rig.Server.Calls.All, c => c.Status == 429);
        Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task More_writes_than_thirty_seconds_take_are_handed_back_and_do_not_hold_a_worker()
    {
        var clock = new JumpClock();
        await using var rig = await JiraRig.StartAsync(
            jira: new JiraOptions { PerIssueWriteLimit = true },
            time: clock
        );
        var id = rig.Issue();
        for (var i = 0; i < 90; i++)
        {
            await rig.DoAsync(JiraRig.Comment($"<p>{i}</p>", $"c{i}"), id);
        }

        rig.Server.Calls.Clear();
        var failure = Assert
            .IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>more</p>", "more"), id))
            .Failure;
        Assert.Equal(FailureKind.Busy, failure.Kind);
        Assert.Empty(rig.Server.Calls.All);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment("<p>else</p>", "else"), rig.Issue("Another")));
        clock.Forward(failure.RetryAfter!.Value);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment("<p>more</p>", "more"), id));
    }

    [Fact]
    public async Task A_limit_of_one_issue_rests_that_issue_and_not_the_connection()
    {
        var clock = new JumpClock();
        await using var rig = await JiraRig.StartAsync(time: clock);
        var id = rig.Issue();
        rig.Server.RefuseNext("jira-per-issue-on-write", TimeSpan.FromSeconds(20));
        var failure = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>a</p>"), id)).Failure;
        Assert.Equal(FailureKind.Busy, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(20), failure.RetryAfter);
        Assert.Contains("jira-per-issue-on-write", failure.Message);
        Assert.Null(rig.Connector.Budget.PausedUntil);

        rig.Server.Calls.Clear();
        Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>a</p>"), id));
        Assert.Empty(rig.Server.Calls.All);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment("<p>b</p>"), rig.Issue("Another")));
    }

    [Theory]
    [InlineData("jira-quota-global-based")]
    [InlineData("jira-quota-tenant-based")]
    [InlineData("jira-burst-based")]
    [InlineData("jira-cost-based")]
    [InlineData("jira-quota-based")]
    public async Task Any_other_limit_pauses_the_connection_as_long_as_it_says(string reason)
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.RefuseNext(reason, TimeSpan.FromSeconds(30));
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        Assert.Equal(FailureKind.Busy, failed.Failure.Kind);
        Assert.Contains(reason, failed.Failure.Message);
        var until = rig.Connector.Budget.PausedUntil!.Value - TimeProvider.System.GetUtcNow();
        Assert.InRange(until, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("2026-01-01T00:01:00Z", 60)]
    [InlineData("2026-01-01T00:01Z", 60)]
    [InlineData("2026-01-01T00:00:30.000+0000", 30)]
    public void A_reset_is_understood_however_precise(string reset, int seconds)
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)429);
        response.Headers.TryAddWithoutValidation("X-RateLimit-Reset", reset);
        response.Headers.TryAddWithoutValidation("RateLimit-Reason", "jira-quota-tenant-based");
        var answer = new ToolAnswer { Status = 429, Headers = response.Headers };
        var failure = JiraFailures.Of(
            answer,
            JiraDialect.Cloud,
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        Assert.Equal(TimeSpan.FromSeconds(seconds), failure!.RetryAfter);
    }

    [Fact]
    public async Task A_refused_burst_is_waited_for_and_no_write_is_repeated()
    {
        var clock = new JumpClock();
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { BurstPerSecond = 100 }, time: clock);
        var id = rig.Issue();
        rig.Server.Options.BurstPerSecond = 1;
        rig.Server.Calls.Clear();
        var effect = JiraRig.Update(values: [("team", new FieldValue.Text("Blue"))]);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal(FailureKind.Busy, Assert.IsType<Outcome.Failed>(await rig.DoAsync(effect, id)).Failure.Kind);
        Assert.Equal([200, 429], rig.Server.Calls.All.Select(c => c.Status));
    }
}
