using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.EndToEnd;

/// <summary>What is known is offered at triage, told to the customer before the fix, and written down after it.</summary>
public sealed class KnowledgeTests(KnowledgeWorld world) : IClassFixture<KnowledgeWorld>, IDisposable
{
    /// <summary>The ways in which a call can break off.</summary>
    public static TheoryData<string> Breaks => ["before", "after", "half"];

    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task Published_solutions_are_offered_at_triage_in_one_private_note()
    {
        var setup = world.City.Freshdesk.Setup;
        var folder = world.City.HelpDesk.KnownSolutions;
        setup.AddArticle(folder, "Invoices show old prices", "<p>Reload the price list.</p>");
        setup.AddArticle(folder, "Invoices of the future", "<p>A draft.</p>", isDraft: true);
        var (ticket, _) = await world.BeginAsync("Invoices with old prices again");

        await this.Desk.Until(() => world.Notes(ticket, "Known solutions").Any(), "the candidates");
        world.Dana.SetFields(ticket, this.Desk.Field("Issue Workaround", null));
        await this.Desk.LookAsync(ticket);
        await this.Desk.QuietAsync();

        var note = Assert.Single(world.Notes(ticket, "Known solutions"));
        Assert.Contains("Invoices show old prices", note, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoices of the future", note, StringComparison.Ordinal);
        Assert.Empty(this.Desk.Replies(ticket));
    }

    [Fact]
    public async Task A_knowledge_base_that_does_not_answer_holds_no_ticket_up_and_is_asked_again()
    {
        world.City.Freshdesk.Setup.AddArticle(
            world.City.HelpDesk.KnownSolutions,
            "Printers on fire",
            "<p>Pull the plug.</p>"
        );
        world.City.Freshdesk.Faults.Next(new Fault.Answer(500), "GET", "/search/solutions", times: 100);
        var (ticket, _) = await world.BeginAsync("Printers fire errors");
        Assert.Empty(world.Notes(ticket, "Known solutions"));

        this.Desk.Mend();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(16));

        await this.Desk.Until(() => world.Notes(ticket, "Printers on fire").Any(), "the candidates");
    }

    [Fact]
    public async Task A_workaround_is_told_before_the_fix_and_once()
    {
        var (ticket, task) = await world.BeginAsync(world.Subject());
        world.City.Engineers.Priya.InClickUp.SetField(task, "Issue Workaround", "Use the export");

        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the workaround");
        await this.Desk.QuietAsync();
        world.Dana.SetFields(ticket, this.Desk.Field("Issue Workaround", "Use the nightly export"));
        await this.Desk.Until(
            () =>
                world.City.ClickUp.GetTask(task).Fields.GetValueOrDefault("Issue Workaround")
                == "Use the nightly export",
            "the new workaround"
        );
        await this.Desk.QuietAsync();

        Assert.Contains(
            "Until it is fixed: Use the export",
            Assert.Single(this.Desk.Replies(ticket)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_case_that_comes_back_brings_its_new_context_to_the_engineers()
    {
        var (ticket, task) = await world.BeginAsync(world.Subject());
        foreach (var status in new[] { "Replicating", "Validating", "Replicating" })
        {
            world.Dana.SetStatus(ticket, world.City.HelpDesk.Status(status));
            await this.Desk.Until(
                () =>
                    string.Equals(world.City.ClickUp.GetTask(task).Status, status, StringComparison.OrdinalIgnoreCase),
                status
            );
            await this.Desk.QuietAsync();
        }

        Assert.Single(
            world.Comments(task),
            c => c.Contains("Came back 1 times. Steps: Open", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task An_article_is_drafted_once_however_its_call_breaks(string how)
    {
        var subject = world.Subject();
        var (ticket, _) = await world.BeginAsync(subject);
        world.City.Freshdesk.Faults.Next(Broken(how), "POST", "/solutions/folders/[0-9]+/articles");
        world.Solve(ticket);

        await this.Desk.UntilInTime(() => world.Notes(ticket, "draft article").Any(), "the article is told");
        await this.Desk.SettledAsync();
        var article = Assert.Single(world.Articles(subject));
        Assert.Equal((1, world.City.HelpDesk.KnownSolutions.Id), (article.Status, article.FolderId));
        Assert.Contains("The cache was cleared", article.DescriptionText, StringComparison.Ordinal);
        Assert.Contains(
            $"/a/solutions/articles/{article.Id}",
            Assert.Single(world.Notes(ticket, "draft article")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_case_that_is_solved_twice_has_one_article()
    {
        var subject = world.Subject();
        var (ticket, task) = await world.BeginAsync(subject);
        world.Solve(ticket);
        await this.Desk.Until(() => world.Articles(subject).Count > 0, "the article");
        await this.Desk.QuietAsync();
        world.Dana.SetStatus(ticket, world.City.HelpDesk.Status("Fixing"));
        await this.Desk.Until(() => world.City.ClickUp.GetTask(task).Status == "fixing", "opened again");
        await this.Desk.QuietAsync();

        world.Dana.SetStatus(ticket, world.City.HelpDesk.Status("Closed (Resolved)"));
        await this.Desk.Until(() => world.City.ClickUp.GetTask(task).Status == "in production", "closed again");
        await this.Desk.QuietAsync();

        Assert.Single(world.Articles(subject));
    }

    [Fact]
    public async Task A_reply_does_not_wait_for_an_article_that_cannot_be_made_now()
    {
        var subject = world.Subject();
        var (ticket, _) = await world.BeginAsync(subject);
        world.City.Freshdesk.Faults.Next(new Fault.CutAfter(), "POST", "/solutions/folders/", times: 1);
        world.City.Freshdesk.Faults.Next(new Fault.Answer(500), "GET", "/solutions/folders/", times: 50);
        world.Solve(ticket);
        await this.Desk.Until(() => world.Articles(subject).Count > 0, "the article");
        await this.Desk.QuietAsync();
        world.Dana.SetStatus(ticket, world.City.HelpDesk.Status("Fixing"));
        world.Dana.SetFields(ticket, this.Desk.Field("Issue Workaround", "Use the export"));

        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the workaround");
        Assert.Empty(world.Notes(ticket, "draft article"));
        this.Desk.Mend();
        await this.Desk.UntilInTime(() => world.Notes(ticket, "draft article").Any(), "the article is told");
        Assert.Single(world.Articles(subject));
    }

    private static Fault Broken(string how) =>
        how switch
        {
            "before" => new Fault.CutBefore(),
            "after" => new Fault.CutAfter(),
            _ => new Fault.HalfBody(),
        };
}
