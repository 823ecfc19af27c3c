using System.Text.Json.Nodes;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class ValidationTests
{
    private static readonly DateTimeOffset Wednesday = Sample.Monday.AddDays(2);
    private static readonly FieldValue Works = new FieldValue.Choice("It works");
    private static readonly FieldValue Broken = new FieldValue.Choice("Still broken");

    [Fact]
    public void Entering_the_stage_asks_the_customer_once_with_links_that_can_be_read_back()
    {
        var world = ValidationSample.Asked().Signal();

        var reply = Assert.Single(world.Replies);
        var token = reply[(reply.IndexOf("/answer/", StringComparison.Ordinal) + 8)..][..72];
        var expires = DateTimeOffset.FromUnixTimeSeconds(Sample.Monday.AddDays(30).ToUnixTimeSeconds());
        Assert.Equal(new AnswerClaim(1, 1, CustomerAnswer.Works, expires), world.Links.Read(token));
        Assert.Equal((1, "Cache emptied"), (world.Case.Rounds[0].Number, world.Case.Rounds[0].Record));
    }

    [Fact]
    public void A_link_that_somebody_changed_is_not_read()
    {
        var links = new AnswerLinks("https://bridge.example", "key");
        var token = links.Token(new AnswerClaim(7, 1, CustomerAnswer.Works, Sample.Monday));

        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'A' ? 'B' : 'A';
            Assert.Null(links.Read(token[..i] + other + token[(i + 1)..]));
        }

        Assert.Null(new AnswerLinks("https://bridge.example", "another key").Read(token));
        Assert.Null(links.Read(""));
        Assert.Null(links.Read(new string('ö', 72)));
    }

    [Fact]
    public void A_click_on_it_works_writes_the_answer_and_closes_both_sides()
    {
        var world = ValidationSample.Asked().CustomerAnswers(CustomerAnswer.Works).Signal();

        Assert.Equal(("Closed", "Closed", "done"), (world.Case.Stage, world.Ticket.Status, world.Item!.Status));
        Assert.Equal(Works, world.Ticket.Values[ValidationSample.Answer]);
        Assert.Contains("<p>Thanks</p>", world.Replies);
        Assert.Empty(world.Answers);
    }

    [Fact]
    public void An_agent_who_sets_the_answer_does_what_a_click_does()
    {
        var world = ValidationSample.Asked().Agent(ValidationSample.Answer, Works).Signal();

        Assert.Equal(("Closed", "done"), (world.Ticket.Status, world.Item!.Status));
        Assert.Contains("<p>Thanks</p>", world.Replies);
    }

    [Fact]
    public void Still_broken_goes_straight_back_with_the_earlier_attempts_and_the_next_round_asks_anew()
    {
        var world = ValidationSample.Asked().CustomerAnswers(CustomerAnswer.Broken, "the page is white").Signal();

        Assert.Equal(("With L2", "fixing"), (world.Ticket.Status, world.Item!.Status));
        world.Passes(TimeSpan.FromHours(1)).Agent("Record", new FieldValue.Text("Index rebuilt"));
        world.AgentMoves("Customer Validation").Signal();
        Assert.Null(world.Ticket.Values[ValidationSample.Answer]);
        Assert.Contains(world.Replies, r => r.Contains("Round 2", StringComparison.Ordinal));
        world.Passes(TimeSpan.FromHours(1)).CustomerAnswers(CustomerAnswer.Broken).Signal();

        Assert.Equal("With L2", world.Ticket.Status);
        Assert.Equal(
            [
                "<p>Back: 1=Cache emptied/Still broken/the page is white;</p>",
                "<p>Back: 1=Cache emptied/Still broken/the page is white; 2=Index rebuilt/Still broken/;</p>",
            ],
            world.Done.OfType<Effect.AddComment>().Select(c => c.Html)
        );
    }

    [Fact]
    public void A_remark_that_no_message_brings_is_noted_for_the_agents_as_text()
    {
        var world = ValidationSample.Asked().CustomerAnswers(CustomerAnswer.Works, "<b>Super!</b>\nthank you").Signal();

        Assert.Contains(
            world.Notes,
            n => n.Contains("&lt;b&gt;Super!&lt;/b&gt;<br>thank you", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_answer_whose_gate_is_shut_waits_is_told_once_and_goes_on_by_itself()
    {
        var world = ValidationSample
            .Asked()
            .Agent("Cause", null)
            .CustomerAnswers(CustomerAnswer.Works)
            .Signal()
            .Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.GateViolation);
        Assert.Single(world.Notes, n => n.Contains("Closed waits", StringComparison.Ordinal));
        world.Agent("Cause", new FieldValue.Text("Found")).Signal();

        Assert.Equal("Closed", world.Ticket.Status);
    }

    [Fact]
    public void An_agent_cannot_close_before_the_customer_has_answered()
    {
        var world = ValidationSample.Asked().AgentMoves("Closed").Signal();

        Assert.Equal(("Customer Validation", "verify"), (world.Ticket.Status, world.Item!.Status));
        Assert.Null(world.Case.Rounds[0].Answer);
    }

    [Fact]
    public void An_engineer_cannot_close_before_the_customer_has_answered()
    {
        var world = ValidationSample.Asked().EngineerMoves("done").Signal();

        Assert.Equal(("Customer Validation", "verify"), (world.Ticket.Status, world.Item!.Status));
    }

    [Fact]
    public void An_answer_together_with_the_move_counts_once()
    {
        var world = ValidationSample.Asked().Agent(ValidationSample.Answer, Works).AgentMoves("Closed").Signal();

        Assert.Equal(("Closed", "done"), (world.Ticket.Status, world.Item!.Status));
        Assert.Equal(CustomerAnswer.Works, world.Case.Rounds[0].Answer);
        Assert.Single(world.Replies, "<p>Thanks</p>");
    }

    [Fact]
    public void Still_broken_wins_over_an_agent_who_closes_in_the_same_moment()
    {
        var world = ValidationSample.Asked().CustomerAnswers(CustomerAnswer.Broken).AgentMoves("Closed").Signal();

        Assert.Equal(("With L2", "fixing"), (world.Ticket.Status, world.Item!.Status));
    }

    [Fact]
    public void An_answer_taken_back_while_it_waits_is_waited_for_again()
    {
        var world = ValidationSample.Asked().Agent("Cause", null).Agent(ValidationSample.Answer, Works).Signal();
        world.Agent(ValidationSample.Answer, null).Agent("Cause", new FieldValue.Text("Found")).Signal();

        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Null(world.Case.Rounds[0].Answer);
    }

    [Fact]
    public void A_click_of_an_earlier_round_does_nothing_and_the_agents_hear_of_it()
    {
        var world = ValidationSample.Asked().AgentMoves("With L2").Signal();
        world.CustomerAnswers(CustomerAnswer.Works, round: 1).Signal().Signal();

        Assert.Equal("With L2", world.Ticket.Status);
        Assert.Null(world.Ticket.Values[ValidationSample.Answer]);
        Assert.Single(world.Notes, n => n.Contains("too late", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_that_was_held_is_not_asked_once_it_is_answered()
    {
        var process = ValidationSample.With(("<p>Round {{attempt}} ", "<p>{{fields.cause}} "));
        var world = ValidationSample.Asked(process).AgentMoves("With L2").Signal();
        world.Passes(TimeSpan.FromHours(1)).Agent("Cause", new FieldValue.Text("an internal thing"));
        world.AgentMoves("Customer Validation").Signal();
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.LeakStopped);
        world.Agent(ValidationSample.Answer, Broken).Signal();

        Assert.Single(world.Replies);
        Assert.Empty(world.Case.Held);
    }

    [Fact]
    public void A_condition_can_ask_for_the_number_of_the_attempt()
    {
        var process = ValidationSample.With(
            (
                "    requires: [Resolution Record]",
                "    requires:\n      - { field: Cause, when: { field: attempt, at least: 1 } }"
            )
        );
        var world = ValidationSample
            .Asked(process)
            .Agent("Cause", null)
            .CustomerAnswers(CustomerAnswer.Broken)
            .Signal();
        world.AgentMoves("Customer Validation").Signal();

        Assert.Equal("With L2", world.Ticket.Status);
    }

    [Fact]
    public void A_case_that_was_stored_before_there_were_rounds_is_read_and_asks_nobody()
    {
        var world = ValidationSample.Asked();
        var stored = JsonNode.Parse(CaseJson.Write(world.Case))!.AsObject();
        Assert.True(stored.Remove("rounds"));
        world.Case = CaseJson.ReadCase(stored.ToJsonString());
        world.Passes(TimeSpan.FromDays(60)).Agent(ValidationSample.Answer, Works).Signal();

        Assert.Empty(world.Case.Rounds);
        Assert.Equal("Customer Validation", world.Ticket.Status);
        Assert.Single(world.Replies);
    }
}
