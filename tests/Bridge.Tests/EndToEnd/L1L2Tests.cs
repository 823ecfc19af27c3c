namespace Bridge.Tests.EndToEnd;

/// <summary>The L1/L2 process between Freshdesk and ClickUp, with the customer in a browser.</summary>
public sealed class L1L2Tests(L1L2World world) : IClassFixture<L1L2World>
{
    private const string Works = "It works";
    private const string Broken = "It is still broken";

    private Desk Desk => world.Desk;

    [Fact]
    public async Task A_ticket_goes_to_L2_and_back_until_its_customer_confirms()
    {
        var subject = world.Subject();
        var ticket = await world.ArriveAsync(subject);
        Assert.Empty(world.Tasks(subject));

        world.Classify(ticket, "No match");
        world.Move(
            ticket,
            "Root Cause Investigation",
            ("Problem Description", "The weekly report of Globex is made and never sent."),
            ("Attempts by L1", "Checked the address and the spam folder, sent the report by hand.")
        );
        await this.Desk.Until(() => world.InClickUp(subject, "investigating"), "the task of L2");
        var task = world.Tasks(subject).Single();
        Assert.Contains("Checked the address and the spam folder", task.Markdown, StringComparison.Ordinal);
        await this.Desk.Until(() => world.HasNote(ticket, "L2 has this ticket now"), "the link");
        await this.Desk.QuietAsync();

        world.Lena.SetField(task.Id, "Root Cause", "The nightly job has no right to send since Friday.");
        world.Lena.SetField(task.Id, "Reproduction", "The job fails in the same way on the test server.");
        world.Lena.SetStatus(task.Id, "fixing");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Definitive Fix"), "fixing");
        world.Lena.SetField(task.Id, "Kind of Fix", "Definitive fix");
        world.Lena.SetField(task.Id, "Fix Details", "The right to send was added to the job's role.");
        world.Lena.SetStatus(task.Id, "handed to l1");
        await this.Desk.Until(() => world.HasNote(ticket, "L2 has delivered"), "handed to L1");
        await this.Desk.QuietAsync();

        await world.AskAsync(ticket, "Gave the job its right to send and ran it by hand.");
        await Mailbox.AnswerAsync(this.Desk, ticket, Broken, "Monday's report is missing");
        await this.Desk.Until(() => world.InClickUp(subject, "investigating"), "straight back to L2");
        await this.Desk.Until(
            () =>
                world
                    .City.ClickUp.GetComments(task.Id)
                    .Any(c => c.Text.Contains("Monday's report is missing", StringComparison.Ordinal)),
            "the round is told to L2"
        );
        await this.Desk.QuietAsync();

        world.Lena.SetField(task.Id, "Renewed Findings", "The job of Mondays has a role of its own.");
        world.Lena.SetStatus(task.Id, "fixing");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Definitive Fix"), "fixing anew");
        world.Lena.SetStatus(task.Id, "handed to l1");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "First-Level Resolution"), "handed to L1 anew");
        await this.Desk.QuietAsync();
        await world.AskAsync(ticket, "Gave Monday's job its right to send and ran both by hand.");
        await Mailbox.AnswerAsync(this.Desk, ticket, Works);

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed"), "closed");
        await this.Desk.Until(() => world.InClickUp(subject, "closed"), "closed in ClickUp");
        await this.Desk.Until(() => world.City.Freshdesk.Articles.Any(a => a.Title == subject), "the article");
        await this.Desk.QuietAsync();
        var article = world.City.Freshdesk.Articles.Single(a => a.Title == subject);
        Assert.Contains("no right to send", article.DescriptionText, StringComparison.Ordinal);
        Assert.Equal(5, this.Desk.Replies(ticket).Count());
        Assert.Empty(await this.Desk.FindingsAsync(ticket));
    }

    [Fact]
    public async Task What_is_known_is_solved_by_L1_alone_without_a_task_or_an_article()
    {
        var subject = world.Subject();
        var ticket = await world.ArriveAsync(subject);
        world.Classify(ticket, "Known and up to date");
        world.Dana.SetStatus(ticket, world.City.HelpDesk.Status("First-Level Resolution"));
        await this.Desk.QuietAsync();
        await world.AskAsync(ticket, "Entered the address anew, as the known solution says.");

        await Mailbox.AnswerAsync(this.Desk, ticket, Works);

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed"), "closed");
        await this.Desk.QuietAsync();
        Assert.Empty(world.Tasks(subject));
        Assert.DoesNotContain(world.City.Freshdesk.Articles, a => a.Title == subject);
    }

    [Fact]
    public async Task A_solution_that_is_tried_before_the_ticket_is_classified_is_put_back()
    {
        var ticket = await world.ArriveAsync(world.Subject());

        world.Dana.SetStatus(ticket, world.City.HelpDesk.Status("First-Level Resolution"));
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(6));

        await this.Desk.Until(() => this.Desk.Stands(ticket, "Open"), "put back");
        await this.Desk.Until(() => world.HasNote(ticket, "Ticket Type"), "the reason");
    }

    [Fact]
    public async Task A_request_by_phone_is_to_be_registered_first()
    {
        var subject = world.Subject();
        var ticket = world
            .Dana.CreateTicket(world.City.Customers.Pedro.Contact.Email!, subject, "<p>He called.</p>")
            .Id;
        world.Dana.SetGroup(ticket, world.City.HelpDesk.Group("L1 Support"));

        await this.Desk.Until(() => world.HasNote(ticket, "did not come through the support channel"), "the note");
        await this.Desk.QuietAsync();
        Assert.Empty(this.Desk.Replies(ticket));
        Assert.Empty(world.Tasks(subject));
    }
}
