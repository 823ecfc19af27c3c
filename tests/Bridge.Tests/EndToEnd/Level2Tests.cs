using Bridge.Sandbox.Freshdesk;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>The Level 2 Support process from the first mail to the closed ticket, over real HTTP and a real database.</summary>
public sealed class Level2Tests(PostgresFixture postgres)
{
    private static readonly DateOnly Due = new(2026, 11, 20);
    private static readonly DateOnly Later = new(2026, 11, 27);

    [Fact]
    public async Task A_ticket_becomes_a_task_goes_through_its_stages_and_closes_with_the_customer_told()
    {
        await using var desk = await Desk.OpenAsync(postgres);
        var (city, agents, engineers) = (desk.World.City, desk.World.City.Agents, desk.World.City.Engineers);
        var ticket = city.Customers.Carol.ByMail.CreateTicket("Totals are wrong", "<p>The totals are off.</p>").Id;

        agents.Dana.InFreshdesk.Change(
            ticket,
            new FreshdeskTicketChange { Type = "Bugs/Defects", Status = city.HelpDesk.Status("Elevating") }
        );
        await desk.Until(
            () => desk.Notes(ticket).Any(n => n.Contains("Ticket Subtype", StringComparison.Ordinal)),
            "entry gate"
        );

        agents.Dana.InFreshdesk.SetFields(ticket, desk.Field("Ticket Subtype", "Dashboard"));
        await desk.Until(() => city.ClickUp.GetTasks().Count == 1, "the task");
        var task = city.ClickUp.GetTasks()[0].Id;
        await desk.Until(
            () => desk.Notes(ticket).Any(n => n.Contains("with engineering", StringComparison.Ordinal)),
            "note"
        );

        agents.Dana.InFreshdesk.SetStatus(ticket, city.HelpDesk.Status("Replicating"));
        await desk.QuietAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(3));
        await desk.Until(() => desk.Stands(ticket, "Validating"), "put back to Validating");

        agents.Dana.InFreshdesk.SetFields(
            ticket,
            desk.Field("Acceptance Criteria", "Totals match the export"),
            desk.Field("Target URL", "https://app.example.com/totals"),
            desk.Field("Severity", "S2 - Major"),
            desk.Field("Steps to Reproduce the Issue", "Open the dashboard and compare the totals"),
            desk.Field("Ops Can Reproduce the Issue", "Yes"),
            desk.Field("Issue affects other clients", "No")
        );
        agents.Dana.InFreshdesk.SetStatus(ticket, city.HelpDesk.Status("Replicating"));
        await desk.Until(() => city.ClickUp.GetTask(task).Status == "replicating", "replicating in ClickUp");

        engineers.Quinn.InClickUp.SetStatus(task, "estimating");
        await desk.Until(() => desk.Stands(ticket, "Estimating"), "Estimating in Freshdesk");

        engineers.Priya.InClickUp.SetPriority(task, 2);
        engineers.Priya.InClickUp.SetDueDate(task, Due);
        engineers.Priya.InClickUp.SetStatus(task, "fixing");
        await desk.Until(() => desk.Stands(ticket, "Fixing"), "Fixing in Freshdesk");
        await desk.QuietAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(11));
        await desk.Until(() => desk.Replies(ticket).Count() == 1, "the first ETA");
        Assert.Contains("20 November 2026", desk.Replies(ticket).Single(), StringComparison.Ordinal);

        engineers.Priya.InClickUp.SetDueDate(task, Later);
        await desk.QuietAsync();
        await desk.PassAsync(TimeSpan.FromMinutes(11));
        await desk.Until(() => desk.Replies(ticket).Count() == 2, "the changed ETA");

        engineers.Eve.InClickUp.SetField(task, "Pull Request", "https://git.example.com/pr/1");
        engineers.Eve.InClickUp.SetStatus(task, "verifying");
        await desk.Until(() => desk.Stands(ticket, "Verifying"), "Verifying");

        engineers.Quinn.InClickUp.SetField(task, "Merged Pull Request", "Yes");
        engineers.Quinn.InClickUp.SetField(task, "Resolution Notes", "The totals now match the export.");
        engineers.Quinn.InClickUp.SetStatus(task, "in production");
        await desk.Until(() => desk.Stands(ticket, "Closed (Resolved)"), "closed");
        await desk.Until(() => desk.Replies(ticket).Count() == 3, "the resolution");

        await desk.QuietAsync();
        Assert.Single(city.ClickUp.GetTasks());
        Assert.Equal(3, desk.Replies(ticket).Count());
        Assert.Equal(
            0,
            await desk.NumberAsync("select count(*) from effects where state not in ('done', 'replanned')")
        );
    }
}
