using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskPollingTests
{
    [Fact]
    public async Task The_first_poll_starts_now_and_the_next_tells_what_changed_since()
    {
        await using var desk = await Desk.StartAsync();
        desk.NewTicket();
        desk.Clock.Move(TimeSpan.FromHours(1));
        var first = await desk.Tool.ChangedAsync(null, default);
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var id = desk.NewTicket();

        var second = await desk.Tool.ChangedAsync(first.Watermark, default);

        Assert.Empty(first.Signals);
        var signal = Assert.Single(second.Signals);
        Assert.Equal(Desk.Text(id), signal.ObjectId);
        Assert.Equal(SignalSource.Poll, signal.Source);
        Assert.Equal(desk.Clock.GetUtcNow().ToUnixTimeMilliseconds(), signal.Version);
        Assert.Null(second.Failure);
    }

    [Fact]
    public async Task A_change_of_the_second_of_the_watermark_is_seen()
    {
        await using var desk = await Desk.StartAsync();
        desk.NewTicket();
        var first = await desk.Tool.ChangedAsync(null, default);
        var late = desk.NewTicket();

        var second = await desk.Tool.ChangedAsync(first.Watermark, default);

        Assert.Contains(second.Signals, s => s.ObjectId == Desk.Text(late));
    }

    [Fact]
    public async Task Every_ticket_of_many_pages_is_told_once_though_many_share_a_second()
    {
        await using var desk = await Desk.StartAsync();
        var start = await desk.Tool.ChangedAsync(null, default);
        var made = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 450; i++)
        {
            if (i is < 50 or > 300)
            {
                desk.Clock.Move(TimeSpan.FromSeconds(1));
            }

            made.Add(Desk.Text(desk.NewTicket()));
        }

        var changes = await desk.Tool.ChangedAsync(start.Watermark, default);

        Assert.Equal(made.Count, changes.Signals.Length);
        Assert.True(made.SetEquals(changes.Signals.Select(s => s.ObjectId)));
    }

    [Fact]
    public async Task A_page_that_fails_keeps_what_was_seen_and_goes_on_from_there()
    {
        await using var desk = await Desk.StartAsync();
        var start = await desk.Tool.ChangedAsync(null, default);
        for (var i = 0; i < 250; i++)
        {
            desk.Clock.Move(TimeSpan.FromSeconds(3));
            desk.NewTicket();
        }

        desk.Server.Faults.Next(new Fault.Slow(TimeSpan.Zero), "GET");
        desk.Server.Faults.Next(new Fault.Answer(429, RetryAfter: TimeSpan.FromSeconds(1)), "GET");
        var broken = await desk.Tool.ChangedAsync(start.Watermark, default);
        desk.Clock.Move(TimeSpan.FromSeconds(5));
        var rest = await desk.Tool.ChangedAsync(broken.Watermark, default);

        Assert.Equal(FailureKind.Busy, broken.Failure?.Kind);
        Assert.Equal(100, broken.Signals.Length);
        Assert.Null(rest.Failure);
        Assert.Equal(250, broken.Signals.Concat(rest.Signals).Select(s => s.ObjectId).Distinct().Count());
    }

    [Fact]
    public async Task Deleted_tickets_and_spam_are_looked_for_every_tenth_time()
    {
        await using var desk = await Desk.StartAsync();
        var deleted = desk.NewTicket();
        var spam = desk.NewTicket();
        var mark = (await desk.Tool.ChangedAsync(null, default)).Watermark;
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        desk.Server.AsAgent(desk.Ana).Delete(deleted);
        desk.Server.AsAgent(desk.Ana).MarkSpam(spam);
        var polls = new List<Changes>();
        for (var i = 0; i < 15; i++)
        {
            desk.Clock.Move(TimeSpan.FromMinutes(5));
            polls.Add(await desk.Tool.ChangedAsync(mark, default));
            mark = polls[^1].Watermark;
        }

        var told = Assert.Single(polls, p => p.Signals.Length > 0);
        Assert.Equal([Desk.Text(deleted), Desk.Text(spam)], told.Signals.Select(s => s.ObjectId));
        Assert.Equal(["ticket deleted", "ticket marked as spam"], told.Signals.Select(s => s.What));
    }

    [Fact]
    public async Task What_was_told_once_its_second_was_over_is_not_told_again()
    {
        await using var desk = await Desk.StartAsync();
        var mark = (await desk.Tool.ChangedAsync(null, default)).Watermark;
        desk.Clock.Move(TimeSpan.FromSeconds(30));
        var first = desk.NewTicket();
        desk.Clock.Move(TimeSpan.FromSeconds(30));

        var told = await desk.Tool.ChangedAsync(mark, default);
        desk.Clock.Move(TimeSpan.FromSeconds(30));
        var second = desk.NewTicket();
        desk.Clock.Move(TimeSpan.FromSeconds(30));
        var next = await desk.Tool.ChangedAsync(told.Watermark, default);
        var quiet = await desk.Tool.ChangedAsync(next.Watermark, default);

        Assert.Equal([Desk.Text(first)], told.Signals.Select(s => s.ObjectId));
        Assert.Equal([Desk.Text(second)], next.Signals.Select(s => s.ObjectId));
        Assert.Empty(quiet.Signals);
    }

    [Fact]
    public async Task A_ticket_that_changes_again_in_the_second_of_a_poll_is_told_again()
    {
        await using var desk = await Desk.StartAsync();
        var mark = (await desk.Tool.ChangedAsync(null, default)).Watermark;
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var id = desk.NewTicket();
        var told = await desk.Tool.ChangedAsync(mark, default);
        var read = await desk.ReadAsync(id);
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>In the same second</p>");
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        var again = await desk.Tool.ChangedAsync(told.Watermark, default);

        var signal = Assert.Single(again.Signals);
        Assert.Equal(Assert.Single(told.Signals).Version, signal.Version);
        Assert.False(SeenVersions.None.AfterRead(read.Version).Knows(signal.Version!.Value));
    }

    [Fact]
    public async Task A_ticket_that_changes_between_two_pages_of_one_second_hides_no_other()
    {
        await using var desk = await Desk.StartAsync();
        var start = await desk.Tool.ChangedAsync(null, default);
        desk.Clock.Move(TimeSpan.FromMinutes(5));
        var made = Enumerable.Range(0, 350).Select(_ => desk.NewTicket()).ToList();
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var moved = 0;
        using var tool = desk.Connect(
            o => o,
            new AfterEach(_ =>
            {
                // After each page somebody changes tickets that were on it: the rows behind them move up.
                for (var i = 0; i < 4 && moved < 30; i++)
                {
                    desk.Server.Housekeeping.Touch(made[moved++]);
                }
            })
        );

        var changes = await tool.ChangedAsync(start.Watermark, default);

        Assert.Equal(made.Select(Desk.Text).Order(), changes.Signals.Select(s => s.ObjectId).Order());
    }

    [Fact]
    public async Task Where_the_tool_lists_no_further_page_the_walk_goes_on_with_the_next_second()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { LastListPage = 2 });
        var start = await desk.Tool.ChangedAsync(null, default);
        desk.Clock.Move(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 250; i++)
        {
            desk.NewTicket();
        }

        desk.Clock.Move(TimeSpan.FromSeconds(1));
        var after = desk.NewTicket();
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        var changes = await desk.Tool.ChangedAsync(start.Watermark, default);

        Assert.Null(changes.Failure);
        Assert.Contains(changes.Signals, s => s.ObjectId == Desk.Text(after));
        Assert.InRange(changes.Signals.Length, 190, 200);
    }

    [Fact]
    public async Task Far_more_tickets_than_the_last_page_holds_are_all_told()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { LastListPage = 2 });
        var start = await desk.Tool.ChangedAsync(null, default);
        for (var i = 0; i < 700; i++)
        {
            desk.Clock.Move(TimeSpan.FromSeconds(1));
            desk.NewTicket();
        }

        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var changes = await desk.Tool.ChangedAsync(start.Watermark, default);

        Assert.Equal(700, changes.Signals.Length);
    }

    [Fact]
    public async Task A_merged_ticket_is_told_as_changed_and_an_archived_one_no_more()
    {
        await using var desk = await Desk.StartAsync();
        var (primary, merged, old) = (desk.NewTicket(), desk.NewTicket(), desk.NewTicket());
        desk.Clock.Move(TimeSpan.FromMinutes(10));
        var start = await desk.Tool.ChangedAsync(null, default);
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        desk.Server.AsAgent(desk.Ana).Merge(primary, merged);
        desk.Server.Housekeeping.Touch(old);
        desk.Server.Housekeeping.Archive(old);
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        var changes = await desk.Tool.ChangedAsync(start.Watermark, default);

        Assert.Equal([Desk.Text(primary), Desk.Text(merged)], changes.Signals.Select(s => s.ObjectId).Order());
    }

    [Fact]
    public async Task Older_watermarks_are_read_and_what_is_none_starts_now()
    {
        await using var desk = await Desk.StartAsync();
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var id = desk.NewTicket();
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        const string Old = "2026-03-02T09:00:00Z 2026-03-02T09:00:00Z 2026-03-02T09:00:00Z 3";

        var from = await desk.Tool.ChangedAsync(Old, default);
        var broken = await desk.Tool.ChangedAsync(Old + " 1@x", default);

        Assert.Equal([Desk.Text(id)], from.Signals.Select(s => s.ObjectId));
        Assert.StartsWith("2026-03-02T09:02:00Z", broken.Watermark, StringComparison.Ordinal);
    }
}
