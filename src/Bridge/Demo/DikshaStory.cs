using System.Globalization;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>DIKSHA S2 Support: what is out of scope, one issue whose release moves, and one closed by exception.</summary>
internal sealed partial class DikshaStory(DemoWorld world) : StoryScript(world)
{
    private const string Dana = "Dana, L1 Support";
    private const string Liam = "Liam, L2 Support";
    private const string Lena = "Lena, lead of L2";
    private const string Cyrus = "Cyrus, circle owner";
    private const string Eve = "Eve, engineer";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(11);

    private string issue = "";

    private JiraIssueSnapshot Issue => this.City.Jira.Issue(this.issue)!;

    /// <summary>The release that the issue is planned for: the second from now.</summary>
    private PlannedRelease Release => this.City.Project.Releases[1];

    private DateOnly Moved => this.Release.On.AddDays(14);

    /// <summary>The first release that is too far away.</summary>
    private PlannedRelease TooFar => this.City.Project.Releases[3];

    public Story Write() =>
        new(
            "DIKSHA S2 Support",
            "Freshdesk and Jira, by mappings/diksha-s2.yaml",
            [
                this.OutOfScope(),
                this.BecomesAnIssue("The video does not play", "The video of lesson 4 stops after a second."),
                this.Classified(),
                this.Justified(),
                this.EtaAsked(),
                this.TooManyReleases(),
                this.WithinThreeReleases(),
                this.ReleaseMoves(),
                this.ChangeIsTold(),
                this.ReadyToVerify(),
                this.Closed(),
                this.BecomesAnIssue("The old quiz is gone", "The quiz of last year cannot be found any more."),
                this.ClosedByException(),
            ]
        );

    private StoryStep OutOfScope() =>
        new("A severity 1 ticket is escalated: not for this process")
        {
            Acts =
            [
                this.Writes("Nobody can log in", "The login page shows an error since nine."),
                By(
                    Dana,
                    "in Freshdesk",
                    "sets severity S1 and moves the ticket to Escalated to Jira",
                    () => this.Change(this.City.Agents.Dana, "Escalated to Jira", ("Severity", "S1 - Critical"))
                ),
            ],
            Comes = [this.Note("a private note says whom to call", "severity 1 ticket", "Operations Head")],
            Stays = [See("Jira", "no issue", () => this.City.Jira.Keys.Count == 0)],
        };

    private StoryStep BecomesAnIssue(string subject, string text) =>
        new($"“{subject}”, severity 2: the ticket becomes a Jira issue")
        {
            Acts =
            [
                this.Writes(subject, text),
                By(
                    Dana,
                    "in Freshdesk",
                    "sets severity S2 and moves the ticket to Escalated to Jira",
                    () => this.Change(this.City.Agents.Dana, "Escalated to Jira", ("Severity", "S2 - Major"))
                ),
            ],
            Comes =
            [
                See(
                    "Jira",
                    "an issue in Issue Raised",
                    () =>
                    {
                        this.issue = this.City.Jira.Keys is [.., var last] ? last : "";
                        return this.issue.Length > 0
                            && this.Issue.Summary == subject
                            && this.Issue.Status == "Issue Raised";
                    },
                    () => $"{this.issue}: {this.Issue.Summary}"
                ),
                See("Freshdesk", "the ticket has the tag diksha-s2", () => this.Now.Tags.Contains("diksha-s2")),
                this.Note("a private note links the issue", "in the S2 process now"),
            ],
            Stays =
            [
                See(
                    "Jira",
                    "one issue of that name",
                    () => this.City.Jira.Keys.Count(k => this.City.Jira.Issue(k)!.Summary == subject) == 1
                ),
            ],
        };

    private StoryStep Classified() =>
        new("L2 takes it into Severity Classification")
        {
            Acts =
            [
                By(
                    Liam,
                    "in Freshdesk",
                    "fills in details and steps and moves the ticket",
                    () =>
                        this.Change(
                            this.City.Agents.Liam,
                            "Severity Classification",
                            ("Issue Details", "Class 6, science, lesson 4, on the mobile app"),
                            ("Steps to Reproduce the Issue", "Open lesson 4, tap the video, wait a second")
                        )
                ),
            ],
            Comes =
            [
                this.InJira("Severity Classification"),
                See(
                    "Jira",
                    "the details are there",
                    () => this.Field("Issue Details").Contains("lesson 4", StringComparison.Ordinal)
                ),
                this.Stands("Severity Classification", "L2 Support"),
            ],
        };

    private StoryStep Justified() =>
        new("… and into Severity Justification")
        {
            Acts =
            [
                By(
                    Liam,
                    "in Freshdesk",
                    "answers the S1 rubric, describes a workaround and moves the ticket",
                    () =>
                        this.Change(
                            this.City.Agents.Liam,
                            "Severity Justification",
                            ("S1 Rubric", "Not S1"),
                            ("Workaround Available", "Yes"),
                            ("Issue Workaround", "Watch the lesson in a browser")
                        )
                ),
            ],
            Comes =
            [
                this.InJira("Severity Justification"),
                this.Note("a private note asks the leads to agree", "agree on the severity"),
                this.Reply(1, "one reply: the user hears of the workaround at once", "Watch the lesson in a browser"),
            ],
        };

    private StoryStep EtaAsked() =>
        new("The severity is agreed: engineering is asked for the ETA")
        {
            Acts =
            [
                By(
                    Lena,
                    "in Freshdesk",
                    "writes down the reasoning, names the circle and moves the ticket to ETA Confirmation",
                    () =>
                        this.Change(
                            this.City.Agents.Lena,
                            "ETA Confirmation",
                            ("Severity Reasoning", "A whole lesson cannot be used, yet there is a way around it"),
                            ("Circle", "Consumption")
                        )
                ),
            ],
            Comes =
            [
                this.InJira("ETA Confirmation"),
                this.Comment("a comment asks for a fix version", "within the next three releases"),
            ],
            Stays = [this.Replied(1, "the user has heard nothing more")],
        };

    private StoryStep TooManyReleases() =>
        new("Planned beyond three releases: refused, with the reason")
        {
            Acts =
            [
                By(
                    Cyrus,
                    "in Jira",
                    $"sets fix version {this.TooFar.Name}, the fourth from now, and moves on to Solution Implementation",
                    () => this.Plan(this.TooFar)
                ),
            ],
            Passes = Grace,
            Comes =
            [
                this.InJira("ETA Confirmation"),
                this.Comment("a comment says why", "Moved back to ETA Confirmation", "at most 3"),
            ],
            Stays = [this.Stands("ETA Confirmation"), this.Replied(1, "the user was promised nothing")],
        };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private Act Writes(string subject, string text) =>
        By(
            "Tara of Hill School, teacher",
            "by mail",
            $"writes “{subject}”",
            () => this.Ticket = this.City.Customers.Tara.ByMail.CreateTicket(subject, $"<p>{text}</p>").Id
        );

    private void Plan(PlannedRelease release)
    {
        var cyrus = this.City.Engineers.Cyrus.InJira;
        cyrus.SetFixVersions(this.issue, release.Name);
        cyrus.Transition(this.issue, "Implement");
    }

    private Fact InJira(string status, string? resolution = null) =>
        See(
            "Jira",
            $"the issue is in {status}" + (resolution is null ? "" : $", resolution {resolution}"),
            () => this.Issue.Status == status && (resolution is null || this.Issue.Resolution == resolution)
        );

    private Fact Comment(string what, params string[] words) =>
        See("Jira", what, () => this.Comments(words).Count == 1, () => Shorten(this.Comments(words)[0]));

    private List<string> Comments(string[] words) =>
        [.. this.Issue.Comments.Select(c => c.Text).Where(t => HasAll(t, words))];

    private string Field(string name) => this.Issue.Fields.GetValueOrDefault(this.City.Project.Field(name)) ?? "";
}
