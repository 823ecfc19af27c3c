using Bridge.Core.Mappings;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>A desk with one small process: context at the handover, workarounds told early, articles of solved cases.</summary>
public sealed class KnowledgeWorld(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Yaml = """
        process: Escalation
        helpdesk: { connection: freshdesk }
        tracker: { connection: clickup, list: "901100000001" }
        entry:
          when: { field: status, is: Elevating }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.key}}</p>
          marker field: Freshdesk Ticket
        fields:
          Steps: { type: text, helpdesk: Steps to Reproduce the Issue, tracker: Steps to Reproduce the Issue }
          Workaround: { type: text, helpdesk: Issue Workaround, tracker: Issue Workaround }
          Solution: { type: text, helpdesk: Resolution Notes, tracker: Resolution Notes }
        stages:
          Triage: { helpdesk: [Validating, Elevating], tracker: validating }
          Replicating:
            helpdesk: Replicating
            tracker: replicating
            requires: [{ field: Steps, at least: 20 characters }]
          Fixing: { helpdesk: Fixing, tracker: fixing }
          Closed:
            helpdesk: Closed (Resolved)
            tracker: in production
            outcome: resolved
            requires: [{ field: Solution, at least: 15 characters }]
        messages:
          Linked: { to: agents, when: linked, text: { en: "<p>Linked to {{item.key}}</p>" } }
          Back again:
            to: engineers
            when: { stage entered: Replicating }
            only if: { field: bounces, at least: 1 }
            text: { en: "<p>Came back {{bounces}} times. Steps: {{fields.steps}}</p>" }
          Workaround:
            to: customer
            when: { field first filled: Workaround }
            text: { en: "<p>Until it is fixed: {{fields.workaround}}</p>" }
        knowledge base:
          suggest: { when stage entered: Triage }
          draft:
            when: resolved
            folder: Known solutions
            title: "{{ticket.subject}}"
            body: <p>{{fields.steps}}</p><p>{{fields.solution}}</p>

        """;

    private int made;

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    public async ValueTask InitializeAsync()
    {
        var reading = MappingReader.Read("escalation.yaml", Yaml);
        Assert.Equal("", MappingReport.Print(reading.Errors, Yaml));
        this.Desk = await Desk.OpenAsync(postgres, [reading.Process!]);
    }

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    internal string Subject() => $"Totals are wrong, {++this.made}";

    /// <summary>A ticket that came in and is linked, at rest.</summary>
    internal async Task<(long Ticket, string Task)> BeginAsync(string subject)
    {
        var ticket = this.City.Customers.Carol.ByMail.CreateTicket(subject, "<p>The totals are off.</p>").Id;
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Status = this.City.HelpDesk.Status("Elevating"),
                CustomFields = new Dictionary<string, object?>
                {
                    [this.City.HelpDesk.Field("Steps to Reproduce the Issue")] =
                        "Open the dashboard, compare the totals",
                },
            }
        );
        await this.Desk.Until(() => this.Notes(ticket, "Linked to").Any(), "the task is linked");
        await this.Desk.QuietAsync();
        return (ticket, this.City.ClickUp.GetTasks().Single(t => t.Name == subject).Id);
    }

    internal IEnumerable<string> Notes(long ticket, string part) =>
        this.Desk.Notes(ticket).Where(n => n.Contains(part, StringComparison.Ordinal));

    internal IReadOnlyList<FreshdeskArticle> Articles(string title) =>
        [.. this.City.Freshdesk.Articles.Where(a => a.Title == title)];

    /// <summary>Solves a ticket with words that the gate lets through.</summary>
    internal void Solve(long ticket)
    {
        this.Dana.SetFields(
            ticket,
            this.Desk.Field("Resolution Notes", "The cache was cleared and is cleared nightly")
        );
        this.Dana.SetStatus(ticket, this.City.HelpDesk.Status("Closed (Resolved)"));
    }

    internal IEnumerable<string> Comments(string task) => this.City.ClickUp.GetComments(task).Select(c => c.Text);
}
