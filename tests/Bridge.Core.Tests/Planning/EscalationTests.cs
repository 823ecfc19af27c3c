using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class EscalationTests
{
    [Fact]
    public void Nobody_escalates_without_a_record_of_what_was_tried()
    {
        var world = Escalation.Entered().AgentMoves("Tier 2").Signal();

        Assert.Equal(("Tier 1", "Tier 1"), (world.Case.Stage, world.Ticket.Status));
        Assert.Contains(world.Notes, n => n.Contains("Attempts", StringComparison.Ordinal));
    }

    [Fact]
    public void A_move_to_an_earlier_stage_is_a_bounce_and_a_move_on_is_none()
    {
        var world = Escalation.InTier2();
        Assert.Equal(0, Bounces.Of(Escalation.Process, world.Case));

        world.Fill("Findings", "The export job").Bounces().Bounces();

        Assert.Equal(2, Bounces.Of(Escalation.Process, world.Case));
    }

    [Fact]
    public void A_stage_that_the_file_no_longer_has_makes_no_bounce()
    {
        var world = Escalation.InTier2().Fill("Findings", "The export job").Bounces();
        var shorter = Escalation.Process with { Stages = Escalation.Process.Stages.RemoveAt(0) };

        Assert.Equal(0, Bounces.Of(shorter, world.Case));
    }

    [Fact]
    public void A_gate_may_ask_for_more_once_a_case_came_back()
    {
        var world = Escalation.InTier2().AgentMoves("Tier 1").Signal().AgentMoves("Tier 2").Signal();
        Assert.Equal("Tier 1", world.Case.Stage);

        world.Fill("Findings", "The export job").AgentMoves("Tier 2").Signal();

        Assert.Equal("Tier 2", world.Case.Stage);
    }

    [Fact]
    public void Bounces_can_end_a_back_and_forth()
    {
        var world = Escalation.InTier2().Fill("Findings", "The export job").Bounces().Bounces().Bounces();

        world.AgentMoves("Engineering").Signal();

        Assert.Equal("Tier 2", world.Case.Stage);
        Assert.Contains(world.Notes, n => n.Contains("bounces: at most 2 (it is 3)", StringComparison.Ordinal));
    }

    [Fact]
    public void Engineers_get_the_new_context_when_a_case_comes_back_to_them()
    {
        var world = Escalation.InTier2();
        Assert.DoesNotContain(world.Done, e => e is Effect.AddComment);

        world.Fill("Findings", "The export job").Bounces();

        var comment = Assert.Single(world.Done.OfType<Effect.AddComment>());
        Assert.Equal("<p>Back for the 1. time: The export job</p>", comment.Html);
    }

    [Fact]
    public void A_template_may_ask_whether_there_were_any_bounces()
    {
        var process = Escalation.Read(
            Escalation
                .Yaml.Replace(
                    "<p>Back for the {{bounces}}. time: {{fields.findings}}</p>",
                    "<p>{{#if bounces}}again{{else}}new{{/if}}</p>",
                    StringComparison.Ordinal
                )
                .Replace("    only if: { field: bounces, at least: 1 }\n", "", StringComparison.Ordinal)
        );
        var world = Escalation.InTier2(process).Fill("Findings", "The export job").Bounces();

        Assert.Equal(["<p>new</p>", "<p>again</p>"], world.Done.OfType<Effect.AddComment>().Select(c => c.Html));
    }

    [Fact]
    public void A_message_whose_condition_fails_is_not_sent_and_says_which_failed()
    {
        var world = Escalation.Entered().Fill("Attempts", "Restarted, cleared the cache, asked for logs");

        var plan = world.AgentMoves("Tier 2").Plan();

        Assert.Contains(
            plan.Decisions,
            d =>
                d
                    is {
                        Kind: DecisionKind.Skips,
                        Text: "the message 'Handover' is not sent: bounces is '0', not at least 1"
                    }
        );
    }

    [Theory]
    [InlineData("Workaround", "Approved By")]
    [InlineData("Approved By", "Workaround")]
    public void A_workaround_is_told_once_it_is_approved_whatever_comes_first(string first, string second)
    {
        var world = Escalation.InTier2().Fill(first, "Use the old export").Signal();
        Assert.Empty(world.Replies);

        world.Fill(second, "Use the old export").Signal().Signal();

        Assert.Equal("<p>Until it is fixed: Use the old export</p>", Assert.Single(world.Replies));
    }

    [Fact]
    public void A_workaround_from_before_the_stage_is_told_when_the_stage_comes()
    {
        var world = Escalation
            .Entered()
            .Fill("Workaround", "Use the old export")
            .Fill("Approved By", "Lead")
            .Fill("Attempts", "Restarted, cleared the cache, asked for logs")
            .Signal();
        Assert.Empty(world.Replies);

        world.AgentMoves("Tier 2").Signal();

        Assert.Single(world.Replies);
    }

    [Fact]
    public void A_workaround_that_is_emptied_and_filled_again_is_not_told_twice()
    {
        var world = Escalation.InTier2().Fill("Approved By", "Lead").Fill("Workaround", "A").Signal();

        world.Fill("Workaround", null).Signal().Fill("Workaround", "B").Signal();

        Assert.Single(world.Replies);
    }

    [Fact]
    public void A_workaround_after_the_end_is_not_told()
    {
        var world = Escalation.InTier2().Fill("Solution", "The job was restarted").AgentMoves("Solved").Signal();
        Assert.Equal("Solved", world.Case.Stage);

        world.Fill("Workaround", "Use the old export").Fill("Approved By", "Lead").Signal();

        Assert.Empty(world.Replies);
    }

    [Fact]
    public void Each_change_of_a_field_is_told_and_its_first_value_is_none()
    {
        var world = Escalation.InTier2().Fill("Workaround", "A").Signal();
        Assert.DoesNotContain(world.Notes, n => n.Contains("Now", StringComparison.Ordinal));

        world
            .Fill("Workaround", "B")
            .Signal()
            .Signal()
            .Fill("Workaround", null)
            .Signal()
            .Fill("Workaround", "B")
            .Signal();
        world.Engineer("Workaround", new FieldValue.Text("C")).Signal();

        Assert.Equal(
            ["<p>Now: B</p>", "<p>Now: C</p>"],
            world.Notes.Where(n => n.StartsWith("<p>Now", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_temporary_fix_needs_an_approval()
    {
        var world = Escalation
            .InTier2()
            .Agent("Fix", new FieldValue.Choice("Temporary measure"))
            .Fill("Solution", "The job is restarted nightly")
            .AgentMoves("Solved")
            .Signal();
        Assert.Equal("Tier 2", world.Case.Stage);

        world.Fill("Approved By", "Lead").AgentMoves("Solved").Signal();

        Assert.Equal("Solved", world.Case.Stage);
    }
}
