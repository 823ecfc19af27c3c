namespace Bridge.Core.Tests.Customers;

/// <summary>Where "still broken" leads, and what must be new when a case comes again.</summary>
public sealed class WayBackTests
{
    [Theory]
    [InlineData("Money", "Checking")]
    [InlineData("Other", "Fixing")]
    public void Still_broken_leads_to_the_first_stage_whose_condition_holds(string kind, string stage) =>
        CustomerFile.Holds(
            $"stage: Asking, ticket: {{ Kind: {kind} }}",
            "customer answers: still broken",
            $"expect: {{ stage: {stage} }}"
        );

    [Fact]
    public void What_a_field_held_at_the_last_entry_does_not_pass_again() =>
        CustomerFile.Holds(
            "stage: Fixing, ticket: { Notes: The key was wrong }",
            "agent sets: { status: Asking }",
            "expect: { stage: Asking }",
            "customer answers: still broken",
            "agent sets: { status: Asking }",
            "expect: { stage: Fixing, note: 'Notes: what is new' }",
            "agent sets: { status: Asking, Notes: '  The key  was wrong ' }",
            "expect: { stage: Fixing }",
            "agent sets: { status: Asking, Notes: The lock was wrong too }",
            "expect: { stage: Asking, attempt: 2 }",
            "customer answers: still broken",
            "agent sets: { status: Asking }",
            "expect: { stage: Fixing, gate: { shut: Asking, missing: [Notes] } }"
        );

    [Fact]
    public void An_empty_field_is_missing_and_not_old()
    {
        var outcome = CustomerFile.Run(
            "stage: Fixing",
            "agent sets: { status: Asking }",
            "expect: { stage: Fixing, note: Notes }"
        );

        Assert.Empty(outcome.Failures);
        Assert.Contains("requirement/Asking/0", outcome.Covered);
        Assert.DoesNotContain("requirement/Asking/0/old", outcome.Covered);
    }

    [Fact]
    public void The_old_value_and_each_way_are_points_of_coverage()
    {
        var covered = CustomerFile
            .Run(
                "stage: Fixing, ticket: { Notes: x, Kind: Money }",
                "agent sets: { status: Asking }",
                "customer answers: still broken",
                "agent sets: { status: Fixing }",
                "agent sets: { status: Asking }",
                "expect: { notes: 1 }"
            )
            .Covered;

        Assert.Contains("requirement/Asking/0/old", covered);
        Assert.Contains("validation/Broken/0", covered);
        Assert.DoesNotContain("validation/Broken/1", covered);
    }
}
