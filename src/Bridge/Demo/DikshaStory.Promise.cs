using System.Globalization;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <content>From the promise to the end.</content>
internal sealed partial class DikshaStory
{
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
                this.Reply(2, "one more reply, with the date of the release", Day(this.Release.On), "in a browser"),
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
            Stays = [this.Replied(2, "the user is not told yet: the date may still change")],
        };

    private StoryStep ChangeIsTold() =>
        new("… and when it stood for ten minutes, the user hears of it")
        {
            Acts = [],
            Passes = Settle,
            Comes = [this.Reply(3, "one more reply, with both dates", Day(this.Release.On), Day(this.Moved))],
            Stays = [this.Replied(3, "told once")],
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
                this.Reply(4, "one more reply, with the resolution notes", "is resolved", "plays to its end"),
                this.Stands("Resolved", "L1 Support"),
            ],
            Stays = [this.Replied(4, "four replies in all")],
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
}
