using System.Globalization;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>One desk for the tests of a class, with the steps of the DIKSHA S2 process that most of them begin with.</summary>
public sealed class DikshaWorld(PostgresFixture postgres) : IAsyncLifetime
{
    private int made;

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    internal FreshdeskAgentActions Lena => this.City.Agents.Lena.InFreshdesk;

    /// <summary>The circle's owner.</summary>
    internal JiraPerson InJira => this.City.Engineers.Cyrus.InJira;

    /// <summary>The steps, on a desk of the test's own.</summary>
    internal static DikshaWorld On(Desk desk) => new(null!) { Desk = desk };

    public async ValueTask InitializeAsync() => this.Desk = await Desk.OpenAsync(postgres);

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    internal string Subject() => $"Videos do not play, {++this.made}";

    internal string Field(string name) => this.City.Project.Field(name);

    internal PlannedRelease Release(string name) => this.City.Project.Releases.Single(r => r.Name == name);

    internal JiraIssueSnapshot Issue(string key) => this.City.Jira.Issue(key)!;

    /// <summary>Issues of this subject: one, if all is well.</summary>
    internal IReadOnlyList<JiraIssueSnapshot> Issues(string subject) =>
        [.. this.City.Jira.Keys.Select(this.Issue).Where(i => i.Summary == subject)];

    internal DateOnly? Eta(long ticket) =>
        this.Desk.Ticket(ticket).CustomFields.GetValueOrDefault(this.City.HelpDesk.Field("ETA"))?.ToString() is { } text
            ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    internal IReadOnlyDictionary<string, object?> Fields(params (string Label, object? Value)[] fields) =>
        fields.ToDictionary(f => this.City.HelpDesk.Field(f.Label), f => f.Value);

    /// <summary>A teacher's mail that L1 escalates.</summary>
    internal long Escalate(string subject, string severity)
    {
        var ticket = this.City.Customers.Tara.ByMail.CreateTicket(subject, "<p>They stop at once.</p>").Id;
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Status = this.City.HelpDesk.Status("Escalated to Jira"),
                CustomFields = this.Fields(
                    ("Severity", severity),
                    ("Issue Details", "Every video of class 9 stops after a second."),
                    ("Steps to Reproduce the Issue", "Open a video of class 9 and press play.")
                ),
            }
        );
        return ticket;
    }

    /// <summary>An escalated ticket whose issue is made, at rest.</summary>
    internal async Task<(long Ticket, string Issue)> BeginAsync()
    {
        var subject = this.Subject();
        var ticket = this.Escalate(subject, "S2 - Major");
        await this.Desk.Until(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("in the S2 process now", StringComparison.Ordinal)),
            "the issue is linked"
        );
        await this.Desk.QuietAsync();
        return (ticket, this.Issues(subject).Single().Key);
    }

    /// <summary>Through classification and justification to ETA Confirmation, all of it in Freshdesk.</summary>
    internal async Task<(long Ticket, string Issue)> EtaConfirmationAsync()
    {
        var (ticket, issue) = await this.BeginAsync();
        await this.MoveAsync(ticket, issue, "Severity Classification");
        await this.MoveAsync(
            ticket,
            issue,
            "Severity Justification",
            ("S1 Rubric", "Not S1"),
            ("Workaround Available", "Yes"),
            ("Issue Workaround", "Reload the page twice")
        );
        await this.MoveAsync(
            ticket,
            issue,
            "ETA Confirmation",
            ("Severity Reasoning", "One class of one subject is concerned"),
            ("Circle", "Consumption")
        );
        return (ticket, issue);
    }

    /// <summary>With a fix version set in Jira, in Solution Implementation, at rest; the user has not heard of it yet.</summary>
    internal async Task<(long Ticket, string Issue)> ImplementationAsync(string version)
    {
        var (ticket, issue) = await this.EtaConfirmationAsync();
        this.InJira.SetFixVersions(issue, version);
        this.InJira.Transition(issue, "Implement");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Solution Implementation"), "implementation");
        await this.Desk.Until(() => this.Eta(ticket) == this.Release(version).On, "the ETA in Freshdesk");
        await this.Desk.QuietAsync();
        return (ticket, issue);
    }

    private async Task MoveAsync(long ticket, string issue, string stage, params (string Label, object? Value)[] fields)
    {
        this.Dana.Change(
            ticket,
            new FreshdeskTicketChange { Status = this.City.HelpDesk.Status(stage), CustomFields = this.Fields(fields) }
        );
        await this.Desk.Until(() => this.Issue(issue).Status == stage, $"{stage} in Jira");
        await this.Desk.QuietAsync();
    }
}
