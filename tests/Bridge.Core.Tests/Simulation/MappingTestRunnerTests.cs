using System.Globalization;
using Bridge.Core.Simulation;
using Bridge.Core.Tests.Mappings;

namespace Bridge.Core.Tests.Simulation;

public sealed class MappingTestRunnerTests
{
    private const string Elevated =
        "now: 2026-03-02 09:00, ticket: { status: Elevated }, releases: { R1: 2026-03-20, R2: 2026-04-20, R3: 2026-05-20 }";

    [Theory]
    [InlineData("stage: Triage", "stage: Fixing", "stage", "Triage")]
    [InlineData("item: made", "item: none", "item", "one")]
    [InlineData("item: { status: New }", "item: { status: Doing }", "item.status", "'New'")]
    [InlineData(
        "ticket: { subject: { contains: ticket } }",
        "ticket: { subject: { contains: bird } }",
        "ticket.subject",
        "'A ticket'"
    )]
    [InlineData("ticket: { Severity: ~ }", "ticket: { Severity: High }", "ticket.Severity", "empty")]
    [InlineData("gate: open", "gate: { shut: Fixing }", "gate", "open")]
    [InlineData("notes: 0", "notes: 1", "number of notes", "0")]
    [InlineData("no note: true", "note: anything", "note", "none")]
    [InlineData("messages: none", "messages: In work", "messages", "none")]
    [InlineData("findings: none", "findings: sla", "findings", "none")]
    [InlineData("sla: ok", "sla: breached", "sla", "ok")]
    [InlineData("next wake: 2026-03-02 15:00", "next wake: none", "next wake", "2026-03-02 15:00")]
    [InlineData("timeline: comes into Small", "timeline: leaves", "timeline", "comes into Small")]
    [InlineData("eta told: none", "eta told: 2026-03-20", "eta told", "none")]
    public void An_expectation_holds_when_it_is_so_and_fails_with_what_is_when_it_is_not(
        string so,
        string notSo,
        string what,
        string actual
    )
    {
        Assert.Empty(Run(Elevated, $"expect: {{ {so} }}").Failures);

        var failure = Assert.Single(Run(Elevated, $"expect: {{ {notSo} }}").Failures);

        Assert.Equal(what, failure.What);
        Assert.Contains(actual, failure.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ticket_outside_says_why() =>
        Assert.Empty(
            Run("ticket: { status: Open }", "expect: { not in process: \"status is 'Open'\", stage: none }").Failures
        );

    [Fact]
    public void A_shut_gate_is_expected_with_exactly_what_it_lacks()
    {
        var all = Run(
            Elevated,
            "agent sets: { status: Fixing }",
            "expect: { gate: { shut: Fixing, missing: [Severity, Ahead] } }"
        );
        var some = Run(
            Elevated,
            "agent sets: { status: Fixing }",
            "expect: { gate: { shut: Fixing, missing: [Severity] } }"
        );

        Assert.Empty(all.Failures);
        Assert.Equal("Fixing is shut, missing: Ahead, Severity", Assert.Single(some.Failures).Actual);
    }

    [Fact]
    public void Release_dates_and_places_follow_from_the_fix_versions() =>
        Assert.Empty(
            Run(
                Elevated,
                "agent sets: { Severity: High }",
                "engineer sets: { fix versions: [R3, R2] }",
                "expect: { ticket: { ETA: 2026-04-20 }, item: { fix version date: 2026-04-20, releases ahead: 2, Sev: 1 } }",
                "clock: 2026-03-21 09:00",
                "engineer sets: { status: Doing }",
                "expect: { stage: Fixing, item: { releases ahead: 1 }, reply: We work on it. }"
            ).Failures
        );

    [Fact]
    public void Deadlines_fire_in_their_order_while_the_clock_passes_them()
    {
        var outcome = Run(Elevated, "clock: Tuesday 12:00", "expect: { sla: breached, notes: 2 }");

        Assert.Empty(outcome.Failures);
        Assert.Equal(
            ["15:00", "17:00"],
            outcome
                .Story.Where(l => l.Text.StartsWith("SLA", StringComparison.Ordinal))
                .Select(l => l.At.ToString("HH:mm", CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void Only_what_happened_since_the_last_expectation_counts() =>
        Assert.Empty(
            Run(
                Elevated,
                "clock: 2026-03-02 15:00",
                "expect: { notes: 1 }",
                "expect: { notes: 0, no note: true }"
            ).Failures
        );

    [Fact]
    public void A_test_ends_at_the_first_step_that_does_not_hold_and_tells_its_story()
    {
        var outcome = Run(Elevated, "expect: { stage: Fixing, item: none }", "expect: { stage: Fixing }");

        Assert.Equal(2, outcome.Failures.Length);
        Assert.Contains(outcome.Story, l => l is { Mark: '+', Text: "enters Triage" });
    }

    [Fact]
    public void An_engineer_cannot_change_an_item_that_was_never_made() =>
        Assert.Equal(
            "item",
            Assert
                .Single(Run("ticket: { status: Open }", "engineer sets: { Sev: 1 }", "expect: { notes: 0 }").Failures)
                .What
        );

    [Fact]
    public void Coverage_names_what_no_test_used_with_its_place()
    {
        var process = TestFile.Read(Tests(Elevated, ["expect: { stage: Triage }"]));
        var used = MappingTestRunner.Run(process, process.Tests[0]).Covered;

        var unused = Coverage
            .Points(process)
            .Where(p => !used.Contains(p.Key))
            .ToDictionary(p => p.What, p => p.Place.Line);

        Assert.DoesNotContain("stage Triage entered", unused.Keys);
        Assert.Equal(19, unused["gate of Fixing without Severity"]);
        Assert.Contains("message In work", unused.Keys);
        Assert.Contains("value of Severity: Low as 2", unused.Keys);
        Assert.Contains("SLA breach of Triage", unused.Keys);
        Assert.Contains("a ticket that the entry rule keeps out", unused.Keys);
    }

    private static TestOutcome Run(string given, params string[] steps)
    {
        var process = TestFile.Read(Tests(given, steps));
        return MappingTestRunner.Run(process, process.Tests[0]);
    }

    private static string Tests(string given, string[] steps) =>
        $"tests:\n  - name: One\n    given: {{ {given} }}\n    steps:\n"
        + string.Concat(steps.Select(step => $"      - {step}\n"));
}
