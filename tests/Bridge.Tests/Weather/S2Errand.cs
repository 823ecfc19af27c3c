using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Weather;

/// <summary>A ticket of the DIKSHA S2 process, from the teacher's mail to the verified fix, between Freshdesk and Jira.</summary>
internal sealed class S2Errand(SandboxCity city, int number, int seed)
    : Errand(city, $"Videos do not play, {number}", number, seed)
{
    private string? issue;

    private IReadOnlyList<JiraIssueSnapshot> Issues =>
        [.. this.City.Jira.Keys.Select(k => this.City.Jira.Issue(k)!).Where(i => i.Summary == this.Subject)];

    private JiraIssueSnapshot Issue => this.City.Jira.Issue(this.issue ??= this.Issues[0].Key)!;

    private FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    private JiraPerson Cyrus => this.City.Engineers.Cyrus.InJira;

    public override IReadOnlyList<string> Ending()
    {
        var issue = this.Issue;
        return
        [
            .. this.TicketLines(issue.Key, this.City.Jira.BaseUrl, this.City.Freshdesk.BaseUrl),
            $"{this.Issues.Count} issue: {issue.Status}, {issue.Resolution}, priority {issue.Priority}, "
                + $"versions {string.Join(", ", issue.FixVersions)}, links {issue.RemoteLinks.Count}",
            .. issue
                .Fields.Where(f => !IsOfTime(f.Key))
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"issue field {f.Key}: {Plain(f.Value)}"),
            .. issue.Comments.Select(c => $"comment: {Plain(c.Text)}").Order(StringComparer.Ordinal),
        ];

        string Plain(string text) =>
            text.ReplaceLineEndings(" ")
                .Replace(this.City.Freshdesk.BaseUrl, "_", StringComparison.Ordinal)
                .Replace(issue.Key, "_", StringComparison.Ordinal);
    }

    protected override IEnumerable<(Func<bool> Ready, Action Do)> Plan() =>
        [
            (() => true, this.Escalate),
            (() => this.HasNote("in the S2 process now"), this.Talk),
            (() => true, () => this.Move("Severity Classification")),
            (() => this.Issue.Status == "Severity Classification", this.Justify),
            (() => this.Issue.Status == "Severity Justification", this.Ask),
            (() => this.Issue.Status == "ETA Confirmation", this.Promise),
            (
                () => this.Stands("Solution Implementation") && this.Field("ETA") is not null && this.Replies > 1,
                this.Tell
            ),
            (() => true, this.Deploy),
            (
                () => this.Stands("Closure Verification") && this.HasNote("The solution is deployed"),
                () => this.Move("Resolved", ("Verified by L2 Lead", "Yes"))
            ),
            (() => this.Issue.Status == "Closed" && this.Replies > 2, () => { }),
        ];

    private static bool IsOfTime(string field) =>
        field is "created" or "updated" or "resolutiondate" or "labels" or "statuscategorychangedate";

    private void Escalate()
    {
        this.Ticket = this.City.Customers.Tara.ByMail.CreateTicket(this.Subject, "<p>They stop at once.</p>").Id;
        this.Move(
            "Escalated to Jira",
            ("Severity", "S2 - Major"),
            ("Issue Details", "Every video of class 9 stops after a second."),
            ("Steps to Reproduce the Issue", "Open a video of class 9 and press play.")
        );
    }

    private void Talk()
    {
        this.Cyrus.Comment(this.Issue.Key, $"Circle's word on {this.Number}.");
        this.Dana.PrivateNote(this.Ticket, $"<p>Agent's word on {this.Number}.</p>");
        if (this.Happens(50))
        {
            this.City.Customers.Tara.ByMail.Reply(this.Ticket, "<p>It is the same today.</p>");
        }

        this.Dana.SetPriority(this.Ticket, 1 + this.Any(4));
    }

    private void Justify()
    {
        this.Cyrus.Set(
            this.Issue.Key,
            this.City.Project.Field("Steps to Reproduce"),
            $"Press play {2 + this.Any(5)} times, wait."
        );
        this.Move(
            "Severity Justification",
            ("S1 Rubric", "Not S1"),
            ("Workaround Available", "Yes"),
            ("Issue Workaround", "Reload the page twice")
        );
    }

    private void Ask() =>
        this.Move(
            "ETA Confirmation",
            ("Severity Reasoning", "One class of one subject is concerned"),
            ("Circle", "Consumption")
        );

    private void Promise()
    {
        this.Cyrus.SetFixVersions(this.Issue.Key, this.Happens(50) ? "7.2" : "7.3");
        this.Cyrus.Transition(this.Issue.Key, "Implement");
    }

    private void Tell()
    {
        this.Cyrus.Comment(this.Issue.Key, $"Second word on {this.Number}.");
        this.Dana.PrivateNote(this.Ticket, $"<p>Second word of the agent on {this.Number}.</p>");
    }

    private void Deploy()
    {
        this.Cyrus.Set(
            this.Issue.Key,
            this.City.Project.Field("Resolution Notes"),
            $"Index {this.Number} was rebuilt."
        );
        this.Cyrus.Transition(this.Issue.Key, "Verify");
    }

    private void Move(string status, params (string Label, object? Value)[] fields) =>
        this.Dana.Change(
            this.Ticket,
            new FreshdeskTicketChange { Status = this.City.HelpDesk.Status(status), CustomFields = this.Fields(fields) }
        );
}
