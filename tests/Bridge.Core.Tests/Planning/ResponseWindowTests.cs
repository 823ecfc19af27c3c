using Bridge.Core.Model;

namespace Bridge.Core.Tests.Planning;

/// <summary>The time in which the customer is waited for: reminders, silence, plain replies.</summary>
public sealed class ResponseWindowTests
{
    private static readonly DateTimeOffset Wednesday = Sample.Monday.AddDays(2);
    private static readonly FieldValue Works = new FieldValue.Choice("It works");
    private static readonly FieldValue Broken = new FieldValue.Choice("Still broken");

    [Fact]
    public void The_customer_is_reminded_in_working_time_and_then_silence_is_what_the_file_says()
    {
        var world = ValidationSample.Asked();
        Assert.Equal(Wednesday.AddHours(-16), world.Case.Deadlines[0].At);
        world.Now = world.Case.Deadlines[0].At;
        world.Signal(ticketFresh: false).Signal();
        Assert.Equal(2, world.Replies.Count());
        world.Now = world.Case.Deadlines[0].At;
        world.Signal(ticketFresh: false);
        Assert.Equal(3, world.Replies.Count());
        Assert.Equal(new DateTimeOffset(2026, 11, 6, 17, 0, 0, TimeSpan.Zero), world.Case.Deadlines[0].At);
        world.Now = world.Case.Deadlines[0].At;
        world.Signal(ticketFresh: false).Signal();

        Assert.Equal(("Closed without answer", "done without answer"), (world.Ticket.Status, world.Item!.Status));
        Assert.Equal("No answer", world.Ticket.Values[ValidationSample.Answer]!.Display);
        Assert.Single(world.Notes, "<p>Silent</p>");
        Assert.Equal(3, world.Replies.Count());
    }

    [Fact]
    public void Reminders_that_an_outage_missed_come_as_one()
    {
        var world = ValidationSample.Asked();
        world.Now = Sample.Monday.AddDays(4);
        world.Signal(ticketFresh: false);

        Assert.Single(world.Replies, r => r.StartsWith("<p>Reminder", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ticket_that_is_to_be_kept_open_is_told_to_the_agents_once()
    {
        var world = ValidationSample.Asked(
            ValidationSample.With(
                ("    value: No answer\n    then: Closed (No Answer)", "    then: keep open"),
                ("    outcome: resolved\nvalidation:", "    outcome: unresolved\nvalidation:")
            )
        );
        world.Passes(TimeSpan.FromDays(29)).Signal().Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Single(world.Notes, n => n.Contains("stays open", StringComparison.Ordinal));
        Assert.Empty(world.Case.Deadlines);
        world.CustomerAnswers(CustomerAnswer.Works).Signal();
        Assert.Equal("Closed", world.Ticket.Status);
    }

    [Fact]
    public void A_ticket_with_the_tag_is_never_reminded_and_never_closed_by_silence()
    {
        var world = ValidationSample.Asked().Agent(FieldNames.Tags, new FieldValue.List(["VIP", "Keep-Open"]));
        world.Passes(TimeSpan.FromDays(29)).Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Single(world.Replies);
        world.CustomerAnswers(CustomerAnswer.Works).Signal();
        Assert.Equal("Closed", world.Ticket.Status);
    }

    [Fact]
    public void A_plain_reply_is_put_before_an_agent_and_stops_reminders_and_the_silence()
    {
        var world = ValidationSample.Asked().Passes(TimeSpan.FromHours(1)).CustomerReplies("I will try").Signal();
        world.CustomerReplies("tomorrow").Signal(ticketFresh: false).Signal().Signal();
        world.Passes(TimeSpan.FromDays(60)).Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Equal(2, world.Notes.Count(n => n == "<p>Judge this</p>"));
        Assert.Single(world.Replies);
        world.Agent(ValidationSample.Answer, Broken).Signal();
        Assert.Equal("With L2", world.Ticket.Status);
    }

    [Fact]
    public void An_agents_reply_to_a_reply_starts_the_window_anew()
    {
        var world = ValidationSample.Asked().Passes(TimeSpan.FromDays(1)).CustomerReplies("Which page?").Signal();
        world.Passes(TimeSpan.FromDays(1)).AgentReplies("The first one.").Signal();

        Assert.Equal(Wednesday, world.Case.Rounds[0].WindowFrom);
        world.Now = Sample.Monday.AddDays(8);
        world.Signal();
        Assert.Equal("Customer Validation", world.Ticket.Status);
        world.Now = Sample.Monday.AddDays(9);
        world.Signal();
        Assert.Equal("Closed without answer", world.Ticket.Status);
    }

    [Fact]
    public void A_reply_that_came_unseen_stops_the_close_at_the_last_moment()
    {
        var world = ValidationSample.Asked();
        world.CustomerReplies("It does something else now").Passes(TimeSpan.FromDays(8)).Signal(ticketFresh: false);

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.True(world.Case.Rounds[0].AwaitsJudgement);
    }

    [Fact]
    public void A_reply_while_silence_waits_at_a_gate_ends_the_silence()
    {
        var process = ValidationSample.With(
            ("    outcome: resolved\nvalidation:", "    outcome: resolved\n    requires: [Cause]\nvalidation:")
        );
        var world = ValidationSample.Asked(process).Agent("Cause", null).Passes(TimeSpan.FromDays(8)).Signal();
        Assert.Equal(CustomerAnswer.Silence, world.Case.Rounds[0].Answer);
        world.CustomerReplies("Sorry, I was away").Signal().Agent("Cause", new FieldValue.Text("Found")).Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Null(world.Ticket.Values[ValidationSample.Answer]);
    }
}
