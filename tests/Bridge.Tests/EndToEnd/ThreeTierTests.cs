namespace Bridge.Tests.EndToEnd;

/// <summary>The three tiers between Freshdesk and Jira, with the customer in a browser.</summary>
public sealed class ThreeTierTests(ThreeTierWorld world) : IClassFixture<ThreeTierWorld>
{
    private const string Works = "It works";

    private Desk Desk => world.Desk;

    [Fact]
    public async Task A_bug_goes_to_engineering_with_all_its_documentation_and_back_to_a_satisfied_customer()
    {
        var subject = world.Subject();
        var (ticket, issue) = await world.EngineeringAsync(subject);
        Assert.Equal("To Do", world.Issue(issue).Status);
        Assert.Equal("Software bug", world.Issue(issue).Fields[world.Field("Escalation Reason")]);
        Assert.Contains("tried two browsers", world.Issue(issue).Description, StringComparison.Ordinal);
        Assert.Contains("splits names at blanks", world.Issue(issue).Description, StringComparison.Ordinal);
        Assert.Contains("Put the name in quotes", this.Desk.Replies(ticket).Last(), StringComparison.Ordinal);

        world.Eve.Transition(issue, "Start");
        world.Eve.Set(issue, world.Field("Fix Details"), "The query splits names as the index does.");
        world.Eve.Choose(issue, world.Field("Fix Tested"), "Yes");
        world.Eve.Choose(issue, world.Field("Deployed"), "Yes");
        world.Eve.Transition(issue, "Deploy");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Deploy and Verify"), "to verify");
        await this.Desk.QuietAsync();

        await world.MoveAsync(
            ticket,
            "Customer Confirmation",
            ("Verified by Tier 1", "Yes"),
            ("Verified by Tier 2", "Yes"),
            ("Knowledge Article", "To be drafted"),
            ("Resolution Notes", "The search finds names with blanks again.")
        );
        await this.Desk.Until(() => world.Issue(issue).Status == "With Customer", "the customer is asked");
        await Mailbox.AnswerAsync(this.Desk, ticket, Works);

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed"), "closed");
        await this.Desk.Until(() => world.Issue(issue).Resolution == "Done", "closed in Jira");
        await this.Desk.Until(() => world.City.Freshdesk.Articles.Any(a => a.Title == subject), "the article");
        await this.Desk.QuietAsync();
        Assert.Equal("Closed", world.Issue(issue).Status);
        Assert.Equal(4, this.Desk.Replies(ticket).Count());
        Assert.Empty(await this.Desk.FindingsAsync(ticket));
    }

    [Fact]
    public async Task What_Tier_2_solves_never_becomes_an_issue()
    {
        var subject = world.Subject();
        var ticket = await world.Tier2Async(subject);
        await world.MoveAsync(
            ticket,
            "Customer Confirmation",
            ("Resolution Notes", "The index was built anew, and the search works.")
        );
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 2, "the customer is asked");

        await Mailbox.AnswerAsync(this.Desk, ticket, Works);

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed"), "closed");
        await this.Desk.QuietAsync();
        Assert.Empty(world.Issues(subject));
    }

    [Fact]
    public async Task Engineering_gets_nothing_without_the_findings_of_Tier_2()
    {
        var subject = world.Subject();
        var ticket = await world.Tier2Async(subject);

        await world.MoveAsync(ticket, "Engineering");
        await this.Desk.PassAsync(TimeSpan.FromMinutes(6));

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Tier 2 Analysis"), "put back");
        await this.Desk.Until(() => world.HasNote(ticket, "Tier 2 Findings"), "the reason");
        Assert.Empty(world.Issues(subject));
    }

    [Fact]
    public async Task What_engineering_sends_back_says_why()
    {
        var (ticket, issue) = await world.EngineeringAsync(world.Subject());

        world.Eve.Transition(issue, "Return to Tier 2");
        await this.Desk.QuietAsync();
        Assert.True(this.Desk.Stands(ticket, "Engineering"));

        world.Eve.Set(issue, world.Field("Return Reason"), "The query is right; the index was never built.");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Tier 2 Analysis"), "back at Tier 2");
    }
}
