using Bridge.Core.Delivery;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Connectors.ClickUp;
using FreshdeskDesk = Bridge.Tests.Connectors.Freshdesk.Desk;

namespace Bridge.Tests.Weather;

/// <summary>Connectors to tools whose clocks are wrong from the start, or are set right.</summary>
public sealed class WrongClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<int> Hours => [-1, 1];

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task A_note_in_doubt_is_found_and_one_of_before_is_not_taken_for_it(int ahead)
    {
        await using var desk = await FreshdeskDesk.StartAsync();
        desk.Server.ClockAhead = ahead * Hour;
        var id = desk.NewTicket();
        var note = FreshdeskDesk.Note("<p>Severity is missing</p>");
        await desk.DoAsync(id, note);
        desk.Clock.Move(TimeSpan.FromMinutes(10));
        var startedAt = desk.Clock.GetUtcNow();
        Assert.IsType<Found.No>(await desk.FindAsync(id, note, startedAt));

        desk.Server.Faults.Next(new Fault.CutAfter(), "POST");
        await desk.DoAsync(id, note);
        var found = Assert.IsType<Found.Yes>(await desk.FindAsync(id, note, startedAt));

        Assert.Equal(FreshdeskDesk.Text(desk.Server.Conversations(id)[^1].Id), found.Written.CommentId);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task A_comment_in_doubt_is_found(int ahead)
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.ClockAhead = ahead * Hour;
        var id = rig.Task();
        for (var answers = 0; answers < 3; answers++)
        {
            await rig.Connector.ReadAsync(id, ClickUpRig.None);
        }

        var comment = ClickUpRig.Comment("<p>Which browser?</p>");
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/comment");
        await rig.FailedAsync(comment, id);

        Assert.IsType<Found.Yes>(await rig.FindAsync(comment, id));
    }

    [Fact]
    public async Task The_first_poll_of_a_Freshdesk_that_is_behind_starts_where_its_clock_stands()
    {
        await using var desk = await FreshdeskDesk.StartAsync();
        desk.Server.ClockAhead = -Hour;
        var first = await desk.Tool.ChangedAsync(null, default);
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var id = desk.NewTicket();

        var second = await desk.Tool.ChangedAsync(first.Watermark, default);

        Assert.Equal(FreshdeskDesk.Text(id), Assert.Single(second.Signals).ObjectId);
    }

    [Fact]
    public async Task A_Freshdesk_whose_clock_is_set_back_is_polled_on()
    {
        await using var desk = await FreshdeskDesk.StartAsync();
        desk.Server.ClockAhead = Hour;
        desk.NewTicket();
        var mark = (await desk.Tool.ChangedAsync(null, default)).Watermark;
        mark = (await desk.Tool.ChangedAsync(mark, default)).Watermark;
        desk.Server.ClockAhead = TimeSpan.Zero;
        for (var polls = 0; polls < 3; polls++)
        {
            desk.Clock.Move(TimeSpan.FromSeconds(30));
            mark = (await desk.Tool.ChangedAsync(mark, default)).Watermark;
        }

        var id = desk.NewTicket();
        var changes = await desk.Tool.ChangedAsync(mark, default);

        Assert.Contains(changes.Signals, s => s.ObjectId == FreshdeskDesk.Text(id));
    }

    [Fact]
    public async Task A_ClickUp_whose_clock_is_set_back_is_polled_on()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.ClockAhead = Hour;
        rig.Task();
        var mark = (await rig.Connector.ChangedAsync(null, ClickUpRig.None)).Watermark;
        rig.Server.ClockAhead = TimeSpan.Zero;
        for (var polls = 0; polls < 3; polls++)
        {
            mark = (await rig.Connector.ChangedAsync(mark, ClickUpRig.None)).Watermark;
        }

        var id = rig.Task("after");
        var changes = await rig.Connector.ChangedAsync(mark, ClickUpRig.None);

        Assert.Contains(changes.Signals, s => s.ObjectId == id);
    }
}
