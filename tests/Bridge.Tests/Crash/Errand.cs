using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Crash;

/// <summary>
/// One customer's ticket and all that people do about it in both tools, from the mail to the solution. A step that needs
/// what the bridge does waits for it.
/// </summary>
internal sealed class Errand(SandboxCity city, int number)
{
    private static readonly DateOnly Due = new(2026, 11, 20);
    private int step;

    public string Subject { get; } = $"Totals are wrong, {number}";

    public long Ticket { get; private set; }

    public int Step => this.step;

    public bool IsDone => this.step == 11;

    public IReadOnlyList<TaskSnapshot> Tasks => [.. city.ClickUp.GetTasks().Where(t => t.Name == this.Subject)];

    public IReadOnlyList<string> Replies => [.. city.Freshdesk.CustomerReplies(this.Ticket).Select(c => c.BodyText)];

    public IReadOnlyList<string> Notes =>
        [.. city.Freshdesk.Conversations(this.Ticket).Where(c => c.Private).Select(c => c.BodyText)];

    public IReadOnlyList<string> Comments => [.. city.ClickUp.GetComments(this.Task.Id).Select(c => c.Text)];

    public FreshdeskTicket Shown => city.Freshdesk.Ticket(this.Ticket);

    public TaskSnapshot Task => this.Tasks[0];

    private FreshdeskAgentActions Dana => city.Agents.Dana.InFreshdesk;

    private ClickUpPerson Eve => city.Engineers.Eve.InClickUp;

    /// <summary>Does the next step if it can be done now.</summary>
    public void Go()
    {
        if (!this.IsDone && this.Try())
        {
            this.step++;
        }
    }

    public bool Stands(string status) => this.Shown.Status == city.HelpDesk.Status(status);

    private bool Try()
    {
        switch (this.step)
        {
            case 0:
                this.Ticket = city.Customers.Carol.ByMail.CreateTicket(this.Subject, "<p>They are off.</p>").Id;
                return true;
            case 1:
                this.Elevate();
                return true;
            case 2 when this.Tasks.Count > 0:
                this.Eve.Comment(this.Task.Id, $"Engineer's word on {number}.");
                return true;
            case 3:
                this.Dana.PrivateNote(this.Ticket, $"<p>Agent's word on {number}.</p>");
                return true;
            case 4:
                this.Dana.SetStatus(this.Ticket, city.HelpDesk.Status("Replicating"));
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
                this.Dana.SetFields(this.Ticket, (city.HelpDesk.Field("Issue Workaround"), $"Workaround {number}"));
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
                return this.step == 10 && this.Stands("Closed (Resolved)") && this.Replies.Count > 1;
        }
    }

    private void Elevate() =>
        this.Dana.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Type = "Bugs/Defects",
                Status = city.HelpDesk.Status("Elevating"),
                CustomFields = new Dictionary<string, object?>
                {
                    [city.HelpDesk.Field("Ticket Subtype")] = "Dashboard",
                    [city.HelpDesk.Field("Acceptance Criteria")] = "Totals match the export",
                    [city.HelpDesk.Field("Target URL")] = "https://app.example.com/totals",
                    [city.HelpDesk.Field("Severity")] = "S2 - Major",
                    [city.HelpDesk.Field("Steps to Reproduce the Issue")] = "Open the dashboard, compare the totals",
                    [city.HelpDesk.Field("Ops Can Reproduce the Issue")] = "Yes",
                    [city.HelpDesk.Field("Issue affects other clients")] = "No",
                },
            }
        );
}
