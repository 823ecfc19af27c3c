using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>Tools whose clocks are not ours: what counts is when people wrote, not what their tool's clock showed then.</summary>
public sealed class WrongClockTests
{
    public static TheoryData<int> Hours => [-1, 0, 1];

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_note_of_after_the_case_came_in_goes_over(int ahead)
    {
        var world = Entered(ahead, Said("said", TimeSpan.FromSeconds(5), ahead));

        Assert.Single(
            world.Done.OfType<Effect.AddComment>(),
            c => c.Html.Contains("word said", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_note_of_before_the_case_came_in_stays(int ahead)
    {
        var world = Entered(ahead, Said("said", TimeSpan.FromMinutes(-30), ahead));

        Assert.DoesNotContain(
            world.Done.OfType<Effect.AddComment>(),
            c => c.Html.Contains("word said", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_note_of_after_the_status_brought_the_ticket_in_goes_over_though_the_bridge_saw_it_late(int ahead)
    {
        var process = Sample.Process with
        {
            Comments = Sample.Process.Comments with { ToTracker = HelpdeskComments.All },
            Entry = Sample.Process.Entry with
            {
                When = new Condition.All([
                    Sample.Process.Entry.When,
                    new Condition.IsOneOf(FieldNames.Status, ["Open"]),
                ]),
            },
        };
        var world = new World(process);
        var moved = world.Now - TimeSpan.FromMinutes(20);
        world.Pair.Ticket = world.Ticket with
        {
            ClockAhead = TimeSpan.FromHours(ahead),
            StatusSince = moved + TimeSpan.FromHours(ahead),
            Comments =
            [
                Reply("before", moved - TimeSpan.FromMinutes(1), incoming: false, ahead),
                Reply("after", moved + TimeSpan.FromMinutes(1), incoming: false, ahead),
            ],
        };
        world.Agent("type", new FieldValue.Choice("Bug")).Agent("Severity", new FieldValue.Choice("S2"));
        world.Signal().Signal();

        Assert.Equal(moved, world.Case.CameInAt);
        var carried = Assert.Single(world.Done.OfType<Effect.AddComment>());
        Assert.Contains("word after", carried.Html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_reply_of_the_customer_within_the_window_is_heard(int ahead)
    {
        var world = ValidationSample.Asked();
        world.Passes(TimeSpan.FromMinutes(10));
        world.Pair.Ticket = world.Ticket with
        {
            ClockAhead = TimeSpan.FromHours(ahead),
            Comments =
            [
                Reply("1", world.Now - TimeSpan.FromHours(2), incoming: true, ahead),
                Reply("2", world.Now, incoming: true, ahead),
            ],
        };
        world.Signal();

        Assert.Equal(["2"], world.Case.Rounds[^1].Heard);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void An_agents_reply_begins_the_window_anew_by_our_clock(int ahead)
    {
        var world = ValidationSample.Asked().Passes(TimeSpan.FromHours(1)).CustomerReplies("I will try").Signal();
        world.Passes(TimeSpan.FromHours(3));
        var said = DateTimeOffset.FromUnixTimeSeconds(world.Now.ToUnixTimeSeconds());
        world.Pair.Ticket = world.Ticket with
        {
            ClockAhead = TimeSpan.FromHours(ahead),
            Comments = world.Ticket.Comments.Add(Reply("agent's", said, incoming: false, ahead)),
        };
        world.Signal();

        Assert.Equal(said, world.Case.Rounds[^1].WindowFrom);
    }

    private static World Entered(int ahead, Func<DateTimeOffset, Comment> said)
    {
        var world = ReconcilerTests.Entered(
            Sample.Process with
            {
                Comments = Sample.Process.Comments with { ToTracker = HelpdeskComments.All },
            }
        );
        world.Pair.Ticket = world.Ticket with
        {
            ClockAhead = TimeSpan.FromHours(ahead),
            Comments = [said(world.Case.Visits[0].At)],
        };
        return world.Signal();
    }

    private static Func<DateTimeOffset, Comment> Said(string id, TimeSpan after, int ahead) =>
        entered => Reply(id, entered + after, incoming: false, ahead);

    private static Comment Reply(string id, DateTimeOffset at, bool incoming, int ahead) =>
        new(
            id,
            "Dana",
            ByBridge: false,
            Public: true,
            incoming,
            at + TimeSpan.FromHours(ahead),
            EditedAt: null,
            $"<p>word {id}</p>"
        );
}
