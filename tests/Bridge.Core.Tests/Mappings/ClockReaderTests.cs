using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class ClockReaderTests
{
    private const string Whole = """
        sla:
          enforce from: 2026-01-01
          warn at: [80%, 50%]
          pauses in: [Waiting on Customer]
          on priority change: restart
          on reopen: continue
          for: 10 minutes
          repeat: every 1 working day, at most 3 times
          targets:
            - { stage: Verifying, when: { field: company tier, is: Gold }, time: 4 hours }
            - { time: 4 working hours }
          steps:
            - { at: 150%, group: Escalations, add tags: [breached] }
            - { at: 80%, tell: [lead@example.com] }
          quiet tag: sla-quiet
          quiet at most: 3 days
        metrics:
          first contact stage: Validating
          ETA variance:
            eta variance: { from stage: Verifying, until stage: Done }
            goal: at most 10%
          Gold share:
            share of: cases
            after stage: Validating
            where: { field: company tier, is: Gold }
            counted when: { field: company tier, is filled: true }
            goal: at least 90%

        """;

    [Fact]
    public void All_of_an_sla_and_the_metrics_is_read()
    {
        var process = MappingReader.Read("f.yaml", MappingErrorTests.Sound + Whole).Process!;

        var sla = process.Sla!;
        Assert.Equal(new DateOnly(2026, 1, 1), sla.EnforceFrom);
        Assert.Equal([0.5m, 0.8m], sla.WarnAt);
        Assert.Equal((TargetChange.Restart, OnReopen.Continue), (sla.OnTargetChange, sla.OnReopen));
        Assert.Equal(("1 working day", 3), (sla.Repeat!.Every.ToString(), sla.Repeat.AtMost));
        Assert.Equal(["4 hours", "4 working hours"], sla.Targets.Select(t => t.Time.ToString()));
        Assert.Equal([0.8m, 1.5m], sla.Steps.Select(s => s.At));
        Assert.Equal(("sla-quiet", TimeSpan.FromDays(3)), (sla.QuietTag, sla.QuietAtMost));
        Assert.Equal("Validating", process.Metrics.FirstContactStage);
        Assert.Equal(
            [new MetricGoal(false, 0.1m), new MetricGoal(true, 0.9m)],
            process.Metrics.Own.Select(m => m.Goal)
        );
    }

    [Theory]
    [InlineData("warn at: [80%, 50%]", "warn at: [80]", "'warn at' in sla must be shares of the time below 100%")]
    [InlineData("at most 3 times", "3 times", "'repeat' in sla must be 'every TIME, at most N times'")]
    [InlineData(
        "stage: Verifying, when",
        "stage: Verifing, when",
        "unknown stage 'Verifing', did you mean 'Verifying'?"
    )]
    [InlineData("time: 4 hours", "time: 8785 hours", "'time' in a target of sla must be no longer than a year")]
    [InlineData("  for: 10 minutes", "  for: 500 days", "'for' in sla must be no longer than a year")]
    [InlineData("time: 4 hours", "time: 4 h", "'time' in a target of sla must be a length of time")]
    [InlineData("{ at: 80%, tell: [lead@example.com] }", "{ at: 80% }", "this step of sla does nothing")]
    [InlineData("quiet tag: sla-quiet", "pauses in: [Waiting]", "'pauses in' stands twice")]
    [InlineData("  for: 10 minutes", "  fro: 10 minutes", "unknown key 'fro' in sla, did you mean 'for'?")]
    [InlineData("until stage: Done", "until stage: Don", "unknown stage 'Don', did you mean 'Done'?")]
    [InlineData(
        "goal: at most 10%",
        "goal: 10%",
        "'goal' in metric 'ETA variance' must be 'at least 90%' or 'at most 10%'"
    )]
    [InlineData("first contact stage: Validating", "first contact stage: Valid", "unknown stage 'Valid'")]
    [InlineData(
        "- { stage: Verifying, when: { field: company tier, is: Gold }, time: 4 hours }",
        "- { time: 2 hours }",
        "this target is never used"
    )]
    public void What_is_wrong_in_an_sla_or_a_metric_is_said(string line, string wrong, string error)
    {
        Assert.Contains(line, Whole, StringComparison.Ordinal);

        var reading = MappingReader.Read(
            "f.yaml",
            MappingErrorTests.Sound + Whole.Replace(line, wrong, StringComparison.Ordinal)
        );

        Assert.Contains(reading.Errors, e => e.Message.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Holidays_are_read_from_a_file_beside_the_mapping()
    {
        const string file = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20201225
            DTEND;VALUE=DATE:20201227
            RRULE:FREQ=YEARLY;UNTIL=20271231
            SUMMARY:Christmas
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=
             DATE:20260406
            END:VEVENT
            END:VCALENDAR
            """;

        var holidays = Read(file).Process!.Calendar!.Holidays;

        Assert.Contains(new DateOnly(2026, 4, 6), holidays);
        Assert.Contains(new DateOnly(2027, 12, 26), holidays);
        Assert.DoesNotContain(new DateOnly(2028, 12, 25), holidays);
        Assert.NotEqual(
            Read(file).Process!.Hash,
            Read(file.Replace("0406", "0407", StringComparison.Ordinal)).Process!.Hash
        );
    }

    [Theory]
    [InlineData("DTSTART:20261225T090000Z", "holidays/ie.ics:2: 'DTSTART:20261225T090000Z' is no whole day")]
    [InlineData("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=WEEKLY", "holidays/ie.ics:3: the repetition 'FREQ=WEEKLY'")]
    [InlineData("SUMMARY:Christmas", "holidays/ie.ics:1: this event has no DTSTART")]
    [InlineData("DTSTART;VALUE=DATE:20261225\nEXDATE:20271225", "holidays/ie.ics:3: EXDATE is not understood")]
    public void What_a_holiday_file_says_otherwise_is_an_error_with_its_line(string lines, string error) =>
        Assert.Contains(
            error,
            Assert.Single(Read($"BEGIN:VEVENT\n{lines}\nEND:VEVENT\n").Errors).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_holiday_file_that_is_not_there_is_an_error() =>
        Assert.Contains(
            "there is no file 'holidays/ie.ics'",
            Assert.Single(Read(null).Errors).Message,
            StringComparison.Ordinal
        );

    private static MappingReading Read(string? holidays) =>
        MappingReader.Read(
            "f.yaml",
            MappingErrorTests.Sound.Replace(
                "holidays: [2026-12-25]",
                "holidays file: holidays/ie.ics",
                StringComparison.Ordinal
            ),
            holidays is null ? null : new SideFiles([KeyValuePair.Create("holidays/ie.ics", holidays)])
        );
}
