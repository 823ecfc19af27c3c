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
        Assert.Equal(Version(rig, id).ToString(System.Globalization.CultureInfo.InvariantCulture), changes.Watermark);
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

    private static long Version(ClickUpRig rig, string id) => rig.See(id).Updated.ToUnixTimeMilliseconds();
}
