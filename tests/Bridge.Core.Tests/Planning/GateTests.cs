using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>Gates that are open, shut, held, fought over and waited at.</summary>
public sealed class GateTests
{
    private static readonly FieldValue Due = new FieldValue.Date(new DateOnly(2026, 11, 20));

    [Fact]
    public void An_open_gate_lets_the_case_in_and_moves_the_other_side()
    {
        var world = ReconcilerTests.Entered();

        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal(ticketFresh: false);

        Assert.Equal("Fix", world.Case.Stage);
        Assert.Equal("Fixing", world.Ticket.Status);
        Assert.Equal("Engineering", world.Ticket.Values[FieldNames.Group]!.Display);
        Assert.Null(world.Case.EntryActions);
    }

    [Fact]
    public void A_shut_gate_puts_the_mover_back_and_tells_what_is_missing()
    {
        var world = ReconcilerTests.Entered();

        world.AgentMoves("Fixing").Signal(itemFresh: false);

        Assert.Equal("Triage", world.Ticket.Status);
        Assert.Equal("to triage", world.Item!.Status);
        Assert.Equal("Triage", world.Case.Stage);
        Assert.Contains(world.Notes, n => n.Contains("<li>Due</li>", StringComparison.Ordinal));
    }

    [Fact]
    public void An_engineer_who_is_put_back_is_told_in_a_comment()
    {
        var world = ReconcilerTests.Entered();

        world.EngineerMoves("fixing").Signal(ticketFresh: false);

        Assert.Equal("to triage", world.Item!.Status);
        Assert.Contains(
            world.Done.OfType<Effect.AddComment>(),
            c => c.Html.Contains("Moved back to Triage", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_skipped_stage_is_refused()
    {
        var world = ReconcilerTests.Entered();

        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal();
        world.EngineerMoves("to triage").Signal();
        world.EngineerMoves("done").Signal();

        Assert.Equal("Triage", world.Case.Stage);
    }

    [Fact]
    public void The_lead_is_told_instead_of_fighting_an_automation()
    {
        var world = ReconcilerTests.Entered();

        for (var i = 0; i < 4; i++)
        {
            world.AgentMoves("Fixing").Signal();
        }

        Assert.Equal("Fixing", world.Ticket.Status);
        Assert.Equal("Triage", world.Case.Stage);
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.GateFight);
        Assert.Single(world.Done.OfType<Effect.AddNote>(), n => n.Notify.Contains("lead@example.com"));
    }

    [Fact]
    public void A_move_within_the_grace_time_waits_for_the_data_and_then_goes_on()
    {
        var gates = Sample.Process.Gates with { Grace = TimeSpan.FromMinutes(5) };
        var world = ReconcilerTests.Entered(Sample.Process with { Gates = gates });

        world.AgentMoves("Fixing").Signal();
        Assert.Equal(world.Now + TimeSpan.FromMinutes(5), world.Case.Deadlines[0].At);
        Assert.Equal("Fixing", world.Ticket.Status);

        world.Passes(TimeSpan.FromMinutes(2)).Agent("ETA", Due).Signal();
        Assert.Equal("Fix", world.Case.Stage);
        Assert.Equal("fixing", world.Item!.Status);
    }

    [Fact]
    public void A_move_whose_grace_time_is_over_is_put_back()
    {
        var gates = Sample.Process.Gates with { Grace = TimeSpan.FromMinutes(5) };
        var world = ReconcilerTests.Entered(Sample.Process with { Gates = gates });

        world.AgentMoves("Fixing").Signal().Passes(TimeSpan.FromMinutes(5)).Signal();

        Assert.Equal("Triage", world.Ticket.Status);
    }

    [Fact]
    public void A_held_stage_mirrors_nothing_until_the_data_is_there()
    {
        var gates = Sample.Process.Gates with { OnViolation = Core.Mappings.OnViolation.Hold };
        var world = ReconcilerTests.Entered(Sample.Process with { Gates = gates });

        world.AgentMoves("Fixing").Signal().Signal();
        Assert.Equal("to triage", world.Item!.Status);
        Assert.Single(world.Notes, n => n.Contains("waits", StringComparison.Ordinal));

        world.Agent("ETA", Due).Signal();
        Assert.Equal("fixing", world.Item.Status);
    }
}
