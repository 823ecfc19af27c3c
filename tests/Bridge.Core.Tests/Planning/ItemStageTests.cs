using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>An item that is made only when the case reaches a stage that needs one.</summary>
public sealed class ItemStageTests
{
    [Fact]
    public void Before_that_stage_no_item_is_made_and_the_reason_is_given()
    {
        var world = Entered();

        Assert.Null(world.Item);
        Assert.Equal("Triage", world.Case.Stage);
        Assert.Contains(world.Last.Decisions, d => d.Text == "no item yet: it is made in Verify");
    }

    [Fact]
    public void Entering_that_stage_makes_the_item_in_its_status_once()
    {
        var world = Entered();

        world.AgentMoves("Verifying").Signal().Signal();

        Assert.Equal("verify", world.Item!.Status);
        Assert.Single(world.Done.OfType<Effect.CreateItem>());
    }

    [Fact]
    public void An_item_that_was_made_follows_to_stages_that_would_make_none()
    {
        var world = Entered().AgentMoves("Verifying").Signal();

        world.AgentMoves("Triage").Signal();

        Assert.Equal("to triage", world.Item!.Status);
    }

    [Fact]
    public void A_typed_key_links_before_that_stage()
    {
        var world = new World(Process)
            .ItemExists("to triage")
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Existing key", new FieldValue.Text("T-1"))
            .Signal();

        Assert.Equal("t1", world.Case.Item!.Id);
    }

    private static Core.Mappings.ProcessMapping Process =>
        Sample.Process with
        {
            Entry = Sample.Process.Entry with { ItemStages = ["Verify"] },
        };

    private static World Entered() => new World(Process).Agent("type", new FieldValue.Choice("Bug")).Signal();
}
