using Bridge.Sandbox.Hosting;

namespace Bridge.Demo;

/// <content>From the promise to the end.</content>
internal sealed partial class Level2Story
{
    private StoryStep CustomerHearsTheEta() =>
        new("A due date, and fixing: the customer hears of it once it stood for ten minutes")
        {
            Trouble = "Freshdesk answers the reply with 429, “try again in 2 seconds”",
            Acts =
            [
                By(
                    Priya,
                    "in ClickUp",
                    "sets priority and due date (20 November) and moves the task to fixing",
                    () =>
                    {
                        this.City.Freshdesk.Faults.Next(
                            new Fault.Answer(429, RetryAfter: TimeSpan.FromSeconds(2)),
                            "POST",
                            "/reply"
                        );
                        var priya = this.City.Engineers.Priya.InClickUp;
                        priya.SetPriority(this.task, 2);
                        priya.SetDueDate(this.task, Due);
                        priya.SetStatus(this.task, "fixing");
                    }
                ),
            ],
            Passes = Settle,
            Comes =
            [
                this.Stands("Fixing", "Tech"),
                this.Told("heeds the 429 and waits", "reply to the customer (message 'First ETA'): "),
                this.Reply(1, "one reply, with the date", "20 November 2026"),
            ],
            Stays = [this.Replied(1, "no second reply")],
        };

    private StoryStep EtaSlips() =>
        new("The ETA slips by a week")
        {
            Trouble = "ClickUp delivers each webhook twice",
            Acts =
            [
                By(
                    Priya,
                    "in ClickUp",
                    "moves the due date to 27 November",
                    () =>
                    {
                        this.deliveries = this.City.ClickUp.Webhooks.Attempts.Count;
                        this.City.ClickUp.Webhooks.Weather.DoubleNext(2);
                        this.City.Engineers.Priya.InClickUp.SetDueDate(this.task, Later);
                    }
                ),
            ],
            Passes = Settle,
            Comes =
            [
                See(
                    "bridge",
                    "took four webhooks for one change",
                    () => this.City.ClickUp.Webhooks.Attempts.Count - this.deliveries == 4
                ),
                this.Reply(2, "one more reply, with both dates", "20 November 2026", "27 November 2026"),
                See(
                    "Freshdesk",
                    "the ticket has the new date",
                    () => this.DeskField("Estimated Delivery Date") == "2026-11-27"
                ),
            ],
            Stays = [this.Replied(2, "told once, not twice")],
        };

    private StoryStep WebhookIsLost() =>
        new("A fix is ready to verify")
        {
            Trouble = "both webhooks of the move are lost",
            Acts =
            [
                new Act(
                    Eve,
                    "in ClickUp",
                    "names the pull request and moves the task to verifying",
                    async cancel =>
                    {
                        this.City.Engineers.Eve.InClickUp.SetField(
                            this.task,
                            "Pull Request",
                            "https://git.example.com/app/pull/31"
                        );
                        await this.Scene.RestAsync(cancel);
                        this.City.ClickUp.Webhooks.Weather.LoseNext(2);
                        this.told = (await this.Scene.TimelineAsync(this.Ticket, cancel)).Count;
                        this.City.Engineers.Eve.InClickUp.SetStatus(this.task, "verifying");
                    }
                ),
            ],
            Comes =
            [
                this.Told("finds it by asking what changed", "Poll:", () => this.told),
                this.Stands("Verifying", "QA"),
                this.Note("a private note tells QA", "A fix is ready for QA"),
            ],
        };

    private StoryStep LeakIsStopped() =>
        new("In production, with an internal link in the resolution notes: the leak is stopped")
        {
            Acts =
            [
                By(
                    Quinn,
                    "in ClickUp",
                    "says that it is merged, writes resolution notes and moves the task to in production",
                    () =>
                    {
                        var quinn = this.City.Engineers.Quinn.InClickUp;
                        quinn.SetField(this.task, "Merged Pull Request", "Yes");
                        quinn.SetField(
                            this.task,
                            "Resolution Notes",
                            $"The nightly job rounds late now, see https://app.clickup.com/t/{this.task}"
                        );
                        quinn.SetStatus(this.task, "in production");
                    }
                ),
            ],
            Comes =
            [
                this.Stands("Closed (Resolved)"),
                this.Told("stops the message, and says what to do", "to the customer is stopped"),
            ],
            Stays = [this.Replied(2, "the customer has not got it")],
        };

    private StoryStep CustomerHearsOfTheFix() =>
        new("Mended: the customer hears of the fix")
        {
            Acts =
            [
                By(
                    Quinn,
                    "in ClickUp",
                    "takes the link out of the resolution notes",
                    () =>
                        this.City.Engineers.Quinn.InClickUp.SetField(
                            this.task,
                            "Resolution Notes",
                            "The totals of the dashboard match the export again."
                        )
                ),
            ],
            Comes =
            [
                this.Reply(3, "one reply, in the words of the mapping file", "is fixed", "match the export again"),
                this.Stands("Closed (Resolved)"),
            ],
            Stays =
            [
                this.Replied(3, "three replies in all: the ETA, its change, the fix"),
                See(
                    "Freshdesk",
                    "no word of ClickUp in any of them",
                    () => !this.Replies.Any(r => r.Contains("clickup", StringComparison.OrdinalIgnoreCase))
                ),
            ],
        };
}
