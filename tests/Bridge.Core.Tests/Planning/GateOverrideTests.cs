using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>The way past a shut gate, with a reason.</summary>
public sealed class GateOverrideTests
{
    private const string Reason = "The customer's board decided it on Monday.";

    [Fact]
    public void A_reason_opens_a_shut_gate_once_tells_the_leads_and_is_emptied()
    {
        var world = Entered().Agent("Override", new FieldValue.Text(Reason)).Signal();

        world.AgentMoves("Fixing").Signal();

        Assert.Equal(("Fix", null), (world.Case.Stage, world.Ticket.Values["Override"]));
        var note = Assert.Single(world.Done.OfType<Effect.AddNote>(), n => n.Html.Contains("by override"));
        Assert.Contains("<li>Due</li>", note.Html, StringComparison.Ordinal);
        Assert.Contains("on Monday", note.Html, StringComparison.Ordinal);
        Assert.Equal(["lead@example.com"], note.Notify);
        world.EngineerMoves("done").Signal();
        Assert.Equal("Fix", world.Case.Stage);
    }

    [Fact]
    public void A_reason_that_is_too_short_opens_nothing()
    {
        var world = Entered().Agent("Override", new FieldValue.Text("because")).Signal();

        world.AgentMoves("Fixing").Signal();

        Assert.Equal("Triage", world.Case.Stage);
    }

    [Fact]
    public void An_open_gate_leaves_the_reason_where_it_is()
    {
        var world = Entered().Agent("Override", new FieldValue.Text(Reason)).Signal();

        world.AgentMoves("Verifying").Signal();

        Assert.Equal("Verify", world.Case.Stage);
        Assert.Equal(Reason, world.Ticket.Values["Override"]?.Display);
    }

    private static World Entered() =>
        ReconcilerTests.Entered(
            Sample.Process with
            {
                Fields = Sample.Process.Fields.Add(
                    new FieldRule
                    {
                        Name = "Override",
                        Type = FieldType.Text,
                        HelpdeskField = "Override",
                    }
                ),
                Gates = Sample.Process.Gates with { Override = new GateOverride("Override", 20) },
            }
        );
}
