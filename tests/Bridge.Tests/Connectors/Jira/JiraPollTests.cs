using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraPollTests
{
    [Fact]
    public async Task What_changed_is_signalled_with_its_version()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var changes = await rig.Connector.ChangedAsync(null, JiraRig.None);
        Assert.Null(changes.Failure);
        var signal = Assert.Single(changes.Signals);
        Assert.Equal(id, signal.ObjectId);
        Assert.Equal(SignalSource.Poll, signal.Source);
        Assert.Equal(rig.See(id).Updated.ToUnixTimeMilliseconds(), signal.Version);
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { SearchPageCap = 2 });
        for (var i = 0; i < 5; i++)
        {
            rig.Issue($"issue {i}");
        }

        Assert.Equal(5, (await rig.Connector.ChangedAsync(null, JiraRig.None)).Signals.Length);
    }

    [Fact]
    public async Task A_failed_poll_keeps_its_watermark()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Issue();
        var mark = (await rig.Connector.ChangedAsync(null, JiraRig.None)).Watermark;
        rig.Server.Faults.Next(new Fault.Answer(503), times: 3);
        var failed = await rig.Connector.ChangedAsync(mark, JiraRig.None);
        Assert.Equal(FailureKind.Unknown, failed.Failure!.Kind);
        Assert.Equal(mark, failed.Watermark);
    }

    [Fact]
    public async Task Pages_that_repeat_themselves_end_the_poll_with_a_failure()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Server.Faults.Next(
            new Fault.Answer(200, """{"issues":[{"id":"10001","key":"S2-1"}],"nextPageToken":"again"}"""),
            times: 10
        );
        var changes = await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);
        Assert.Contains("do not end", changes.Failure!.Message);
        Assert.Equal("1700000000000", changes.Watermark);
    }

    [Fact]
    public async Task A_new_release_date_signals_the_issues_of_the_project_though_none_of_them_changed()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions());
        var id = rig.Issue();
        rig.Server.As(rig.Dana).SetFixVersions(id, "1.1");
        var first = await rig.Connector.ChangedAsync(null, JiraRig.None);
        rig.Server.Releases.SetReleaseDate("S2", "1.1", new DateOnly(2026, 4, 30));
        var second = await rig.Connector.ChangedAsync(first.Watermark, JiraRig.None);
        Assert.Null(second.Failure);
        Assert.Null(Assert.Single(second.Signals).Version);
        var third = await rig.Connector.ChangedAsync(second.Watermark, JiraRig.None);
        Assert.NotNull(Assert.Single(third.Signals).Version);
    }

    [Fact]
    public async Task What_this_connection_wrote_is_found_although_the_index_lags()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { IndexLag = TimeSpan.FromHours(1) });
        var id = rig.Issue();
        var watermark = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeMilliseconds();
        var text = watermark.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Empty((await rig.Connector.ChangedAsync(text, JiraRig.None)).Signals);
        await rig.DoAsync(JiraRig.Update(values: [("team", new FieldValue.Text("Blue"))]), id);
        Assert.Equal(id, Assert.Single((await rig.Connector.ChangedAsync(text, JiraRig.None)).Signals).ObjectId);
    }

    [Fact]
    public async Task The_query_is_bounded_and_names_its_moment_in_milliseconds()
    {
        await using var rig = await JiraRig.StartAsync();
        await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);
        var query = Uri.UnescapeDataString(
            rig.Server.Calls.All.First(c => c.Path.EndsWith("/search/jql", StringComparison.Ordinal)).Query
        );
        Assert.Contains("project in (\"S2\") AND updated >= 1699999700000 ORDER BY updated ASC", query);
    }

    [Fact]
    public async Task The_watermark_is_when_the_poll_began_by_Jira_s_clock_and_not_the_newest_update()
    {
        await using var rig = await JiraRig.StartAsync();
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-2).ToUnixTimeMilliseconds();
        rig.Issue();
        var changes = await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);
        var began = long.Parse(changes.Watermark!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(began >= before);
    }

    [Fact]
    public async Task An_issue_that_vanished_from_the_index_is_found_by_the_next_poll()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.HideFromSearch(id);
        var first = await rig.Connector.ChangedAsync(null, JiraRig.None);
        Assert.Empty(first.Signals);
        Assert.Single((await rig.Connector.ChangedAsync(first.Watermark, JiraRig.None)).Signals);
    }
}
