using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>What a person gives up is not asked for again, until there is something else to ask for.</summary>
public sealed class RepairTests
{
    private static readonly GivenUp Word = new("Dana", "the tracker has no such option", Sample.Monday);

    [Fact]
    public void A_dropped_value_is_not_written_again_and_no_finding_is_left()
    {
        var world = Refused();
        world.Case = Repair.Drop(world.Case, "tracker/Severity", Word);
        world.Answer = _ => null;

        world.Signal().Signal();

        Assert.Equal("2", world.Item!.Values["Sev"]!.Display);
        Assert.Empty(world.Last.Findings);
        Assert.Contains(world.Last.Decisions, d => d.Text.Contains("Dana gave it up", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_value_of_a_dropped_field_is_written()
    {
        var world = Refused();
        world.Case = Repair.Drop(world.Case, "tracker/Severity", Word);
        world.Answer = _ => null;

        world.Agent("Severity", new FieldValue.Choice("S2")).Signal();
        world.Agent("Severity", new FieldValue.Choice("S3")).Signal();

        Assert.Equal("3", world.Item!.Values["Sev"]!.Display);
    }

    [Fact]
    public void A_retry_takes_a_drop_back()
    {
        var world = Refused();
        world.Case = Repair.Drop(world.Case, "tracker/Severity", Word);
        world.Answer = _ => null;

        world.Case = Repair.Retry(world.Case);
        world.Signal();

        Assert.Equal("3", world.Item!.Values["Sev"]!.Display);
    }

    [Theory]
    [InlineData("comment")]
    [InlineData("comment/2")]
    public void A_dropped_comment_is_no_finding_any_more(string what)
    {
        var world = ReconcilerTests.Entered();
        world.Answer = e => e is Effect.AddComment ? Failed("comments are off") : null;
        world.Comments(Side.Helpdesk, "Dana", "<p>Will do</p>").Signal();
        var key = Assert.Single(world.Case.Unsaid).Key;

        world.Case = Repair.Drop(world.Case, what == "comment" ? what : key, Word);

        Assert.Empty(world.Signal().Last.Findings);
    }

    [Fact]
    public void An_item_that_is_given_up_while_it_waits_is_not_made_until_the_ticket_asks_for_another()
    {
        var world = new World { Answer = e => e is Effect.CreateItem ? Failed("no such list") : null };
        world.Agent("type", new FieldValue.Choice("Bug"));
        var create = world.Plan().Effects.Single(e => e.Effect is Effect.CreateItem).Effect;
        world.Case = Repair.GiveUp(world.Plan().Next, create, Word);
        world.Answer = _ => null;

        world.Signal().Signal();
        Assert.Null(world.Item);

        world.Agent("Severity", new FieldValue.Choice("S2")).Signal();
        Assert.NotNull(world.Item);
    }

    [Fact]
    public void Cases_keep_what_is_unsaid_and_given_up_when_stored()
    {
        var world = Refused();
        var value = Repair.Drop(world.Case, "tracker/Severity", Word) with
        {
            Unsaid = [new Unsaid("note/9", "note", "A private note", "too long", Sample.Monday)],
        };

        var read = CaseJson.ReadCase(CaseJson.Write(value));

        Assert.Equal(Word, read.Refusals["tracker/Severity"].GivenUp);
        Assert.Equal("note/9", Assert.Single(read.Unsaid).Key);
    }

    private static World Refused()
    {
        var world = ReconcilerTests.Entered();
        world.Answer = e =>
            e is Effect.Update { On: Side.Tracker }
                ? new Outcome.Partly(
                    Written.Nothing,
                    FieldBag.Of(("Sev", null)),
                    false,
                    new Failure(FailureKind.Refused, "no such option")
                )
                : null;
        return world.Agent("Severity", new FieldValue.Choice("S3")).Signal();
    }

    private static Outcome.Failed Failed(string why) => new(new Failure(FailureKind.Refused, why));
}
