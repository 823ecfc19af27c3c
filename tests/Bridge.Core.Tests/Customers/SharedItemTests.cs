namespace Bridge.Core.Tests.Customers;

/// <summary>Customers of many tickets who hear of the one item that their tickets share.</summary>
public sealed class SharedItemTests
{
    private const string Now = "now: 2026-03-02 09:00, stage: Fixing, ticket: { Notes: The key was wrong }";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(25, 2)]
    [InlineData(600, 60)]
    public void A_customer_hears_when_it_is_the_tickets_turn(int earlier, int minutes)
    {
        if (minutes > 0)
        {
            CustomerFile.Holds(
                $"{Now}, earlier tickets: {earlier}",
                "agent sets: { status: Shipped }",
                "expect: { stage: Shipped, no reply: true, timeline: others of the same item are told before }",
                $"wait: {(minutes * 60) - 1} seconds",
                "expect: { no reply: true }",
                "wait: 1 second",
                "expect: { messages: Shipped, replies: 1 }"
            );
        }
        else
        {
            CustomerFile.Holds(
                $"{Now}, earlier tickets: {earlier}",
                "agent sets: { status: Shipped }",
                "expect: { messages: Shipped, replies: 1 }"
            );
        }
    }

    [Fact]
    public void An_ETA_waits_for_its_turn_and_tells_what_stands_then() =>
        CustomerFile.Holds(
            $"{Now}, earlier tickets: 30, releases: {{ A: 2026-04-01, B: 2026-05-01 }}",
            "engineer sets: { fix versions: A }",
            "expect: { no reply: true, eta told: none }",
            "wait: 1 minute",
            "engineer sets: { fix versions: B }",
            "wait: 3 minutes",
            "expect: { replies: 1, messages: First ETA, eta told: 2026-05-01 }"
        );

    [Fact]
    public void An_ETA_that_was_taken_back_before_its_turn_is_not_told() =>
        CustomerFile.Holds(
            $"{Now}, earlier tickets: 30, releases: {{ A: 2026-04-01 }}",
            "engineer sets: { fix versions: A }",
            "engineer sets: { fix versions: ~ }",
            "wait: 1 hour",
            "expect: { no reply: true, eta told: none }"
        );

    [Fact]
    public void A_resolution_that_was_taken_back_before_its_turn_is_not_told() =>
        CustomerFile.Holds(
            $"{Now}, earlier tickets: 30",
            "agent sets: { status: Shipped }",
            "agent sets: { status: Fixing }",
            "expect: { stage: Fixing, timeline: it is so no longer }",
            "wait: 1 hour",
            "expect: { no reply: true }"
        );

    [Fact]
    public void A_ticket_that_opted_out_hears_no_news_and_its_story_says_so() =>
        CustomerFile.Holds(
            "stage: Fixing, ticket: { tags: no-news, Notes: The key was wrong }, releases: { A: 2026-04-01 }",
            "engineer sets: { fix versions: A }",
            "expect: { no reply: true, eta told: none, timeline: \"the tag 'no-news'\" }",
            "agent sets: { status: Shipped }",
            "expect: { stage: Shipped, no reply: true, timeline: \"'Shipped' is not sent\" }"
        );

    [Fact]
    public void Who_opts_in_again_hears_what_stands_then() =>
        CustomerFile.Holds(
            "stage: Fixing, ticket: { tags: no-news }, releases: { A: 2026-04-01 }",
            "engineer sets: { fix versions: A }",
            "agent sets: { tags: ~ }",
            "expect: { messages: First ETA, eta told: 2026-04-01 }"
        );

    [Fact]
    public void Who_opts_out_while_waiting_is_not_told() =>
        CustomerFile.Holds(
            $"{Now}, earlier tickets: 30",
            "agent sets: { status: Shipped }",
            "agent sets: { tags: no-news }",
            "wait: 1 hour",
            "expect: { no reply: true }"
        );

    [Fact]
    public void A_question_to_the_customer_is_asked_though_the_ticket_opted_out_of_news() =>
        CustomerFile.Holds(
            "stage: Fixing, ticket: { tags: no-news }",
            "agent sets: { status: Asking, Notes: The key was wrong }",
            "expect: { stage: Asking, messages: Ask }"
        );

    [Fact]
    public void Turns_and_the_tag_are_points_of_coverage()
    {
        var waits = CustomerFile.Run(
            $"{Now}, earlier tickets: 30",
            "agent sets: { status: Shipped }",
            "expect: { notes: 0 }"
        );
        var optsOut = CustomerFile.Run(
            "stage: Fixing, ticket: { tags: no-news }",
            "agent sets: { status: Shipped }",
            "expect: { notes: 0 }"
        );

        Assert.Contains("shared/turn", waits.Covered);
        Assert.DoesNotContain("shared/opt out", waits.Covered);
        Assert.Contains("shared/opt out", optsOut.Covered);
    }
}
