using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>L1/L2 Support: a ticket that L1 hands over, and whose customer says once that it persists.</summary>
internal sealed class ValidationStory(DemoWorld world) : AskingStory(world)
{
    private const string Pedro = "Pedro of Globex, customer";
    private const string Dana = "Dana, L1 Support";
    private const string Lena = "Lena, L2 Support";
    private const string Remark = "Monday's report is still missing.";

    private string task = "";

    protected override string Subject => "Reports are not sent";

    private TaskSnapshot Task => this.City.ClickUp.GetTask(this.task);

    private IReadOnlyList<TaskSnapshot> Tasks => this.City.ClickUp.GetTasks(ValidationList.Id);

    public Story Write() =>
        new(
            "L1/L2 Support",
            "Freshdesk and ClickUp, by mappings/l1-l2-validation.yaml",
            [
                this.Arrives(
                    "A mail comes in: the customer hears that it is there, and L1 has it alone",
                    Pedro,
                    this.City.Customers.Pedro,
                    "The weekly report has not come since Friday.",
                    "L1 Support",
                    this.Reply(1, "one reply, with the ticket's number", "We have received")
                ),
                this.PutBack(
                    "A solution is tried before the ticket is classified: refused",
                    Dana,
                    this.City.Agents.Dana,
                    "First-Level Resolution",
                    "Ticket Type",
                    "Customer Impact",
                    "Business Urgency"
                ),
                this.HandedOver(),
                this.Delivered(
                    "L2 has found the cause and delivers the fix to L1",
                    ("Root Cause", "The nightly job has no right to send since the server was renewed."),
                    ("Reproduction", "The job fails in the same way on the test server."),
                    ("Kind of Fix", "Definitive fix"),
                    ("Fix Details", "The right to send was added to the job's role in jobs.conf.")
                ),
                this.Asked(
                    "L1 applies it, and the customer is asked",
                    1,
                    2,
                    "Gave the job its right to send and ran it by hand."
                ),
                this.Persists(),
                this.Delivered(
                    "L2 looks again and delivers the rest",
                    ("Renewed Findings", "The job of Mondays has a role of its own, without the right."),
                    ("Fix Details", "Both roles have the right to send in jobs.conf now.")
                ),
                this.Asked(
                    "L1 applies that, and the customer is asked again",
                    2,
                    4,
                    "Gave Monday's job its right to send and ran both by hand."
                ),
                this.Confirmed(),
            ]
        );

    private StoryStep HandedOver() =>
        new("Classified, and handed to L2 with all that was tried: now there is a task")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "classifies the ticket, writes down problem and attempts and moves it to Root Cause Investigation",
                    () =>
                    {
                        this.City.Agents.Dana.InFreshdesk.Change(
                            this.Ticket,
                            new FreshdeskTicketChange { Type = "Incident", Priority = 3 }
                        );
                        this.Change(
                            this.City.Agents.Dana,
                            "Root Cause Investigation",
                            ("Customer Impact", "Work is hindered"),
                            ("Business Urgency", "This week"),
                            ("Knowledge Base Search", "No match"),
                            ("Problem Description", "The weekly report of Globex is made and never sent."),
                            ("Attempts by L1", "Checked the address and the spam folder, sent the report by hand.")
                        );
                    }
                ),
            ],
            Comes =
            [
                See(
                    "ClickUp",
                    "a task, investigating, that tells what L1 tried",
                    () =>
                    {
                        this.task = this.Tasks is [var only] ? only.Id : "";
                        return this.InClickUp("investigating")
                            && HasAll(this.Task.Markdown, ["Checked the address and the spam folder"]);
                    },
                    () => $"{this.Task.Name} ({this.task})"
                ),
                this.Stands("Root Cause Investigation", "L2 Support"),
                this.Note("a private note links the task", "L2 has this ticket now"),
            ],
        };

    private StoryStep Delivered(string title, params (string Name, string Value)[] found) =>
        new(title)
        {
            Acts =
            [
                new Act(
                    Lena,
                    "in ClickUp",
                    $"fills in {string.Join(", ", found.Select(f => f.Name))} and moves the task over fixing to handed to l1",
                    async cancel =>
                    {
                        var lena = this.City.Engineers.Lena.InClickUp;
                        foreach (var (name, value) in found)
                        {
                            lena.SetField(this.task, name, value);
                        }

                        lena.SetStatus(this.task, "fixing");
                        await this.Scene.RestAsync(cancel);
                        lena.SetStatus(this.task, "handed to l1");
                    }
                ),
            ],
            Comes =
            [
                this.Stands("First-Level Resolution", "L1 Support"),
                this.Note("a private note tells L1 what was fixed", "L2 has delivered", found[^1].Value),
            ],
        };

    private StoryStep Asked(string title, int round, int reply, string actions) =>
        new(title)
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "writes the resolution record and words for the customer, and moves the ticket to Customer Validation",
                    () =>
                        this.Change(
                            this.City.Agents.Dana,
                            "Customer Validation",
                            ("Actions Taken", actions),
                            ("Observed Outcome", "The report came within a minute."),
                            (
                                "Words for the Customer",
                                $"Your report is sent again (attempt {round}). Please look into your mailbox."
                            )
                        )
                ),
            ],
            Comes =
            [
                this.Reply(
                    reply,
                    "one reply asks for a test, with both links",
                    $"attempt {round}",
                    "It works",
                    "still broken"
                ),
                See("ClickUp", "the task is with customer", () => this.InClickUp("with customer")),
            ],
            Stays = [this.Replied(reply, "asked once")],
        };

    private StoryStep Persists() =>
        new("It persists: straight back to L2, with the rounds so far")
        {
            Acts = [this.SaysItIsBroken(Pedro, Remark)],
            Comes =
            [
                this.Stands("Root Cause Investigation", "L2 Support"),
                See(
                    "ClickUp",
                    "a comment tells what was tried and what the customer says",
                    () =>
                        this.City.ClickUp.GetComments(this.task)
                            .Count(c => HasAll(c.Text, ["says that it persists", "ran it by hand", Remark])) == 1
                ),
                this.Reply(3, "the customer hears that the search goes on", "look for the cause anew"),
            ],
            Stays = [See("ClickUp", "still one task", () => this.Tasks.Count == 1)],
        };

    private StoryStep Confirmed() =>
        new("The customer confirms: only now the ticket is closed")
        {
            Acts = [this.SaysItWorks(Pedro)],
            Comes =
            [
                this.Stands("Closed", "L1 Support"),
                See("ClickUp", "the task is closed", () => this.InClickUp("closed")),
                this.Reply(5, "a last reply", "Thank you for confirming"),
                this.Article("no right to send", "ran both by hand"),
            ],
            Stays = [this.Replied(5, "told once")],
        };

    private bool InClickUp(string status) => this.task.Length > 0 && this.Task.Status == status;
}
