using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>One desk for the tests of a class, with the steps of the three tiers that most of them begin with.</summary>
public sealed class ThreeTierWorld(PostgresFixture postgres) : IAsyncLifetime
{
    private int made;

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    internal JiraPerson Eve => this.City.Engineers.Eve.InJira;

    public async ValueTask InitializeAsync() => this.Desk = await Desk.OpenAsync(postgres);

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    internal string Subject() => $"Search finds nothing, {++this.made}";

    internal string Field(string name) => this.City.Engineering.Field(name);

    internal JiraIssueSnapshot Issue(string key) => this.City.Jira.Issue(key)!;

    /// <summary>Issues of this subject: one at most, if all is well.</summary>
    internal IReadOnlyList<JiraIssueSnapshot> Issues(string subject) =>
        [.. this.City.Jira.Keys.Select(this.Issue).Where(i => i.Summary == subject)];

    /// <summary>Moves a ticket with fields by their labels, in one change, and waits for rest.</summary>
    internal async Task MoveAsync(long ticket, string status, params (string Label, object? Value)[] fields)
    {
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Status = this.City.HelpDesk.Status(status),
                CustomFields = fields.ToDictionary(f => this.City.HelpDesk.Field(f.Label), f => f.Value),
            }
        );
        await this.Desk.QuietAsync();
    }

    /// <summary>A customer's mail that Tier 1 has escalated with all its documentation, at rest.</summary>
    internal async Task<long> Tier2Async(string subject)
    {
        var ticket = this.City.Customers.Carol.ByMail.CreateTicket(subject, "<p>The page stays empty.</p>").Id;
        this.Dana.SetGroup(ticket, this.City.HelpDesk.Group("Tier 1"));
        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the first answer");
        await this.MoveAsync(
            ticket,
            "Tier 2 Analysis",
            ("Symptoms", "The search page stays empty for every word."),
            ("Steps to Reproduce the Issue", "Log in, search for a customer's name."),
            ("Error Messages", "None"),
            ("Recent Changes", "The update of Sunday"),
            ("Configurations Verified", "Yes"),
            ("Logs Analyzed", "Yes"),
            ("Known Issues Checked", "Yes"),
            ("Troubleshooting Done", "Emptied the cache, tried two browsers and a second account."),
            ("Tier 1 Escalation Reason", "Potential bug")
        );
        await this.Desk.Until(() => this.HasNote(ticket, "To Tier 2"), "Tier 2 is told");
        await this.Desk.QuietAsync();
        return ticket;
    }

    /// <summary>The same in engineering, whose issue is made and linked, at rest.</summary>
    internal async Task<(long Ticket, string Issue)> EngineeringAsync(string subject)
    {
        var ticket = await this.Tier2Async(subject);
        await this.MoveAsync(
            ticket,
            "Engineering",
            ("Tier 2 Findings", "The new index splits names at blanks; the query does not."),
            ("Root Cause", "Query and index disagree since the update."),
            ("Replicated in Test", "Yes"),
            ("Other Team Involved", "None"),
            ("Workaround Available", "Yes"),
            ("Issue Workaround", "Put the name in quotes, then the search finds it."),
            ("Workaround Approved By", "Kim, today"),
            ("Tier 2 Escalation Reason", "Software bug")
        );
        await this.Desk.Until(() => this.HasNote(ticket, "Engineering has this ticket now"), "the issue is linked");
        await this.Desk.QuietAsync();
        return (ticket, this.Issues(subject).Single().Key);
    }

    internal bool HasNote(long ticket, string words) =>
        this.Desk.Notes(ticket).Any(n => n.Contains(words, StringComparison.Ordinal));
}
