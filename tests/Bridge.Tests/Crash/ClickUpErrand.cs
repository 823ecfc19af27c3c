using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Crash;

/// <summary>A defect that goes through the shipped process of level 2 to a ClickUp task and back.</summary>
internal sealed class ClickUpErrand(SandboxCity city, int number) : Errand(city, $"Totals are wrong, {number}", 11)
{
    private static readonly DateOnly Due = new(2026, 11, 20);
    private string? found;

    private TaskSnapshot Task => this.City.ClickUp.GetTask(this.found!);

    private ClickUpPerson Eve => this.City.Engineers.Eve.InClickUp;

    public override void Check(Tally tally)
    {
        var name = $"ticket {this.Ticket}";
        var tasks = this.City.ClickUp.GetTasks().Where(t => t.Name == this.Subject).ToList();
        tally.Once($"{name}: task", tasks.Count);
        if (tasks.Count == 0)
        {
            return;
        }

        var task = tasks[0];
        tally.InOrder($"{name}: reply", this.Replies, "20 November 2026", "Solved as number");
        tally.Each(
            $"{name}: note",
            [.. this.Notes.Select(n => n.BodyText)],
            "with engineering now",
            "Engineer's word",
            "Agent's word",
            "Second word",
            "A fix is ready for QA"
        );
        tally.Each(
            $"{name}: comment",
            [.. this.City.ClickUp.GetComments(task.Id).Select(c => c.Text)],
            "Engineer's word",
            "Agent's word",
            "check the priority",
            "Second word"
        );
        tally.Agree($"{name}: closed", true, this.Stands("Closed (Resolved)"));
        tally.Agree($"{name}: status of the task", "in production", task.Status);
        tally.Agree($"{name}: workaround", $"Workaround {number}", task.Fields.GetValueOrDefault("Issue Workaround"));
        tally.Agree($"{name}: resolution", $"Solved as number {number}.", this.Field("Resolution Notes"));
        tally.Agree($"{name}: priority", 3, this.Shown.Priority);
    }

    protected override bool Try()
    {
        switch (this.Step)
        {
            case 0:
                this.Ticket = this.City.Customers.Carol.ByMail.CreateTicket(this.Subject, "<p>They are off.</p>").Id;
                return true;
            case 1:
                this.Elevate();
                return true;
            case 2 when this.IsMade():
                this.Eve.Comment(this.Task.Id, $"Engineer's word on {number}.");
                return true;
            case 3:
                this.Dana.PrivateNote(this.Ticket, $"<p>Agent's word on {number}.</p>");
                return true;
            case 4:
                this.Set("Replicating");
                return true;
            case 5 when this.Task.Status == "replicating":
                this.Eve.SetStatus(this.Task.Id, "estimating");
                return true;
            case 6 when this.Stands("Estimating"):
                this.Eve.SetPriority(this.Task.Id, 2);
                this.Eve.SetDueDate(this.Task.Id, Due);
                this.Eve.SetStatus(this.Task.Id, "fixing");
                return true;
            case 7 when this.Stands("Fixing") && this.Replies.Count > 0:
                this.Set(null, ("Issue Workaround", $"Workaround {number}"));
                this.Eve.Comment(this.Task.Id, $"Second word on {number}.");
                return true;
            case 8:
                this.Eve.SetField(this.Task.Id, "Pull Request", "https://git.example.com/pr/1");
                this.Eve.SetStatus(this.Task.Id, "verifying");
                return true;
            case 9 when this.Stands("Verifying"):
                this.Eve.SetField(this.Task.Id, "Merged Pull Request", "Yes");
                this.Eve.SetField(this.Task.Id, "Resolution Notes", $"Solved as number {number}.");
                this.Eve.SetStatus(this.Task.Id, "in production");
                return true;
            default:
                return this.Step == 10 && this.Stands("Closed (Resolved)") && this.Replies.Count > 1;
        }
    }

    private bool IsMade()
    {
        this.found = this.City.ClickUp.GetTasks().LastOrDefault(t => t.Name == this.Subject)?.Id;
        return this.found is not null;
    }

    private void Elevate() =>
        this.Dana.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Type = "Bugs/Defects",
                Status = this.City.HelpDesk.Status("Elevating"),
                CustomFields = new Dictionary<string, object?>
                {
                    [this.City.HelpDesk.Field("Ticket Subtype")] = "Dashboard",
                    [this.City.HelpDesk.Field("Acceptance Criteria")] = "Totals match the export",
                    [this.City.HelpDesk.Field("Target URL")] = "https://app.example.com/totals",
                    [this.City.HelpDesk.Field("Severity")] = "S2 - Major",
                    [this.City.HelpDesk.Field("Steps to Reproduce the Issue")] =
                        "Open the dashboard, compare the totals",
                    [this.City.HelpDesk.Field("Ops Can Reproduce the Issue")] = "Yes",
                    [this.City.HelpDesk.Field("Issue affects other clients")] = "No",
                },
            }
        );
}
