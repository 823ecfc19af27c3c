using System.Globalization;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>DIKSHA S2 Support: what is out of scope, one issue whose release moves, and one closed by exception.</summary>
internal sealed class DikshaStory(DemoWorld world) : StoryScript(world)
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
            "Freshdesk and Jira, by mappings/diksha-s2-support.yaml",
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
            Stays = [this.Replied(0, "the user has heard nothing yet")],
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
            Stays = [this.Stands("ETA Confirmation"), this.Replied(0, "the user was promised nothing")],
        };

    private StoryStep WithinThreeReleases() =>
        new("Planned for the next release but one: the user hears of it")
        {
            Acts =
            [
                By(
                    Cyrus,
                    "in Jira",
                    $"sets fix version {this.Release.Name} and moves on to Solution Implementation",
                    () => this.Plan(this.Release)
                ),
            ],
            Passes = Settle,
            Comes =
            [
                this.Stands("Solution Implementation"),
                this.Reply(1, "one reply, with the date of the release", Day(this.Release.On), "in a browser"),
            ],
        };

    private StoryStep ReleaseMoves() =>
        new("The release moves by two weeks: nobody touched the issue, and the ticket has the new date")
        {
            Acts =
            [
                By(
                    Cyrus,
                    "in Jira",
                    $"puts release {this.Release.Name} off to {Day(this.Moved)}",
                    () => this.City.Jira.Releases.SetReleaseDate(S2Project.Key, this.Release.Name, this.Moved)
                ),
            ],
            Comes =
            [
                this.Told("sees that the dates of the releases changed", "may have a new release date"),
                See(
                    "Freshdesk",
                    "the ticket has the new ETA",
                    () =>
                        this.Now.CustomFields.GetValueOrDefault(this.City.HelpDesk.Field("ETA")) is string day
                        && day.StartsWith(
                            this.Moved.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            StringComparison.Ordinal
                        )
                ),
            ],
            Stays = [this.Replied(1, "the user is not told yet: the date may still change")],
        };

    private StoryStep ChangeIsTold() =>
        new("… and when it stood for ten minutes, the user hears of it")
        {
            Acts = [],
            Passes = Settle,
            Comes = [this.Reply(2, "one more reply, with both dates", Day(this.Release.On), Day(this.Moved))],
            Stays = [this.Replied(2, "told once")],
        };

    private StoryStep ReadyToVerify() =>
        new("The solution is deployed")
        {
            Acts =
            [
                By(
                    Eve,
                    "in Jira",
                    "writes resolution notes and takes the transition Verify",
                    () =>
                    {
                        var eve = this.City.Engineers.Eve.InJira;
                        eve.Set(
                            this.issue,
                            this.City.Project.Field("Resolution Notes"),
                            "The player waits for the network now, so the lesson plays to its end."
                        );
                        eve.Transition(this.issue, "Verify");
                    }
                ),
            ],
            Comes =
            [
                this.Stands("Closure Verification", "L2 Support"),
                this.Note("a private note asks the lead to verify", "please verify it"),
            ],
        };

    private StoryStep Closed() =>
        new("Verified: resolved in both tools, and the user is told")
        {
            Acts =
            [
                By(
                    Lena,
                    "in Freshdesk",
                    "sets Verified by L2 Lead and moves the ticket to Resolved",
                    () => this.Change(this.City.Agents.Lena, "Resolved", ("Verified by L2 Lead", "Yes"))
                ),
            ],
            Comes =
            [
                this.InJira("Closed", "Done"),
                this.Reply(3, "one reply, with the resolution notes", "is resolved", "plays to its end"),
                this.Stands("Resolved", "L1 Support"),
            ],
            Stays = [this.Replied(3, "three replies in all")],
        };

    private StoryStep ClosedByException() =>
        new("… and is closed by exception, in words of its own")
        {
            Acts =
            [
                By(
                    Lena,
                    "in Freshdesk",
                    "names the exception Feature deprecated, with its reason and what to tell, and closes the ticket",
                    () =>
                        this.Change(
                            this.City.Agents.Lena,
                            "Closed by Exception",
                            ("Exception", "Feature deprecated"),
                            ("Exception Reason", "The old quiz module was switched off in spring"),
                            ("Resolution Notes", "The quizzes of last year were replaced by the question bank.")
                        )
                ),
            ],
            Comes =
            [
                this.InJira("Closed", "Won't Do"),
                this.Reply(1, "one reply, not the one of a solution", "without a change", "question bank"),
            ],
            Stays =
            [
                See(
                    "Freshdesk",
                    "the internal reason stayed inside",
                    () => !this.Replies.Any(r => r.Contains("switched off", StringComparison.Ordinal))
                ),
            ],
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
