using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Tests.Mappings;

public sealed class MappingReaderTests
{
    private static readonly ProcessMapping Level2 = Read("level-2-support.yaml");
    private static readonly ProcessMapping Diksha = Read("diksha-s2.yaml");

    [Fact]
    public void Level_2_has_the_stages_of_the_process_with_their_owners_and_SLAs()
    {
        Assert.Equal(
            [
                "Validating, Operations, 1 working day",
                "Replicating, QA, 2 working days",
                "Estimating, Project Manager, 1 working day",
                "Fixing, Tech, ",
                "Verifying, QA, 1 working day",
                "Closed (Resolved), QA, ",
                "Closed (Unresolved), Operations, ",
                "Moved to Another Pipeline, Operations, ",
            ],
            Level2.Stages.Select(s => $"{s.Name}, {s.Owner}, {s.Sla}")
        );
    }

    [Fact]
    public void A_status_reads_as_a_stage_and_the_first_is_written()
    {
        Assert.Equal(["Validating", "Elevating", "Waiting on Client"], Level2.Stages[0].Helpdesk.Select(m => m.Status));
        Assert.Equal(new StageMark("Closed", "Won't Do"), Diksha.Stage("Closed by Exception")!.Tracker[0]);
    }

    [Fact]
    public void Reasons_are_asked_for_only_when_a_case_comes_back()
    {
        var reasons = Level2.Stage("Validating")!.Requires[2];

        Assert.Equal(
            ("De-escalation Reasons", true, 10),
            (reasons.Field, reasons.WhenComingBack, reasons.AtLeastCharacters)
        );
    }

    [Fact]
    public void Three_releases_are_the_limit_but_for_a_delay_that_was_declared()
    {
        var releases = Diksha.Stage("Solution Implementation")!.Requires.Single(r => r.Field == "Releases Ahead");

        Assert.Equal(3, releases.AtMost);
        var delayed = Assert.IsType<Condition.IsOneOf>(Assert.IsType<Condition.Not>(releases.When).Of);
        Assert.Equal(("Exception", "Delayed planning by circle owner"), (delayed.Field, delayed.Values[0]));
    }

    [Fact]
    public void A_value_may_have_two_words_in_the_tracker()
    {
        var low = Diksha.Field("Priority")!.Values.Where(v => v.Helpdesk == "Low");

        Assert.Equal(["Low", "Lowest"], low.Select(v => v.Tracker));
    }

    [Fact]
    public void Only_severity_2_comes_in_and_the_others_are_sent_elsewhere()
    {
        Assert.Equal(["Severity 1", "Severity 3"], Diksha.Entry.OutOfScope.Select(o => o.Name));
        Assert.Equal(("S2", "Bug", null), (Diksha.Entry.Container, Diksha.Entry.ItemType, Diksha.Entry.MarkerField));
        Assert.Equal(FieldNames.FixVersionDate, Diksha.Field(Diksha.Eta!.Field)!.TrackerField);
    }

    [Fact]
    public void The_head_policies_and_calendar_are_read()
    {
        Assert.Equal(("901100000001", "Freshdesk Ticket"), (Level2.Entry.Container, Level2.Entry.MarkerField));
        Assert.Equal(
            (TimeSpan.FromMinutes(2), 3, TimeSpan.FromDays(1)),
            (Level2.Gates.Grace, Level2.Gates.AtMost, Level2.Gates.Within)
        );
        Assert.Equal(
            (HelpdeskComments.Notes, TrackerComments.All),
            (Level2.Comments.ToTracker, Level2.Comments.ToHelpdesk)
        );
        Assert.Equal(
            new EtaRule
            {
                Field = "Estimated Delivery Date",
                FromStage = "Fixing",
                Settle = TimeSpan.FromMinutes(10),
            },
            Level2.Eta
        );
        Assert.Equal(5, Level2.Calendar!.Hours.Length);
        Assert.Equal(
            new WorkingHours(DayOfWeek.Friday, new TimeOnly(9, 0), new TimeOnly(17, 30)),
            Level2.Calendar.Hours[^1]
        );
        Assert.Equal(Owner.Tracker, Level2.StageOwner);
        Assert.Equal(12, Level2.Hash.Length);
    }

    [Fact]
    public void A_message_names_its_stage_and_whom_it_notifies()
    {
        var verify = Diksha.Messages.Single(m => m.Name == "Verify the closure");

        Assert.Equal(
            (Audience.Agents, TriggerKind.StageEntered, "Closure Verification"),
            (verify.To, verify.Trigger, verify.Stage)
        );
        Assert.Equal(["l2.lead@example.org"], verify.Notify);
        Assert.Equal("en", verify.Texts[0].Language);
    }

    [Fact]
    public void The_check_finds_the_same_in_a_process_that_was_not_read_from_a_file()
    {
        var process = Level2 with { Calendar = null };

        Assert.All(MappingCheck.Check(process), e => Assert.Equal((1, 1), (e.Line, e.Column)));
        Assert.Equal(4, MappingCheck.Check(process).Length);
    }

    private static ProcessMapping Read(string name) =>
        MappingReader.Read(name, MappingFiles.Text(name)).Process
        ?? throw new InvalidOperationException($"{name} has errors");
}
