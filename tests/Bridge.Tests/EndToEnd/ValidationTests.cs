using System.Net;

namespace Bridge.Tests.EndToEnd;

/// <summary>From the engineer's fix to the customer's word, through all three programs.</summary>
public sealed class ValidationTests(ValidationWorld world) : IClassFixture<ValidationWorld>
{
    private Desk Desk => world.Desk;

    [Fact]
    public async Task Still_broken_goes_back_with_the_remark_and_it_works_closes_in_the_next_round()
    {
        var value = await world.AskedAsync();
        var first = world.Link(value, "Works");
        using (await world.OpenAsync(first, HttpMethod.Head))
        using (await world.OpenAsync(world.Link(value, "Broken"), HttpMethod.Get))
        {
            await this.Desk.QuietAsync();
            Assert.True(this.Desk.Stands(value.Ticket, "Verifying"));
        }

        using var broken = await world.AnswerAsync(world.Link(value, "Broken"), "the second page is empty");
        Assert.Equal(HttpStatusCode.OK, broken.StatusCode);
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Fixing"), "back to level 2");
        await this.Desk.Until(() => world.Task(value).Status == "fixing", "the task goes back");
        await this.Desk.QuietAsync();
        Assert.Contains(
            world.City.ClickUp.GetComments(value.Task),
            c => c.Text.Contains("Still broken: 1 Emptied the cache the second page is empty", StringComparison.Ordinal)
        );

        world.Priya.SetField(value.Task, "Resolution Notes", "Rebuilt the index");
        await world.FixedAsync(value);
        using (var late = await world.AnswerAsync(first))
        {
            Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        }

        using var works = await world.AnswerAsync(world.Link(value, "Works"));
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Closed (Resolved)"), "closed");
        await this.Desk.Until(() => world.Task(value).Status == "in production", "the task is closed");
        await this.Desk.QuietAsync();
        Assert.Equal(2, this.Desk.Replies(value.Ticket).Count());
        Assert.Equal(0, await this.Desk.NumberAsync("select count(*) from answers where heeded_at is null"));
    }

    [Fact]
    public async Task Nobody_closes_before_the_customer_has_answered()
    {
        var value = await world.AskedAsync();

        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Closed (Resolved)"));
        await this.Desk.Until(
            () => this.Desk.Notes(value.Ticket).Any(n => n.Contains("Moved back", StringComparison.Ordinal)),
            "the agent is told"
        );
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Verifying"), "the agent's move is put back");
        world.Priya.SetStatus(value.Task, "in production");
        await this.Desk.Until(() => world.Task(value).Status == "verifying", "the engineer's move is put back");
    }

    [Fact]
    public async Task A_plain_reply_is_put_before_an_agent_whose_answer_counts_as_the_customers()
    {
        var value = await world.AskedAsync();

        world.Carol.Reply(value.Ticket, "<p>Looks good, thanks!</p>");
        await this.Desk.Until(
            () => this.Desk.Notes(value.Ticket).Any(n => n.Contains("Please judge", StringComparison.Ordinal)),
            "an agent is asked to judge"
        );
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Verified by L2 Lead", "Yes"));

        await this.Desk.Until(() => world.Task(value).Status == "in production", "closed by the agent's judgement");
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Closed (Resolved)"), "closed");
    }

    [Fact]
    public async Task A_silent_customer_is_reminded_once_and_the_ticket_then_closed_as_the_file_says()
    {
        var value = await world.AskedAsync();

        await this.Desk.PassAsync(TimeSpan.FromDays(4));
        await this.Desk.Until(() => this.Desk.Replies(value.Ticket).Count() == 2, "a reminder");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromDays(8));
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Closed (Unresolved)"), "closed by silence");
        await this.Desk.Until(() => world.Task(value).Status == "closed unresolved", "the task too");
        await this.Desk.QuietAsync();
        Assert.Equal(2, this.Desk.Replies(value.Ticket).Count());
    }
}
