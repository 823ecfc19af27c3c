using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class SlaTests
{
    private const string Breach =
        "<p>SLA of Triage is over: Operations had 1 working day, until 2026-11-02 17:30 Europe/Dublin.</p>";

    [Fact]
    public void The_owner_is_warned_at_three_quarters_and_told_of_the_breach_once_each()
    {
        var world = SlaSample.Entered();

        world.At("15:37").At("15:38").At("15:50").At("17:30").At("18:00");

        Assert.Equal(
            [
                "<p>SLA of Triage ends at 2026-11-02 17:30 Europe/Dublin: Operations has used 75% of 1 working day.</p>",
                Breach,
            ],
            world.Alarms()
        );
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.Sla);
    }

    [Fact]
    public void The_case_asks_to_be_looked_at_when_the_next_thing_is_due()
    {
        var world = SlaSample.Entered();

        Assert.Equal(Sample.Monday.AddHours(6.625), Assert.Single(world.Case.Deadlines).At);
        world.At("15:38");
        Assert.Equal(Sample.Monday.AddHours(8.5), Assert.Single(world.Case.Deadlines).At);
    }

    [Fact]
    public void A_breach_silences_the_warnings_that_were_not_told_yet()
    {
        var world = SlaSample.Entered(new SlaRule { WarnAt = [0.5m, 0.8m] });

        world.At("18:00").At("19:00");

        Assert.Equal([Breach], world.Alarms());
    }

    [Fact]
    public void Of_several_warnings_that_are_due_at_once_one_note_tells_the_last()
    {
        var world = SlaSample.Entered(new SlaRule { WarnAt = [0.5m, 0.8m] });

        world.At("16:30").At("16:40");

        Assert.Contains("has used 80%", Assert.Single(world.Alarms()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_target_that_holds_wins_and_the_stages_own_time_is_the_last()
    {
        var sla = new SlaRule
        {
            Targets =
            [
                new SlaTarget("Triage", new Condition.IsOneOf("Severity", ["S3"]), SlaSample.Hours(20)),
                new SlaTarget("Triage", new Condition.IsOneOf(FieldNames.CompanyTier, ["Gold"]), SlaSample.Hours(2)),
                new SlaTarget(null, new Condition.IsOneOf("Severity", ["S2"]), SlaSample.Hours(9)),
            ],
        };

        Assert.Equal("2 working hours", SlaSample.Entered(sla).Case.Clock!.Limit);
        Assert.Equal(
            "9 working hours",
            SlaSample.Entered(sla with { Targets = [sla.Targets[0], sla.Targets[2]] }).Case.Clock!.Limit
        );
        Assert.Equal("1 working day", SlaSample.Entered(sla with { Targets = [sla.Targets[0]] }).Case.Clock!.Limit);
    }

    [Fact]
    public void A_limit_by_the_wall_clock_runs_through_the_night()
    {
        var sla = new SlaRule { Targets = [new SlaTarget(null, null, new TimeLimit(null, TimeSpan.FromHours(20)))] };
        var world = SlaSample.Entered(sla);

        Assert.Equal(Sample.Monday.AddHours(15), Assert.Single(world.Case.Deadlines).At);
    }

    [Fact]
    public void The_clock_stands_while_the_ticket_waits_for_the_customer()
    {
        var world = SlaSample.Entered(new SlaRule { PausesIn = ["Waiting"] });

        world.At("12:00").AgentMoves("Waiting").Signal().At("11:30", days: 1);
        Assert.Empty(world.Alarms());
        Assert.Empty(world.Case.Deadlines);

        world.AgentMoves("Triage").Signal().At("15:30", days: 1);
        Assert.Contains("ends at 2026-11-03 17:00", Assert.Single(world.Alarms()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_ends_when_the_bridge_itself_moves_the_ticket_on()
    {
        var sla = new SlaRule { PausesIn = ["Waiting"], Targets = [new SlaTarget("Verify", null, SlaSample.Hours(2))] };
        var world = SlaSample.Entered(sla).AgentMoves("Waiting").Signal();

        world.EngineerMoves("verify").Signal(ticketFresh: false);

        Assert.Equal("Verifying", world.Ticket.Status);
        Assert.Equal(["Open", "Triage", "Waiting", "Verifying"], world.Case.Statuses.Select(s => s.Status));
        Assert.NotEmpty(world.Case.Deadlines);
    }

    [Fact]
    public void What_a_visit_came_to_stays_as_it_was_when_the_case_left()
    {
        var world = SlaSample.Entered().At("18:00");

        world.EngineerMoves("verify").Signal();

        var (visit, result) = (world.Case.Visits[0], world.Case.Visits[0].Sla!);
        Assert.Equal("Triage", visit.Stage);
        Assert.Equal(
            ("Operations", "1 working day", true, TimeSpan.FromHours(7.5)),
            (result.Owner, result.Limit, result.Breached, result.Used)
        );
        Assert.Equal(Sample.Monday.AddHours(8.5), result.Due);
        Assert.DoesNotContain(world.Last.Findings, f => f.Kind == FindingKind.Sla);
    }

    [Theory]
    [InlineData(TargetChange.Recompute, "2 working hours", 9)]
    [InlineData(TargetChange.Restart, "2 working hours", 11)]
    [InlineData(TargetChange.Keep, "1 working day", 9)]
    public void A_change_of_the_target_does_to_the_clock_what_the_process_says(
        TargetChange rule,
        string limit,
        int since
    )
    {
        var sla = new SlaRule
        {
            OnTargetChange = rule,
            Targets = [new SlaTarget(null, new Condition.IsOneOf("Severity", ["S3"]), SlaSample.Hours(2))],
        };
        var world = SlaSample.Entered(sla).At("11:00");

        world.Agent("Severity", new FieldValue.Choice("S3")).Signal();

        Assert.Equal((limit, Sample.Monday.AddHours(since - 9)), (world.Case.Clock!.Limit, world.Case.Clock.Since));
    }

    [Theory]
    [InlineData(OnReopen.Continue, 3)]
    [InlineData(OnReopen.Restart, 0)]
    public void A_reopened_stage_goes_on_or_begins_anew(OnReopen rule, int before)
    {
        var world = SlaSample
            .Entered(new SlaRule { OnReopen = rule })
            .At("12:00")
            .Engineer("Resolution notes", new FieldValue.Text("mended"))
            .EngineerMoves("done")
            .Signal();
        Assert.Equal("Done", world.Case.Stage);

        world.At("15:00").AgentMoves("Triage").Signal();

        Assert.Equal(TimeSpan.FromHours(before), world.Case.Clock!.Before);
    }

    [Fact]
    public void A_breach_is_told_again_as_often_as_the_process_says()
    {
        var sla = new SlaRule { WarnAt = [], Repeat = new SlaRepeat(SlaSample.Hours(2), 2) };
        var world = SlaSample.Entered(sla);

        world.At("17:30").At("10:59", 1).At("11:00", 1).At("11:30", 1).At("13:30", 1).At("17:00", 1).At("17:00", 2);

        Assert.Equal(3, world.Alarms().Length);
    }

    [Fact]
    public void Nobody_is_told_of_what_did_not_last()
    {
        var world = SlaSample.Entered(new SlaRule { For = TimeSpan.FromMinutes(10) });

        world.At("15:45");
        Assert.Empty(world.Alarms());
        world.At("15:48");
        Assert.Single(world.Alarms());
    }

    [Fact]
    public void A_step_tells_whom_it_names_in_one_note_with_the_breach()
    {
        var sla = new SlaRule { WarnAt = [], Steps = [new SlaStep(1, ["boss@example.com"], null)] };
        var world = SlaSample.Entered(sla).At("17:30").At("17:40");

        var note = world.Done.OfType<Effect.AddNote>().Single(n => n.Html == Breach);
        Assert.Equal(["lead@example.com", "boss@example.com"], note.Notify);
    }

    [Fact]
    public void A_step_gives_the_ticket_its_group_priority_and_tags_once()
    {
        var sla = new SlaRule { Steps = [new SlaStep(1, [], new OnEntry("Escalations", "Urgent", ["breached"]))] };
        var world = SlaSample.Entered(sla).At("17:30");
        world.Agent(FieldNames.Group, new FieldValue.Choice("Operations")).Signal().At("18:00");

        var update = world.Done.OfType<Effect.Update>().Single(u => u.AddTags.Contains("breached"));
        Assert.Equal("Escalations", update.Values[FieldNames.Group]!.Display);
        Assert.Equal("Urgent", update.Values[FieldNames.Priority]!.Display);
        Assert.Equal("Operations", world.Ticket.Values[FieldNames.Group]!.Display);
        Assert.Empty(world.Case.StepsOwed);
    }

    [Fact]
    public void A_step_that_the_tool_refuses_waits_for_a_person_and_is_not_tried_again()
    {
        var sla = new SlaRule { WarnAt = [], Steps = [new SlaStep(1, [], new OnEntry("Nobody", null, []))] };
        var world = SlaSample.Entered(sla);
        world.Answer = effect =>
            effect is Effect.Update update && update.Values.Has(FieldNames.Group)
                ? new Core.Delivery.Outcome.Failed(
                    new Core.Delivery.Failure(Core.Delivery.FailureKind.Refused, "no such group")
                )
                : null;

        world.At("17:30").At("17:45");

        Assert.Contains(world.Last.Findings, f => f.Message.Contains("no such group", StringComparison.Ordinal));
        Assert.Single(world.Case.StepsOwed);
    }

    [Fact]
    public void A_quiet_ticket_is_not_spoken_of_until_the_tag_is_gone()
    {
        var world = SlaSample.Entered(new SlaRule { QuietTag = "sla-quiet" });
        world.Agent(FieldNames.Tags, new FieldValue.List(["SLA-Quiet"])).At("18:00");
        Assert.Empty(world.Alarms());
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.Sla);

        world.Agent(FieldNames.Tags, new FieldValue.List([])).At("19:00");
        Assert.Equal([Breach], world.Alarms());
    }

    [Fact]
    public void Silence_ends_by_itself_when_the_process_says_so()
    {
        var sla = new SlaRule { QuietTag = "sla-quiet", QuietAtMost = TimeSpan.FromHours(2) };
        var world = SlaSample.Entered(sla).At("17:00");
        world.Agent(FieldNames.Tags, new FieldValue.List(["sla-quiet"])).Signal();

        Assert.Contains(world.Case.Deadlines, d => d.At == Sample.Monday.AddHours(10));
        world.At("18:59");
        Assert.Single(world.Alarms());
        world.At("19:00");
        Assert.Equal(2, world.Alarms().Length);
    }

    [Fact]
    public void Cases_of_before_the_first_day_are_not_measured()
    {
        var before = SlaSample.Entered(new SlaRule { EnforceFrom = new DateOnly(2026, 11, 3) });
        var since = SlaSample.Entered(new SlaRule { EnforceFrom = new DateOnly(2026, 11, 2) });

        Assert.Null(before.Case.Clock);
        Assert.NotNull(since.Case.Clock);
    }

    [Fact]
    public void A_case_that_was_stored_before_clocks_were_kept_is_read_and_measured()
    {
        var old = CaseJson.ReadCase(
            """{"id":1,"helpdesk":"desk","ticketId":"42","process":"Sample","stage":"Triage","visits":[{"stage":"Triage","at":"2026-11-02T09:00:00+00:00"}],"eta":{"told":"2026-11-20"}}"""
        );

        Assert.Empty(old.Statuses);
        Assert.Empty(old.StepsOwed);
        Assert.Empty(old.Eta.History);
        var clock = SlaClock.Set(SlaSample.Process(null), old, _ => null, Sample.Monday.AddHours(1));
        Assert.Equal(Sample.Monday, clock!.Since);
    }
}
