using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Bridge.Core.Delivery.Outcome;

namespace Bridge.Core.Tests.Planning;

/// <summary>What somebody of support must act on stands on the ticket, once.</summary>
public sealed class FindingNoteTests
{
    [Fact]
    public void A_refused_change_is_put_on_the_ticket_once_with_the_tools_words()
    {
        var world = Refusing("no such option");

        world.Signal().Signal();

        var note = Assert.Single(Told(world));
        Assert.Contains("A tool refused a change", note, StringComparison.Ordinal);
        Assert.Contains("no such option", note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_refusal_after_a_retry_is_not_told_again_and_another_one_is()
    {
        var world = Refusing("no such option").Signal();

        world.Case = Repair.Retry(world.Case, "tracker/Severity");
        world.Signal();
        Assert.Single(Told(world));

        world.Answer = Refuse("the field is locked");
        world.Case = Repair.Retry(world.Case, "tracker/Severity");
        world.Signal();
        Assert.Equal(2, Told(world).Count());
    }

    [Fact]
    public void What_tools_say_is_escaped() =>
        Assert.Contains(
            "&lt;b&gt;no&lt;/b&gt;",
            Assert.Single(Told(Refusing("<b>no</b>").Signal())),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_note_that_the_helpdesk_refuses_is_a_finding_and_makes_no_further_note()
    {
        var world = ReconcilerTests.Entered();
        var tried = 0;
        world.Answer = effect =>
        {
            tried += effect is Effect.AddNote ? 1 : 0;
            return effect is Effect.AddNote ? new Outcome.Failed(new Failure(FailureKind.Refused, "too long")) : null;
        };

        world.Comments(Side.Tracker, "Eve", "<p>Look at the log</p>").Signal().Signal().Signal();

        Assert.Equal(1, tried);
        var finding = Assert.Single(world.Last.Findings);
        Assert.Equal((FindingKind.Refused, "desk"), (finding.Kind, finding.Connection));
        Assert.Contains("A private note on the ticket", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_comment_is_put_on_the_ticket()
    {
        var world = ReconcilerTests.Entered();
        world.Answer = e =>
            e is Effect.AddComment ? new Outcome.Failed(new Failure(FailureKind.Refused, "comments are off")) : null;

        world.Comments(Side.Helpdesk, "Dana", "<p>Will do</p>").Signal().Signal();

        Assert.Contains("comments are off", Assert.Single(Told(world)), StringComparison.Ordinal);
        Assert.Equal("track", Assert.Single(world.Last.Findings).Connection);
    }

    [Fact]
    public void A_file_may_say_that_no_finding_is_put_on_the_ticket() =>
        Assert.Empty(Told(Refusing("no", Sample.Process with { Findings = new FindingPolicy { Note = [] } }).Signal()));

    [Fact]
    public void A_status_of_nobodys_stays_a_finding_when_the_other_side_signals()
    {
        var world = ReconcilerTests.Entered().AgentMoves("Waiting on customer").Signal();

        world.Engineer("Resolution notes", new FieldValue.Text("in work")).Signal(ticketFresh: false);

        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.UnmappedStatus);
    }

    [Fact]
    public void A_value_that_nobody_knows_stays_a_finding_when_the_other_side_signals()
    {
        var world = ReconcilerTests.Entered().Engineer("Sev", new FieldValue.Choice("9")).Signal();

        world.Agent("Steps", new FieldValue.Rich("<p>Again</p>")).Signal(itemFresh: false);

        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.UnmappedValue);
    }

    [Fact]
    public void Whatever_tools_refuse_a_plan_for_a_case_at_rest_is_empty() =>
        Prop.ForAll(
                Gen.Choose(0, 5).Two().ArrayOf().ToArbitrary(),
                acts =>
                {
                    var world = ReconcilerTests.Entered();
                    foreach (var (act, kind) in acts)
                    {
                        world.Answer = e => Kind(e) == kind ? Failed($"no {kind}") : null;
                        Act(world, act).Signal();
                        if (act == 5)
                        {
                            world.Case = kind % 2 == 0 ? Repair.Retry(world.Case) : DropAll(world.Case, world.Now);
                        }
                    }

                    world.Signal();
                    return world.Plan().Effects.IsEmpty
                        && CaseJson.Write(world.Plan().Next) == CaseJson.Write(world.Case);
                }
            )
            .Check(Config.QuickThrowOnFailure);

    private static World Act(World world, int act) =>
        act switch
        {
            0 => world.Agent("Severity", new FieldValue.Choice("S3")),
            1 => world.Engineer("Sev", new FieldValue.Choice("9")),
            2 => world.EngineerMoves("verify"),
            3 => world.Comments(Side.Tracker, "Eve", "<p>Look</p>"),
            4 => world.Comments(Side.Helpdesk, "Dana", "<p>Yes</p>"),
            _ => world.Agent("Severity", new FieldValue.Choice("S2")),
        };

    private static int Kind(Effect effect) =>
        effect switch
        {
            Effect.Update { On: Side.Tracker } => 0,
            Effect.Update => 1,
            Effect.AddNote => 2,
            Effect.AddComment => 3,
            _ => -1,
        };

    private static Case DropAll(Case value, DateTimeOffset now)
    {
        var word = new GivenUp("Dana", "not needed", now);
        var whats = value.Refusals.Keys.Concat(value.Unsaid.Select(u => u.Key)).ToList();
        return whats.Aggregate(value, (next, what) => Repair.Drop(next, what, word));
    }

    private static Outcome.Failed Failed(string why) => new(new Failure(FailureKind.Refused, why));

    /// <summary>A case in which the tracker refuses a new severity.</summary>
    /// <summary>The notes that tell of a finding; others come with the process.</summary>
    private static IEnumerable<string> Told(World world) =>
        world.Notes.Where(n => n.StartsWith("<p><b>A tool refused", StringComparison.Ordinal));

    private static World Refusing(string why, ProcessMapping? process = null)
    {
        var world = ReconcilerTests.Entered(process);
        world.Answer = Refuse(why);
        return world.Agent("Severity", new FieldValue.Choice("S3"));
    }

    private static Func<Effect, Outcome?> Refuse(string why) =>
        effect =>
            effect is Effect.Update { On: Side.Tracker } update && update.Values.Has("Sev")
                ? new Outcome.Partly(
                    Written.Nothing,
                    FieldBag.Of(("Sev", null)),
                    false,
                    new Failure(FailureKind.Refused, why)
                )
                : null;
}
