using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>One desk for the tests of a class, with the steps of the L1/L2 process that most of them begin with.</summary>
public sealed class L1L2World(PostgresFixture postgres) : IAsyncLifetime
{
    private int made;

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    /// <summary>L2 works in ClickUp.</summary>
    internal ClickUpPerson Lena => this.City.Engineers.Lena.InClickUp;

    public async ValueTask InitializeAsync() => this.Desk = await Desk.OpenAsync(postgres);

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    internal string Subject() => $"Reports are not sent, {++this.made}";

    /// <summary>Tasks of this subject: one at most, if all is well.</summary>
    internal IReadOnlyList<TaskSnapshot> Tasks(string subject) =>
        [.. this.City.ClickUp.GetTasks(ValidationList.Id).Where(t => t.Name == subject)];

    internal bool InClickUp(string subject, string status) =>
        this.Tasks(subject) is [var only] && only.Status == status;

    /// <summary>A customer's mail that the account's automation has given to L1, acknowledged and at rest.</summary>
    internal async Task<long> ArriveAsync(string subject)
    {
        var ticket = this.City.Customers.Pedro.ByMail.CreateTicket(subject, "<p>None since Friday.</p>").Id;
        this.Dana.SetGroup(ticket, this.City.HelpDesk.Group("L1 Support"));
        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the acknowledgment");
        await this.Desk.QuietAsync();
        return ticket;
    }

    /// <summary>Moves a ticket with fields by their labels, in one change.</summary>
    internal void Move(long ticket, string status, params (string Label, object? Value)[] fields) =>
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Status = this.City.HelpDesk.Status(status),
                CustomFields = fields.ToDictionary(f => this.City.HelpDesk.Field(f.Label), f => f.Value),
            }
        );

    /// <summary>What triage writes down: type, priority and the fields of the classification.</summary>
    internal void Classify(long ticket, string search) =>
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Type = "Incident",
                Priority = 3,
                CustomFields = new Dictionary<string, object?>
                {
                    [this.City.HelpDesk.Field("Customer Impact")] = "Work is hindered",
                    [this.City.HelpDesk.Field("Business Urgency")] = "This week",
                    [this.City.HelpDesk.Field("Knowledge Base Search")] = search,
                },
            }
        );

    /// <summary>The resolution record and the words with which the customer is asked; waits for the mail.</summary>
    internal async Task AskAsync(long ticket, string actions)
    {
        var replies = this.Desk.Replies(ticket).Count();
        this.Move(
            ticket,
            "Customer Validation",
            ("Actions Taken", actions),
            ("Observed Outcome", "The report came within a minute."),
            ("Words for the Customer", "Your report is sent again. Please look into your mailbox.")
        );
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() > replies, "the customer is asked");
        await this.Desk.QuietAsync();
    }

    internal bool HasNote(long ticket, string words) =>
        this.Desk.Notes(ticket).Any(n => n.Contains(words, StringComparison.Ordinal));
}
