using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskFindingTests
{
    [Fact]
    public async Task A_reply_whose_answer_was_lost_is_found()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var reply = Desk.Reply("<p>Hello Dana,</p>\n<p>fixed &amp; shipped.</p>");
        var startedAt = desk.Clock.GetUtcNow();
        desk.Server.Faults.Next(new Fault.CutAfter(), "POST");
        await desk.DoAsync(id, reply);

        var found = Assert.IsType<Found.Yes>(await desk.FindAsync(id, reply, startedAt));

        Assert.Equal(Desk.Text(desk.Server.CustomerReplies(id)[0].Id), found.Written.CommentId);
    }

    [Fact]
    public async Task A_reply_that_was_never_sent_is_not_found()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var reply = Desk.Reply("<p>Fixed</p>");
        desk.Server.AsAgent(desk.Ana).Reply(id, "<p>Fixed</p>");
        await desk.DoAsync(id, Desk.Note("<p>Fixed</p>"));

        Assert.IsType<Found.No>(await desk.FindAsync(id, reply, desk.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_note_of_another_effect_or_of_an_earlier_time_is_not_taken_for_it()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var note = Desk.Note("<p>Severity is missing</p>");
        var first = Assert.IsType<Outcome.Done>(await desk.DoAsync(id, note));

        Assert.IsType<Found.No>(await desk.FindAsync(id, note, desk.Clock.GetUtcNow(), first.Written.CommentId!));
        Assert.IsType<Found.Yes>(await desk.FindAsync(id, note, desk.Clock.GetUtcNow()));
        Assert.IsType<Found.No>(await desk.FindAsync(id, note, desk.Clock.GetUtcNow() + TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task An_update_is_found_by_the_values_that_the_ticket_holds()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket(new FreshdeskTicketChange { Tags = ["vip"] });
        var update = Desk.Update(
            FieldBag.Of(
                ("Severity", new FieldValue.Text("s2")),
                ("Steps to reproduce", new FieldValue.Rich("<p>One</p><p>Two</p>")),
                ("ETA", new FieldValue.Date(new DateOnly(2026, 4, 1))),
                ("Clients affected", new FieldValue.Number(3)),
                ("Affects others", null),
                (FieldNames.Description, new FieldValue.Rich("<p>New <b>words</b></p>")),
                (FieldNames.Group, new FieldValue.Choice("Level 2"))
            ),
            "Pending",
            "escalated"
        );

        Assert.IsType<Found.No>(await desk.FindAsync(id, update, desk.Clock.GetUtcNow()));
        await desk.DoAsync(id, update);
        Assert.IsType<Found.Yes>(await desk.FindAsync(id, update, desk.Clock.GetUtcNow()));

        desk.Server.AsAgent(desk.Ana).SetTags(id, "vip");
        Assert.IsType<Found.No>(await desk.FindAsync(id, update, desk.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_look_that_fails_says_why()
    {
        await using var desk = await Desk.StartAsync();
        Effect update = Desk.Update(FieldBag.Empty, "Pending");

        var failed = Assert.IsType<Found.Failed>(await desk.FindAsync(4711, update, desk.Clock.GetUtcNow()));

        Assert.Equal(FailureKind.Missing, failed.Failure.Kind);
    }
}
