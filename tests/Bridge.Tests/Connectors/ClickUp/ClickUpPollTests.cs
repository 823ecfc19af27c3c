using Bridge.Core.Model;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpPollTests
{
    [Fact]
    public async Task The_first_poll_only_finds_where_to_begin()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var changes = await rig.Connector.ChangedAsync(null, ClickUpRig.None);
        Assert.Null(changes.Failure);
        Assert.StartsWith($"{Version(rig, id)}/", changes.Watermark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Changes_since_are_told_with_their_versions_over_all_pages(bool strict)
    {
        await using var rig = await ClickUpRig.StartAsync(clickUp: new ClickUpOptions { StrictUpdatedFilter = strict });
        var first = await rig.Connector.ChangedAsync(null, ClickUpRig.None);
        Assert.Empty(first.Signals);
        var ids = Enumerable.Range(0, 230).Select(i => rig.Task($"task {i}")).ToList();
        rig.AsDana.SetStatus(ids[3], "Closed");
        var child = rig.AsDana.CreateTask(rig.List, "below", parentId: ids[0]);

        var changes = await rig.Connector.ChangedAsync(first.Watermark, ClickUpRig.None);

        Assert.Null(changes.Failure);
        Assert.Equal(ids.Append(child).Order(), changes.Signals.Select(s => s.ObjectId).Order());
        Assert.All(changes.Signals, s => Assert.Equal(Version(rig, s.ObjectId), s.Version));
        Assert.All(changes.Signals, s => Assert.Equal(SignalSource.Poll, s.Source));
    }

    [Fact]
    public async Task Other_lists_are_left_alone()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var other = rig.Server.AddList(rig.Space, "Other");
        rig.AsDana.CreateTask(other.Id, "elsewhere");
        var changes = await rig.Connector.ChangedAsync("0", ClickUpRig.None);
        Assert.Empty(changes.Signals);
    }

    [Fact]
    public async Task What_was_just_before_the_watermark_is_told_again()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var again = await rig.Connector.ChangedAsync($"{Version(rig, id)}", ClickUpRig.None);
        Assert.Equal(id, Assert.Single(again.Signals).ObjectId);
    }

    [Fact]
    public async Task A_page_that_fails_keeps_the_old_watermark()
    {
        await using var rig = await ClickUpRig.StartAsync();
        for (var i = 0; i < 120; i++)
        {
            rig.Task();
        }

        rig.Server.Faults.Next(new Fault.Answer(502, "x", "text/plain"), "GET", "page=1", times: 3);
        var changes = await rig.Connector.ChangedAsync("5", ClickUpRig.None);
        Assert.NotNull(changes.Failure);
        Assert.Equal("5", changes.Watermark);
        Assert.Equal(100, changes.Signals.Length);
    }

    [Fact]
    public async Task An_archived_task_is_in_no_usual_answer_and_told_at_the_tenth_poll()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Archive(id);
        var told = new List<int>();
        var watermark = "5";
        for (var poll = 1; poll <= 20; poll++)
        {
            var changes = await rig.Connector.ChangedAsync(watermark, ClickUpRig.None);
            Assert.Null(changes.Failure);
            told.AddRange(changes.Signals.Select(_ => poll));
            watermark = changes.Watermark;
        }

        Assert.Equal(10, told[0]);
        Assert.Equal(2, rig.Calls("GET", $"/list/{rig.List}/task"));
    }

    [Fact]
    public async Task Pages_end_at_one_that_is_not_full_whether_or_not_ClickUp_says_which_is_the_last()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(200, Page(100, last: null)), "GET", "page=0");
        rig.Server.Faults.Next(new Fault.Answer(200, Page(0, last: null)), "GET", "page=1");
        var unsaid = await rig.Connector.ChangedAsync("5", ClickUpRig.None);
        Assert.Equal((100, 2), (unsaid.Signals.Length, rig.Calls("GET", "/task")));

        rig.Server.Calls.Clear();
        rig.Server.Faults.Next(new Fault.Answer(200, Page(100, last: true)), "GET", "page=0");
        var said = await rig.Connector.ChangedAsync("5", ClickUpRig.None);
        Assert.Equal((100, 1), (said.Signals.Length, rig.Calls("GET", "/task")));
    }

    [Fact]
    public async Task A_page_without_its_tasks_is_a_failure_and_no_quiet_end()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(200, """{"items":[]}"""), "GET", "page=0");
        var changes = await rig.Connector.ChangedAsync("5", ClickUpRig.None);
        Assert.Contains("a list of tasks", changes.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal("5", changes.Watermark);
    }

    [Fact]
    public async Task A_page_that_takes_15_seconds_is_waited_for()
    {
        Assert.True(new Bridge.Connectors.ConnectionOptions().Timeout >= TimeSpan.FromSeconds(60));
        await using var rig = await ClickUpRig.StartAsync(set: o => o.Timeout = TimeSpan.FromMilliseconds(100));
        rig.Server.Faults.Next(new Fault.Slow(TimeSpan.FromMilliseconds(400)), "GET", "page=0", times: 3);
        var changes = await rig.Connector.ChangedAsync("5", ClickUpRig.None);
        Assert.Contains("gave no answer within", changes.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal("5", changes.Watermark);
    }

    private static string Page(int tasks, bool? last) =>
        "{\"tasks\":["
        + string.Join(
            ',',
            Enumerable
                .Range(0, tasks)
                .Select(i => $$$"""{"id":"t{{{i}}}","date_updated":"{{{1000 + i}}}","status":{"status":"Open"}}""")
        )
        + "]"
        + (last is { } said ? $",\"last_page\":{(said ? "true" : "false")}" : "")
        + "}";

    private static long Version(ClickUpRig rig, string id) => rig.See(id).Updated.ToUnixTimeMilliseconds();
}
