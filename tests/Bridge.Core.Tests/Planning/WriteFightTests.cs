using Bridge.Core.Model;

namespace Bridge.Core.Tests.Planning;

/// <summary>Somebody else's automation that writes what the bridge writes.</summary>
public sealed class WriteFightTests
{
    [Fact]
    public void A_fight_over_a_field_ends_with_a_finding()
    {
        var world = ReconcilerTests.Entered();

        for (var i = 0; i < 10; i++)
        {
            world.Engineer("Tier", new FieldValue.Text("Lead")).Signal();
        }

        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.WriteFight);
    }

    [Fact]
    public void A_case_that_goes_on_quickly_is_no_fight()
    {
        var world = ReconcilerTests.Entered();

        for (var i = 0; i < 5; i++)
        {
            world.EngineerMoves("verify").Signal();
            world.EngineerMoves("to triage").Signal();
        }

        Assert.Equal("Triage", world.Ticket.Status);
        Assert.DoesNotContain(world.Last.Findings, f => f.Kind == FindingKind.WriteFight);
    }

    [Fact]
    public void Two_automations_that_drive_each_other_on_are_stopped_whatever_they_write()
    {
        var world = ReconcilerTests.Entered();

        for (var i = 0; i < 40; i++)
        {
            world.Agent("Steps", new FieldValue.Rich($"<p>{i}</p>")).Signal();
        }

        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.WriteFight);
    }
}
