using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>A ticket of the Level 2 process and its task.</summary>
internal sealed record Level2Case(long Ticket, string Task, string Subject);

/// <summary>One desk for the tests of a class, with the steps of the Level 2 process that most of them begin with.</summary>
public sealed class Level2World(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateOnly Due = new(2026, 11, 20);
    private int made;

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    internal ClickUpPerson Priya => this.City.Engineers.Priya.InClickUp;

    /// <summary>The steps, on a desk of the test's own.</summary>
    internal static Level2World On(Desk desk) => new(null!) { Desk = desk };

    public async ValueTask InitializeAsync() => this.Desk = await Desk.OpenAsync(postgres);

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    /// <summary>Tasks of this subject: one, if all is well.</summary>
    internal IReadOnlyList<TaskSnapshot> Tasks(string subject) =>
        [.. this.City.ClickUp.GetTasks().Where(t => t.Name == subject)];

    internal TaskSnapshot Task(Level2Case value) => this.City.ClickUp.GetTask(value.Task);

    /// <summary>What is said on the task, by texts.</summary>
    internal IReadOnlyList<string> Comments(Level2Case value) =>
        [.. this.City.ClickUp.GetComments(value.Task).Select(c => c.Text)];

    internal string Subject() => $"Totals are wrong, {++this.made}";

    /// <summary>A customer's mail that an agent elevates with all that the gates up to Replicating ask for.</summary>
    internal long Elevate(string subject, params (string Label, object? Value)[] more)
    {
        var ticket = this.City.Customers.Carol.ByMail.CreateTicket(subject, "<p>The totals are off.</p>").Id;
        var fields = new Dictionary<string, object?>
        {
            ["Ticket Subtype"] = "Dashboard",
            ["Acceptance Criteria"] = "Totals match the export",
            ["Target URL"] = "https://app.example.com/totals",
            ["Severity"] = "S2 - Major",
            ["Steps to Reproduce the Issue"] = "Open the dashboard and compare the totals",
            ["Ops Can Reproduce the Issue"] = "Yes",
            ["Issue affects other clients"] = "No",
        };
        foreach (var (label, value) in more)
        {
            fields[label] = value;
        }

        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Type = "Bugs/Defects",
                Status = this.City.HelpDesk.Status("Elevating"),
                CustomFields = fields.ToDictionary(f => this.City.HelpDesk.Field(f.Key), f => f.Value),
            }
        );
        return ticket;
    }

    /// <summary>An elevated ticket whose task is made, at rest.</summary>
    internal async Task<Level2Case> BeginAsync()
    {
        var subject = this.Subject();
        var ticket = this.Elevate(subject);
        await this.Desk.Until(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("with engineering", StringComparison.Ordinal)),
            "the task is linked"
        );
        await this.Desk.QuietAsync();
        return new Level2Case(ticket, this.Tasks(subject).Single().Id, subject);
    }

    /// <summary>A case in Fixing with a date of which the customer has not heard yet, at rest.</summary>
    internal async Task<Level2Case> FixingAsync()
    {
        var value = await this.BeginAsync();
        this.Dana.SetStatus(value.Ticket, this.City.HelpDesk.Status("Replicating"));
        await this.Desk.Until(() => this.Task(value).Status == "replicating", "replicating");
        this.Priya.SetStatus(value.Task, "estimating");
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Estimating"), "estimating");
        this.Priya.SetPriority(value.Task, 2);
        this.Priya.SetDueDate(value.Task, Due);
        this.Priya.SetStatus(value.Task, "fixing");
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Fixing"), "fixing");
        await this.Desk.QuietAsync();
        return value;
    }

    /// <summary>A field of the ticket by its label.</summary>
    internal string? Field(Level2Case value, string label) =>
        this.Desk.Ticket(value.Ticket).CustomFields.GetValueOrDefault(this.City.HelpDesk.Field(label))?.ToString();
}
