using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
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
}
