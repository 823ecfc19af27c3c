using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Simulation;

/// <summary>Tests of mapping files about what customers answer, how long people have, and known solutions.</summary>
public sealed class PromiseTests
{
    private const string Waiting = "stage: Asking, ticket: { Record: The cache was cleared }";

    [Fact]
    public void A_case_that_is_given_in_the_stage_of_the_validation_waits_for_the_answer() =>
        Holds(
            Waiting,
            "expect: { attempt: 1, stage: Asking, replies: 0, next wake: 2026-01-06 09:00 }",
            "customer answers: works",
            "expect: { stage: Closed, ticket: { Customer Answer: It works }, bounces: 0 }"
        );

    [Fact]
    public void Still_broken_with_a_remark_goes_back_and_asks_again_after_the_next_fix() =>
        Holds(
            "stage: Fixing, attempt: 1",
            "agent sets: { status: Asking, Record: Restarted }",
            "expect: { attempt: 2, messages: Ask }",
            "customer answers: { answer: still broken, remark: The total is 0 now }",
            "expect: { stage: Fixing, bounces: 1, comment: 'Attempt 2: The total is 0 now', messages: Again }",
            "agent sets: { status: Asking }",
            "expect: { attempt: 3, reply: Fixed?, ticket: { Customer Answer: ~ } }",
            "customer answers: works",
            "expect: { stage: Closed }"
        );

    [Fact]
    public void Silence_is_reminded_of_and_then_closes() =>
        Holds(
            Waiting,
            "wait: 5 days",
            "expect: { stage: Closed, ticket: { Customer Answer: No answer }, timeline: ['reminds the customer, 1 of 2', 'reminds the customer, 2 of 2'] }"
        );

    [Fact]
    public void Tags_and_a_plain_reply_that_were_given_or_come_keep_the_ticket_open()
    {
        Holds("stage: Asking, ticket: { tags: [keep-open] }", "wait: 9 days", "expect: { stage: Asking }");
        Holds(
            Waiting,
            "customer replies: It is a bit better",
            "wait: 9 days",
            "expect: { stage: Asking, ticket: { Customer Answer: ~ } }"
        );
    }

    [Theory]
    [InlineData("stage: Fixing", "wait: 1 hour", "nobody was asked yet")]
    [InlineData("stage: Asking, ticket: { tags: keep-open }", "wait: 10 days", "the links of round 1 have expired")]
    [InlineData(Waiting, "customer answers: works", "round 1 was answered by a link already")]
    public void A_link_that_takes_no_answer_fails_the_test_with_the_reason(string given, string before, string why)
    {
        var failure = Assert.Single(
            PromiseFile.Run(given, before, "customer answers: works", "expect: { notes: 0 }").Failures
        );

        Assert.Equal(("customer answers", why), (failure.What, failure.Actual));
    }

    [Fact]
    public void Articles_that_share_words_with_the_subject_are_offered_the_nearest_first() =>
        Holds(
            "ticket: { status: Elevated, subject: Totals differ from the export }, articles: [Printing a label, Totals of a dashboard, { title: Totals differ, folder: Reports }, Labels]",
            "expect: { note: ['(Reports)', 'Totals of a dashboard'], no note: Printing }"
        );

    [Fact]
    public void Where_no_article_fits_nothing_is_offered() =>
        Holds(
            "ticket: { status: Elevated, subject: Totals }, articles: [Printing]",
            "expect: { no note: Printing, timeline: no known solution was found }"
        );

    [Fact]
    public void A_draft_article_is_expected_by_title_and_body_and_once()
    {
        Holds(
            "stage: Asking, ticket: { subject: Totals, Record: Clear the cache }",
            "expect: { article: none }",
            "customer answers: works",
            "expect: { article: [How to mend Totals, Clear the cache] }",
            "expect: { article: none }"
        );
        var failure = Assert.Single(
            PromiseFile.Run(Waiting, "customer answers: works", "expect: { article: none }").Failures
        );
        Assert.Equal("number of articles", failure.What);
        Assert.StartsWith("1: How to mend", failure.Actual, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attempt: 2", "attempt", "1")]
    [InlineData("bounces: 1", "bounces", "0")]
    [InlineData("article: Printing", "article", "none")]
    public void What_is_not_so_fails_with_what_is(string expect, string what, string actual)
    {
        var failure = Assert.Single(PromiseFile.Run(Waiting, $"expect: {{ {expect} }}").Failures);

        Assert.Equal((what, actual), (failure.What, failure.Actual));
    }

    [Fact]
    public void Each_share_of_the_time_is_a_state_of_the_sla_also_after_the_clock_began_anew() =>
        Holds(
            "now: 2026-03-02 09:00, stage: Fixing",
            "expect: { sla: ok }",
            "clock: 2026-03-02 17:00",
            "expect: { sla: warned, notes: 1 }",
            "agent sets: { Severity: High }",
            "expect: { sla: breached, ticket: { group: Escalations } }"
        );

    [Theory]
    [InlineData("customer answers: maybe", "unknown value 'maybe' of 'customer answers'")]
    [InlineData("customer answers: { remark: x }", "'customer answers' has no 'answer'")]
    [InlineData("customer answers: { answer: works, remrk: x }", "did you mean 'remark'?")]
    [InlineData("expect: { attempt: some }", "'attempt' in expect must be a whole number")]
    public void A_mistake_in_a_step_is_named(string step, string message) =>
        Assert.Contains(
            MappingReader.Read("p.yaml", PromiseFile.With(Waiting, step, "expect: { notes: 0 }")).Errors,
            e => e.Message.Contains(message, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("attempt: 2", "'attempt' needs a 'stage'")]
    [InlineData("stage: Asking, attempt: 0", "'attempt' in given must be a whole number from 1 to 20")]
    [InlineData("articles: Printing", "'articles' in given must be a list of titles")]
    [InlineData("articles: [{ folder: x }]", "an article has no 'title'")]
    public void A_mistake_in_what_is_given_is_named(string given, string message) =>
        Assert.Contains(
            MappingReader.Read("p.yaml", PromiseFile.With(given, "expect: { notes: 0 }")).Errors,
            e => e.Message.Contains(message, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("given: { stage: Fixing, attempt: 2 }, steps: [{ expect: { notes: 0 } }]", "so there are no attempts")]
    [InlineData("given: { articles: [x] }, steps: [{ expect: { notes: 0 } }]", "nothing looks for articles")]
    [InlineData("steps: [{ expect: { attempt: 0 } }]", "so there are no attempts")]
    [InlineData("steps: [{ customer answers: works }, { expect: { notes: 0 } }]", "nobody asks the customer")]
    public void What_a_process_does_not_have_cannot_be_tested(string test, string message) =>
        Assert.Contains(
            message,
            Tests.Mappings.TestFile.Error($"tests: [{{ name: One, {test} }}]").Message,
            StringComparison.Ordinal
        );

    private static void Holds(string given, params string[] steps) =>
        Assert.Equal([], PromiseFile.Run(given, steps).Failures);
}
