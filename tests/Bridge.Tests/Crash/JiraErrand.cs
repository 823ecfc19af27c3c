using System.Globalization;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Hooks;

namespace Bridge.Tests.Crash;

/// <summary>
/// A defect that goes through the shipped S2 process to a Jira issue and back, with files both ways, comments that are
/// edited, a date that moves, a chat that is told, and an article at the end.
/// </summary>
/// <param name="chat">The chat that is told when the lead takes long to verify.</param>
internal sealed class JiraErrand(SandboxCity city, Receiver chat, int number)
    : Errand(city, $"Videos do not play, {number}", 12)
{
    private string? issue;
    private long note;
    private long comment;

    private JiraIssueSnapshot Issue => this.City.Jira.Issue(this.issue!)!;

    private JiraPerson Eve => this.City.Engineers.Eve.InJira;

    /// <summary>The circle's owner.</summary>
    private JiraPerson Cyrus => this.City.Engineers.Cyrus.InJira;

    public override void Check(Tally tally)
    {
        var name = $"ticket {this.Ticket}";
        var issues = this.City.Jira.Keys.Where(k => this.City.Jira.Issue(k)!.Summary == this.Subject).ToList();
        tally.Once($"{name}: issue", issues.Count);
        if (issues.Count == 0)
        {
            return;
        }

        tally.InOrder(
            $"{name}: reply",
            this.Replies,
            $"this helps: Workaround {number}",
            $"planned for the release of {InWords(this.Release(0).On)}",
            $"now planned for the release of {InWords(this.Release(2).On)}",
            $"Solved as number {number}"
        );
        this.CheckTexts(tally, name);
        this.CheckFiles(tally, name);
        tally.Once($"{name}: remote link", this.Issue.RemoteLinks.Count);
        tally.Once($"{name}: article", this.Articles);
        tally.Once($"{name}: word to the chat", this.Told.Distinct().Count());
        tally.Agree($"{name}: status of the issue", "Closed", this.Issue.Status);
        tally.Agree($"{name}: resolution of the issue", "Done", this.Issue.Resolution);
        tally.Agree($"{name}: status", 4, this.Shown.Status);
        tally.Agree($"{name}: fix version", this.Release(2).Name, string.Join(",", this.Issue.FixVersions));
        tally.Agree($"{name}: ETA", Date(this.Release(2).On), $"{this.Field("ETA")}"[..10]);
        tally.Agree($"{name}: resolution notes", $"Solved as number {number}.", this.Field("Resolution Notes"));
        string[] shared = ["Workaround", "Resolution Notes", "Severity Reasoning", "Circle", "Verified by L2 Lead"];
        foreach (var field in shared)
        {
            var label = field == "Workaround" ? "Issue Workaround" : field;
            var inJira = this.Issue.Fields.GetValueOrDefault(this.City.Project.Field(field));
            tally.Agree($"{name}: {field}", this.Field(label), inJira);
        }
    }

    /// <summary>The ids under which the chat was told of this ticket, as often as it was.</summary>
    private IEnumerable<string> Told =>
        chat.All.Where(t => JsonDocument.Parse(t.Body).RootElement.GetProperty("text").ValueEquals(this.Subject))
            .Select(t => t.Headers["Bridge-Id"]);

    private int Articles => this.City.Freshdesk.Articles.Count(a => a.Title == this.Subject);

    protected override bool Try()
    {
        switch (this.Step)
        {
            case 0:
                var mail = this.City.Customers.Tara.ByMail;
                this.Ticket = mail.CreateTicket(this.Subject, "<p>They stop.</p>", null, File($"screen-{number}.txt")).Id;
                return true;
            case 1:
                this.Escalate();
                return true;
            case 2 when this.IsMade():
                this.comment = this.Eve.Comment(this.issue!, $"Engineer's word on {number}.");
                return true;
            case 3:
                this.note = this.Dana.PrivateNote(this.Ticket, $"<p>Agent's word on {number}.</p>").Id;
                return true;
            case 4:
                this.Set("Severity Classification");
                return true;
            case 5 when this.Issue.Status == "Severity Classification":
                this.City.Customers.Tara.ByMail.Reply(this.Ticket, "<p>Here is a log.</p>", File($"trace-{number}.log"));
                this.Justify();
                return true;
            case 6 when this.Issue.Status == "Severity Justification" && this.Replies.Count > 0:
                this.Eve.EditComment(this.comment, $"Engineer's better word on {number}.");
                this.Dana.EditNote(this.note, $"<p>Agent's better word on {number}.</p>");
                this.Set(
                    "ETA Confirmation",
                    ("Severity Reasoning", "One class of one subject is concerned"),
                    ("Circle", "Consumption")
                );
                return true;
            case 7 when this.Issue.Status == "ETA Confirmation":
                this.Cyrus.SetFixVersions(this.issue!, this.Release(0).Name);
                this.Cyrus.Transition(this.issue!, "Implement");
                return true;
            case 8 when this.Stands("Solution Implementation") && this.Replies.Count > 1:
                this.Eve.Attach(this.issue!, $"patch-{number}.txt", "text/plain", Content($"patch-{number}.txt"));
                this.Cyrus.SetFixVersions(this.issue!, this.Release(2).Name);
                return true;
            case 9 when this.Replies.Count > 2:
                this.Cyrus.Set(this.issue!, this.City.Project.Field("Resolution Notes"), $"Solved as number {number}.");
                this.Cyrus.Transition(this.issue!, "Verify");
                return true;
            case 10 when this.Stands("Closure Verification") && this.Told.Any():
                this.Verify();
                return true;
            default:
                return this.Step == 11
                    && this.Issue.Status == "Closed"
                    && this.Replies.Count > 3
                    && this.Articles > 0;
        }
    }

    private static FreshdeskUpload File(string name) => new(name, "text/plain", Content(name));

    private static byte[] Content(string name) => Encoding.UTF8.GetBytes($"{name}\n{new string('x', 2000)}");

    private static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private PlannedRelease Release(int index) => this.City.Project.Releases[index];

    private bool IsMade()
    {
        this.issue = this.City.Jira.Keys.LastOrDefault(k => this.City.Jira.Issue(k)!.Summary == this.Subject);
        return this.issue is not null;
    }

    private void CheckTexts(Tally tally, string name)
    {
        tally.Each(
            $"{name}: note",
            [.. this.Notes.Where(n => n.Attachments.Count == 0).Select(n => n.BodyText)],
            "in the S2 process now",
            "Engineer's better word",
            "Agent's better word",
            "L2 has classified this ticket",
            "The solution is deployed",
            "SLA of Closure Verification is over",
            "article"
        );
        tally.Each(
            $"{name}: comment",
            [.. this.Issue.Comments.Select(c => c.Text)],
            "Engineer's better word",
            "Agent's better word",
            "Here is a log",
            "is agreed"
        );
    }

    private void CheckFiles(Tally tally, string name)
    {
        var files = this.Issue.Files;
        string[] expected = [$"screen-{number}.txt", $"trace-{number}.log", $"patch-{number}.txt"];
        tally.Each($"{name}: file of the issue", [.. files.Select(f => f.Name)], expected);
        foreach (var file in files)
        {
            tally.Agree($"{name}: content of {file.Name}", true, file.Content.SequenceEqual(Content(file.Name)));
        }

        tally.Each($"{name}: file of the ticket", [.. this.Notes.SelectMany(n => n.Attachments).Select(f => f.Name)], expected[2]);
    }

    private void Escalate() =>
        this.Set(
            "Escalated to Jira",
            ("Severity", "S2 - Major"),
            ("Issue Details", "Every video of class 9 stops after a second."),
            ("Steps to Reproduce the Issue", "Open a video of class 9 and press play.")
        );

    private void Justify() =>
        this.Set(
            "Severity Justification",
            ("S1 Rubric", "Not S1"),
            ("Workaround Available", "Yes"),
            ("Issue Workaround", $"Workaround {number}")
        );

    private void Verify() =>
        this.City.Agents.Lena.InFreshdesk.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Status = 4,
                CustomFields = new Dictionary<string, object?>
                {
                    [this.City.HelpDesk.Field("Verified by L2 Lead")] = "Yes",
                },
            }
        );
}
