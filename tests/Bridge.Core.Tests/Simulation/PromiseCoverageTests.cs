using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Simulation;

/// <summary>What of answers, clocks and the knowledge base counts as used by tests.</summary>
public sealed class PromiseCoverageTests
{
    private const string Nothing = "expect: { stage: none }";

    private static readonly string[] Promises =
    [
        "the customer's answer 'It works'",
        "the customer's answer 'Still broken'",
        "reminder 1 to the customer",
        "reminder 2 to the customer",
        "the customer's silence",
        "known solutions offered",
        "an article drafted",
        "no article drafted, as its 'only if' does not hold",
        "message Again not sent, as its 'only if' does not hold",
        "target of sla: 4 hours in Fixing",
        "SLA warning at 50%",
        "SLA warning at 80%",
        "SLA warning of Fixing",
        "SLA breach of Fixing",
        "step of sla at 80%",
        "step of sla at 100%",
    ];

    [Fact]
    public void A_test_that_does_nothing_uses_no_promise() =>
        Assert.Empty(Promises.Except(PromiseFile.Unused("ticket: { status: Open }", Nothing)));

    [Fact]
    public void Each_promise_has_its_place_in_the_file()
    {
        var points = Coverage.Points(PromiseFile.Read("ticket: { status: Open }", Nothing));
        var lines = PromiseFile.Text.Split('\n');

        Assert.Equal("it works:", Line("the customer's answer 'It works'"));
        Assert.Equal("silence:", Line("reminder 2 to the customer"));
        Assert.Equal("only if:", Line("no article drafted, as its 'only if' does not hold"));
        Assert.Equal("- { at: 80%, tell: [lead@example.com] }", Line("step of sla at 80%", whole: true));
        Assert.Equal("warn at:", Line("SLA warning at 80%"));
        Assert.StartsWith(
            "- { stage: Fixing",
            Line("target of sla: 4 hours in Fixing", whole: true),
            StringComparison.Ordinal
        );

        string Line(string what, bool whole = false)
        {
            var line = lines[points.Single(p => p.What == what).Place.Line - 1].Trim();
            return whole ? line : line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
        }
    }

    [Theory]
    [InlineData("stage: Asking", "customer answers: works", "the customer's answer 'It works'")]
    [InlineData(
        "stage: Asking",
        "agent sets: { Customer Answer: Still broken }",
        "the customer's answer 'Still broken'"
    )]
    [InlineData(
        "stage: Asking",
        "customer answers: still broken",
        "message Again not sent, as its 'only if' does not hold"
    )]
    [InlineData("stage: Asking", "wait: 1 day", "reminder 1 to the customer")]
    [InlineData("stage: Asking", "wait: 5 days", "the customer's silence")]
    [InlineData("stage: Asking", "customer answers: works", "no article drafted, as its 'only if' does not hold")]
    [InlineData("stage: Asking, ticket: { Record: x }", "customer answers: works", "an article drafted")]
    [InlineData(
        "ticket: { status: Elevated, subject: Totals }, articles: [Totals]",
        "wait: 1 hour",
        "known solutions offered"
    )]
    [InlineData("stage: Fixing, ticket: { Severity: High }", "wait: 1 hour", "target of sla: 4 hours in Fixing")]
    [InlineData("stage: Fixing, ticket: { Severity: High }", "wait: 2 hours", "SLA warning at 50%")]
    [InlineData("stage: Fixing, ticket: { Severity: High }", "wait: 200 minutes", "step of sla at 80%")]
    [InlineData("stage: Fixing", "wait: 2 working days", "SLA breach of Fixing")]
    [InlineData("stage: Fixing", "wait: 2 working days", "step of sla at 100%")]
    public void What_happens_in_a_test_is_used(string given, string step, string what)
    {
        const string any = "expect: { no reply: never written }";

        Assert.DoesNotContain(what, PromiseFile.Unused(given, step, any));
        Assert.Contains(what, PromiseFile.Unused("ticket: { status: Open }", any));
    }

    [Fact]
    public void Rounds_that_are_given_are_not_used_by_the_test() =>
        Assert.Contains(
            "the customer's answer 'Still broken'",
            PromiseFile.Unused("stage: Asking, attempt: 3", "expect: { attempt: 3 }")
        );
}
