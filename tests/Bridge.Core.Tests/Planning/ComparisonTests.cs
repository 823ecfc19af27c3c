using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning.Comparison;

namespace Bridge.Core.Tests.Planning;

public sealed class ComparisonTests
{
    private static readonly ProcessMapping Before = Sample.Process with { Hash = "before" };
    private static readonly ProcessMapping After = Before with { Hash = "after" };

    [Fact]
    public void A_case_whose_plan_stays_the_same_is_unchanged()
    {
        var world = InFix();
        var change = Compare(world, After with { Description = "another text" });
        Assert.Equal(Verdict.Unchanged, change.Verdict);
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void A_message_that_only_the_changed_mapping_sends_is_shown_with_its_text()
    {
        var world = InFix();
        world.Case = world.Case with { Eta = new EtaKnowledge(null, null) };
        var quiet = Before with { Eta = null };
        var change = CaseComparison.Of(quiet, After, world.Case, world.Ticket, world.Item, world.Now);
        var message = Assert.Single(change.Messages);
        Assert.Equal("By 20 November 2026.", message.Text);
        Assert.Equal("message 'first'", message.Reason);
        Assert.Null(message.Later);
    }

    [Fact]
    public void A_message_that_only_waits_for_its_settle_time_is_foreseen()
    {
        var world = InFix();
        world.Case = world.Case with { Eta = new EtaKnowledge(null, null) };
        var settling = After with { Eta = After.Eta! with { Settle = TimeSpan.FromHours(1) } };
        var change = CaseComparison.Of(
            Before with
            {
                Eta = null,
            },
            settling,
            world.Case,
            world.Ticket,
            world.Item,
            world.Now
        );
        Assert.Equal(world.Now.AddHours(1), Assert.Single(change.Messages).Later);
    }

    [Fact]
    public void A_status_that_means_another_stage_moves_the_case()
    {
        var world = InFix();
        var stages = After
            .Stages.Replace(After.Stages[1], After.Stages[1] with { Tracker = [new StageMark("in work")] })
            .Replace(After.Stages[2], After.Stages[2] with { Tracker = [new StageMark("fixing")] });
        var change = Compare(world, After with { Stages = stages });
        Assert.Equal(("Fix", "Verify"), (change.StageBefore, change.StageAfter));
        Assert.Contains(change.Effects, e => e is { IsNew: true, Kind: "update", Side: Side.Helpdesk });
    }

    [Fact]
    public void A_gate_that_the_case_waits_at_only_now_says_what_is_missing()
    {
        var world = InFix().EngineerMoves("verify");
        var stages = After.Stages.Replace(
            After.Stages[2],
            After.Stages[2] with
            {
                Requires = [new Requirement { Field = "Notes" }],
                OnViolation = OnViolation.Hold,
            }
        );
        var change = Compare(world, After with { Stages = stages });
        Assert.Equal("Verify", change.Gate!.Stage);
        Assert.Equal(["Notes"], change.Gate.Missing);
        Assert.Contains(change.Effects, e => e is { IsNew: false, Kind: "update" });
    }

    [Fact]
    public void A_case_that_could_not_enter_its_own_stage_any_more_is_named()
    {
        var stages = After.Stages.Replace(
            After.Stages[1],
            After.Stages[1] with
            {
                Requires = [.. After.Stages[1].Requires, new Requirement { Field = "Steps" }],
            }
        );
        var change = Compare(InFix(), After with { Stages = stages });
        Assert.Equal(["Steps"], change.Lacks);
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void From_observe_to_enforce_all_that_was_only_shown_is_new()
    {
        var world = InFix().EngineerMoves("verify");
        var change = CaseComparison.Of(
            Before with
            {
                Mode = Mode.Observe,
            },
            After,
            world.Case,
            world.Ticket,
            world.Item,
            world.Now
        );
        Assert.Contains(change.Effects, e => e is { IsNew: true, Kind: "update", Side: Side.Helpdesk });
    }

    [Fact]
    public void A_case_whose_process_is_gone_waits()
    {
        var world = InFix();
        var change = CaseComparison.Of(Before, null, world.Case, world.Ticket, world.Item, world.Now);
        Assert.Equal(Verdict.Waits, change.Verdict);
    }

    [Fact]
    public void A_ticket_outside_that_the_changed_entry_rule_takes_would_come_in()
    {
        var world = new World();
        var wide = After with
        {
            Entry = After.Entry with { When = new Condition.IsOneOf(FieldNames.Type, ["Question"]) },
        };
        var change = CaseComparison.OfOutside([Before], [wide], world.Case, world.Ticket, world.Now);
        Assert.Equal((Verdict.WouldComeIn, "Triage"), (change!.Verdict, change.StageAfter));
        Assert.Null(CaseComparison.OfOutside([wide], [wide], world.Case, world.Ticket, world.Now));
        Assert.Null(CaseComparison.OfOutside([Before], [After], world.Case, world.Ticket, world.Now));
    }

    [Fact]
    public void A_rehearsal_ends_where_the_world_does()
    {
        var world = InFix().EngineerMoves("verify");
        var foreseen = Rehearsal.Run(Before, world.Case, world.Ticket, world.Item, world.Now);
        var done = world.Done.Count;
        world.Signal();
        Assert.Equal(world.Case.Stage, foreseen.Case.Stage);
        Assert.Equal(world.Ticket.Status, foreseen.Ticket.Status);
        Assert.Equal(
            world.Done.Skip(done).Select(EffectWords.Text),
            foreseen.Effects.Where(e => e.Later is null).Select(e => EffectWords.Text(e.Effect))
        );
    }

    [Fact]
    public void A_tally_counts_by_kind_stage_and_message()
    {
        var tally = new ComparisonTally();
        tally.Add(Change("a", Verdict.Unchanged));
        tally.Add(
            Change("b", Verdict.Changed) with
            {
                StageBefore = "Fix",
                StageAfter = "Verify",
                Effects =
                [
                    new EffectChange(true, "reply", Side.Helpdesk, "message 'first'", "By Monday.", null),
                    new EffectChange(false, "note", Side.Helpdesk, "why", "Gone.", null),
                ],
            }
        );
        tally.Add(Change("c", Verdict.Waits));
        tally.Add(Change("d", Verdict.WouldComeIn));
        var sum = tally.ToSummary();
        Assert.Equal(
            (3, 1, 1, 1, 1, 1),
            (sum.Cases, sum.Unchanged, sum.Changed, sum.Waiting, sum.WouldComeIn, sum.Messages)
        );
        Assert.Equal([new EffectCount("note", 0, 1), new EffectCount("reply", 1, 0)], sum.Effects);
        Assert.Equal([new NamedCount("Fix → Verify", 1)], sum.Stages);
        Assert.Equal([new NamedCount("message 'first'", 1)], sum.ByMessage);
    }

    [Fact]
    public void A_report_survives_its_json()
    {
        var tally = new ComparisonTally();
        var change = Compare(InFix().EngineerMoves("verify"), After with { Mode = Mode.Observe });
        tally.Add(change);
        var report = new ComparisonReport("a", "b", 25, tally.ToSummary(), [change]);
        var back = ComparisonJson.Read(ComparisonJson.Write(report));
        Assert.Equal(ComparisonJson.Write(report), ComparisonJson.Write(back));
        Assert.False(back.NeedsConfirmation);
    }

    /// <summary>A case in Fix with a date that the customer was told.</summary>
    private static World InFix() =>
        new World()
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Severity", new FieldValue.Choice("S2"))
            .Signal()
            .Engineer(FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 11, 20)))
            .EngineerMoves("fixing")
            .Signal();

    private static CaseChange Change(string ticket, Verdict verdict) =>
        new()
        {
            Case = 1,
            Ticket = ticket,
            Process = "Sample",
            Verdict = verdict,
        };

    private static CaseChange Compare(World world, ProcessMapping after) =>
        CaseComparison.Of(Before, after, world.Case, world.Ticket, world.Item, world.Now);
}
