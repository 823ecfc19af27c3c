using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Customers;

/// <summary>Steps of escalation for some stages and some cases, and webhooks that they tell.</summary>
public sealed class EscalationStepTests
{
    [Theory]
    [InlineData("Fixing", "Money", "post: 'chat: #1001 costs money', posts: 1, notes: 1")]
    [InlineData("Checking", "Money", "no post: true")]
    [InlineData("Checking", "Law", "post: SLA of Checking is over, timeline: notifies law@example.com")]
    [InlineData("Fixing", "Other", "no post: true")]
    public void A_step_is_taken_in_its_stages_and_for_its_cases(string stage, string kind, string expected) =>
        CustomerFile.Holds(
            $"stage: {stage}, ticket: {{ Kind: {kind} }}",
            "wait: 9 hours",
            "expect: { sla: warned, no post: true }",
            "wait: 1 hour",
            $"expect: {{ sla: breached, {expected} }}",
            "wait: 3 days",
            "expect: { no post: true }"
        );

    [Fact]
    public void A_step_whose_condition_comes_to_hold_later_is_taken_then() =>
        CustomerFile.Holds(
            "stage: Fixing, ticket: { Kind: Other }",
            "wait: 2 days",
            "expect: { no post: true, timeline: is not taken }",
            "agent sets: { Kind: Money }",
            "expect: { posts: 1 }",
            "agent sets: { Kind: Other }",
            "agent sets: { Kind: Money }",
            "expect: { posts: 0 }"
        );

    [Fact]
    public void A_post_says_what_it_is_of()
    {
        var process = CustomerFile.Read(
            CustomerFile.With("stage: Fixing, ticket: { Kind: Money }", "wait: 10 hours", "expect: { posts: 1 }")
        );
        var pair = Core.Simulation.Scene.Of(process, process.Tests[0].Given);
        pair.Look();
        pair.PassTo(pair.Now.AddHours(10));

        var post = Assert.Single(pair.Done.OfType<Effect.Post>());

        Assert.Equal(("chat", "#1001 costs money", "Customers"), (post.To, post.Text, post.Process));
        Assert.Equal(("Fixing", "#1001", "S2-1"), (post.Stage, post.Ticket, post.Item));
        Assert.Equal(post, CaseJson.ReadEffect(CaseJson.Write(post)));
    }

    [Fact]
    public void Steps_that_were_and_were_not_taken_are_points_of_coverage()
    {
        var taken = CustomerFile.Run(
            "stage: Fixing, ticket: { Kind: Money }",
            "wait: 11 hours",
            "expect: { notes: 1 }"
        );

        Assert.Contains("sla step/0", taken.Covered);
        Assert.Contains("sla step/1/not taken", taken.Covered);
        Assert.DoesNotContain("sla step/1", taken.Covered);
    }
}
