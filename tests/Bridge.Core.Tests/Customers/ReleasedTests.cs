namespace Bridge.Core.Tests.Customers;

/// <summary>"Done" and "released" as two moments.</summary>
public sealed class ReleasedTests
{
    private const string Checking =
        "now: 2026-03-02 09:00, stage: Checking, ticket: { Notes: The key was wrong }, item: { fix versions: [A] }, "
        + "releases: { A: 2026-03-10, B: 2026-03-20 }, eta told: 2026-03-10";

    [Fact]
    public void A_fix_that_is_done_is_told_at_once_and_its_release_later() =>
        CustomerFile.Holds(
            Checking,
            "agent sets: { status: Shipped }",
            "expect: { messages: Shipped, reply: Fixed, timeline: not released yet }",
            "clock: 2026-03-10 23:00",
            "expect: { messages: none }",
            "clock: 2026-03-11 05:00",
            "expect: { messages: Released, reply: It is out. }",
            "wait: 30 days",
            "expect: { messages: none }"
        );

    [Fact]
    public void A_fix_may_be_released_before_it_is_done() =>
        CustomerFile.Holds(
            Checking,
            "clock: 2026-03-11 05:00",
            "expect: { stage: Checking, messages: Released }",
            "agent sets: { status: Shipped }",
            "expect: { messages: Shipped }"
        );

    [Fact]
    public void A_release_counts_from_the_named_stage_on() =>
        CustomerFile.Holds(
            "now: 2026-03-12 09:00, stage: Fixing, item: { fix versions: [A] }, releases: { A: 2026-03-10 }, eta told: 2026-03-10",
            "wait: 1 day",
            "expect: { messages: none, timeline: it is asked from Checking on }",
            "agent sets: { status: Checking }",
            "expect: { messages: Released }"
        );

    [Fact]
    public void The_ETA_is_told_until_the_release_also_after_the_case_is_done() =>
        CustomerFile.Holds(
            Checking,
            "agent sets: { status: Shipped }",
            "expect: { messages: Shipped }",
            "engineer sets: { fix versions: B }",
            "expect: { messages: New ETA, eta told: 2026-03-20 }",
            "clock: 2026-03-21 05:00",
            "expect: { messages: Released }",
            "engineer sets: { fix versions: A }",
            "expect: { messages: none }"
        );

    [Fact]
    public void What_is_given_up_has_no_release() =>
        CustomerFile.Holds(
            Checking,
            "agent sets: { status: Given up }",
            "wait: 30 days",
            "expect: { stage: Given up, messages: none, next wake: none }"
        );

    [Fact]
    public void A_case_that_came_back_and_was_fixed_anew_has_a_release_of_its_own() =>
        CustomerFile.Holds(
            Checking,
            "clock: 2026-03-11 05:00",
            "expect: { messages: Released }",
            "agent sets: { status: Fixing }",
            "engineer sets: { fix versions: B }",
            "agent sets: { status: Checking }",
            "expect: { stage: Checking }",
            "clock: 2026-03-21 05:00",
            "expect: { messages: Released }"
        );

    [Fact]
    public void A_stage_may_say_that_it_is_released()
    {
        var process = CustomerFile.Read(
            CustomerFile
                .With(
                    "stage: Fixing, ticket: { Notes: x }",
                    "agent sets: { status: Checking }",
                    "expect: { messages: Released }",
                    "agent sets: { status: Shipped }",
                    "expect: { messages: Shipped }"
                )
                .Replace(
                    "{ when: { field: Out, is: \"yes\" }, from stage: Checking }",
                    "{ when stage entered: Checking }",
                    StringComparison.Ordinal
                )
        );

        Assert.Empty(Core.Simulation.MappingTestRunner.Run(process, process.Tests[0]).Failures);
    }
}
