using System.Globalization;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Demo;

/// <summary>Level 2 Support: one defect from the first mail to the closed ticket, over lost answers and lost webhooks.</summary>
internal sealed partial class Level2Story(DemoWorld world) : StoryScript(world)
{
    private const string Dana = "Dana, agent";
    private const string Quinn = "Quinn, QA";
    private const string Priya = "Priya, project manager";
    private const string Eve = "Eve, engineer";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(11);
    private static readonly DateOnly Due = new(2026, 11, 20);
    private static readonly DateOnly Later = new(2026, 11, 27);

    private string task = "";
    private int deliveries;
    private int told;

    private TaskSnapshot Task => this.City.ClickUp.GetTask(this.task);

    private IReadOnlyList<TaskSnapshot> Tasks => this.City.ClickUp.GetTasks();

    public Story Write() =>
        new(
            "Level 2 Support",
            "Freshdesk and ClickUp, by mappings/level-2-support.yaml",
            [
                this.StaysWithL1(),
                this.ElevatedTooSoon(),
                this.BecomesATask(),
                this.MovedWithoutData(),
                this.MovedWithData(),
                this.FollowsClickUp(),
                this.NotesGoOver(),
                this.CustomerHearsTheEta(),
                this.EtaSlips(),
                this.WebhookIsLost(),
                this.LeakIsStopped(),
                this.CustomerHearsOfTheFix(),
            ]
        );

    private StoryStep StaysWithL1() =>
        new("A mail comes in and stays with L1")
        {
            Acts =
            [
                By(
                    "Carol of Acme, customer",
                    "by mail",
                    "writes “Totals are wrong”",
                    () =>
                        this.Ticket = this
                            .City.Customers.Carol.ByMail.CreateTicket(
                                "Totals are wrong",
                                "<p>The totals of the dashboard are not those of the export.</p>"
                            )
                            .Id
                ),
            ],
            Comes = [this.Told("leaves it, and says why", "not in Level 2 Support")],
            Stays =
            [
                See("ClickUp", "no task", () => this.Tasks.Count == 0),
                See("Freshdesk", "no note, no reply", () => this.City.Freshdesk.Conversations(this.Ticket).Count == 0),
            ],
        };

    private StoryStep ElevatedTooSoon() =>
        new("Elevated without its Ticket Subtype")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "sets the type Bugs/Defects and moves the ticket to Elevating",
                    () =>
                        this.City.Agents.Dana.InFreshdesk.Change(
                            this.Ticket,
                            new FreshdeskTicketChange
                            {
                                Type = "Bugs/Defects",
                                Status = this.City.HelpDesk.Status("Elevating"),
                            }
                        )
                ),
            ],
            Comes = [this.Note("a private note says what is missing", "Validating asks for", "Ticket Subtype")],
            Stays = [See("ClickUp", "still no task", () => this.Tasks.Count == 0)],
        };

    private StoryStep BecomesATask() =>
        new("Filled in: the ticket becomes a task, exactly one")
        {
            Trouble = "ClickUp's API breaks off the connection after it has made the task",
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "sets Ticket Subtype to Dashboard",
                    () =>
                    {
                        this.City.ClickUp.Faults.Next(new Fault.CutAfter(), "POST", "/list/[0-9]+/task");
                        this.Change(this.City.Agents.Dana, null, ("Ticket Subtype", "Dashboard"));
                    }
                ),
            ],
            Comes =
            [
                See(
                    "ClickUp",
                    "a task, validating, with the ticket's mark",
                    () =>
                    {
                        this.task = this.Tasks.Count > 0 ? this.Tasks[0].Id : "";
                        return this.task.Length > 0 && this.Task.Status == "validating";
                    },
                    () => $"{this.Task.Name} ({this.task})"
                ),
                this.Told("did not know whether it was made, looked for it and found it", "found to be done already"),
                See(
                    "Freshdesk",
                    "the ticket is with the group Operations and has the tag level-2",
                    () =>
                        this.Now.GroupId == this.City.HelpDesk.Group("Operations") && this.Now.Tags.Contains("level-2")
                ),
                this.Note("a private note links the task", "with engineering now"),
            ],
            Stays = [See("ClickUp", "one task, not two", () => this.Tasks.Count == 1)],
        };

    private StoryStep MovedWithoutData() =>
        new("Moved to Replicating without what it asks for: refused")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "moves the ticket to Replicating and has the grace time to fill in the rest",
                    () => this.Change(this.City.Agents.Dana, "Replicating")
                ),
            ],
            Passes = Grace,
            Comes =
            [
                this.Stands("Validating"),
                this.Note("a private note says what Replicating asks for", "Moved back to Validating", "Severity"),
            ],
            Stays = [See("ClickUp", "the task never moved", () => this.Task.Status == "validating")],
        };

    private StoryStep MovedWithData() =>
        new("Filled in and moved again: it goes over")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "fills in six fields and moves the ticket to Replicating",
                    () =>
                        this.Change(
                            this.City.Agents.Dana,
                            "Replicating",
                            ("Acceptance Criteria", "The totals match the export"),
                            ("Target URL", "https://app.example.com/totals"),
                            ("Severity", "S2 - Major"),
                            (
                                "Steps to Reproduce the Issue",
                                "Open the dashboard and compare the totals with the export"
                            ),
                            ("Ops Can Reproduce the Issue", "Yes"),
                            ("Issue affects other clients", "No")
                        )
                ),
            ],
            Comes =
            [
                See("ClickUp", "the task is replicating", () => this.Task.Status == "replicating"),
                See(
                    "ClickUp",
                    "its fields are filled, in ClickUp's words",
                    () => this.Field("Severity") == "Major" && this.Field("Client Tier") == "Enterprise",
                    () =>
                        $"Severity {this.Field("Severity")} · Client Tier {this.Field("Client Tier")} · "
                        + $"Acceptance Criteria {this.Field("Acceptance Criteria")}"
                ),
                this.Stands("Replicating", "QA"),
            ],
        };

    private StoryStep FollowsClickUp() =>
        new("QA moves the task on: Freshdesk follows")
        {
            Acts =
            [
                By(
                    Quinn,
                    "in ClickUp",
                    "moves the task to estimating",
                    () => this.City.Engineers.Quinn.InClickUp.SetStatus(this.task, "estimating")
                ),
            ],
            Comes = [this.Stands("Estimating", "Project Management")],
        };

    private StoryStep NotesGoOver() =>
        new("Agents and engineers talk, each in their own tool")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "writes a private note",
                    () =>
                        this.City.Agents.Dana.InFreshdesk.PrivateNote(
                            this.Ticket,
                            "<p>The customer reports to her board on the <b>30th</b>.</p>"
                        )
                ),
                By(
                    Eve,
                    "in ClickUp",
                    "writes a comment",
                    () => this.City.Engineers.Eve.InClickUp.Comment(this.task, "Rounding in the nightly job, I think.")
                ),
            ],
            Comes =
            [
                See(
                    "ClickUp",
                    "Dana's note is a comment",
                    () => this.Comments("her board").Count == 1,
                    () => Shorten(this.Comments("her board")[0])
                ),
                this.Note("Eve's comment is a private note", "Rounding in the nightly job", "Eve Egan"),
            ],
            Stays =
            [
                this.Replied(0, "nothing of it reached the customer"),
                See(
                    "ClickUp",
                    "no echo: three comments, one of them the bridge's own",
                    () => this.City.ClickUp.GetComments(this.task).Count == 3
                ),
            ],
        };

    private string? Field(string name) => this.Task.Fields.GetValueOrDefault(name);

    private string? DeskField(string label) =>
        Convert.ToString(
            this.Now.CustomFields.GetValueOrDefault(this.City.HelpDesk.Field(label)),
            CultureInfo.InvariantCulture
        );

    private List<string> Comments(string words) =>
        [
            .. this
                .City.ClickUp.GetComments(this.task)
                .Select(c => c.Text)
                .Where(t => t.Contains(words, StringComparison.Ordinal)),
        ];
}
