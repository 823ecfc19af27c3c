using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class EntryTests
{
    [Fact]
    public void A_ticket_out_of_scope_stays_out_when_a_look_finds_nothing_newer_to_read()
    {
        var world = OutOfScope().Signal();

        world.Signal(ticketFresh: false);

        Assert.Null(world.Item);
        Assert.Single(world.Notes);
        Assert.Null(world.Case.Process);
    }

    [Fact]
    public void What_a_look_from_memory_asks_for_is_done_only_once_the_ticket_was_read()
    {
        var world = OutOfScope();

        var fromMemory = Plan(world, ticketFresh: false);
        var read = Plan(world, ticketFresh: true);

        Assert.Equal([Side.Helpdesk], fromMemory.MustRead);
        Assert.Empty(read.MustRead);
        Assert.Equal(read.Effects, fromMemory.Effects);
    }

    private static Plan Plan(World world, bool ticketFresh) =>
        Reconciler.Plan(Sample.Process, world.Case, new Observation(world.Ticket, null, ticketFresh, false), world.Now);

    private static World OutOfScope() =>
        new World().Agent("type", new FieldValue.Choice("Bug")).Agent("Severity", new FieldValue.Choice("S1"));
}
