using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Weather;

/// <summary>A ticket of the Level 2 process, from the customer's mail to the solution, between Freshdesk and ClickUp.</summary>
internal sealed class Level2Errand(SandboxCity city, int number, int seed)
    : Errand(city, $"Totals are wrong, {number}", number, seed)
{
    private static readonly DateOnly Due = new(2026, 11, 20);

    private string? task;

    /// <summary>How many times the date is put off.</summary>
    private int putOff;

    private IReadOnlyList<TaskSnapshot> Tasks => [.. this.City.ClickUp.GetTasks().Where(t => t.Name == this.Subject)];

    private TaskSnapshot Task => this.City.ClickUp.GetTask(this.task ??= this.Tasks[0].Id);

    private FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    private ClickUpPerson Eve => this.City.Engineers.Eve.InClickUp;

    public override IReadOnlyList<string> Ending() =>
        [
            .. this.TicketLines(this.Task.Id, this.City.ClickUp.BaseUrl, this.City.Freshdesk.BaseUrl),
            $"{this.Tasks.Count} task: {this.Task.Status}, priority {this.Task.Priority}, due {this.Task.DueDate:d}",
            .. this
                .Task.Fields.Where(f => f.Key != "Freshdesk Ticket")
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"task field {f.Key}: {f.Value}"),
            .. this
                .City.ClickUp.GetComments(this.Task.Id)
                .Select(c => $"comment: {c.Text.ReplaceLineEndings(" ")}")
                .Order(StringComparer.Ordinal),
        ];

    protected override IEnumerable<(Func<bool> Ready, Action Do)> Plan() =>
        [
            (() => true, this.Elevate),
            (() => true, this.Explain),
            (() => this.HasNote("with engineering"), this.TalkAndReplicate),
            (() => this.Task.Status == "replicating", this.Estimate),
            (() => this.Stands("Estimating"), this.Promise),
            (() => this.Stands("Fixing") && this.Replies > 0, this.FindWorkaround),
            (() => true, this.PutOff),
            (() => this.Replies > this.putOff, this.HandOver),
            (() => this.Stands("Verifying"), this.Finish),
            (() => this.Stands("Closed (Resolved)") && this.Replies > 1 + this.putOff, () => { }),
        ];

    private void Elevate()
    {
        this.Ticket = this.City.Customers.Carol.ByMail.CreateTicket(this.Subject, "<p>They are off.</p>").Id;
        this.Dana.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Type = "Bugs/Defects",
                Status = this.City.HelpDesk.Status("Elevating"),
                CustomFields = this.Fields(
                    ("Ticket Subtype", "Dashboard"),
                    ("Acceptance Criteria", "Totals match the export"),
                    ("Target URL", "https://app.example.com/totals"),
                    ("Severity", this.Happens(30) ? "S1 - Critical" : "S2 - Major"),
                    ("Steps to Reproduce the Issue", "Open the dashboard, compare the totals"),
                    ("Ops Can Reproduce the Issue", "Yes"),
                    ("Issue affects other clients", "No")
                ),
            }
        );
    }

    /// <summary>Before the bridge may have heard of it.</summary>
    private void Explain()
    {
        this.Dana.PrivateNote(this.Ticket, $"<p>Why this is elevated, {this.Number}.</p>");
        if (this.Happens(30))
        {
            this.Dana.PrivateNote(this.Ticket, "<p>The customer is waiting.</p>");
        }
    }

    private void TalkAndReplicate()
    {
        this.Eve.Comment(this.Task.Id, $"Engineer's word on {this.Number}.");
        this.Dana.PrivateNote(this.Ticket, $"<p>Agent's word on {this.Number}.</p>");
        if (this.Happens(50))
        {
            this.City.Customers.Carol.ByMail.Reply(this.Ticket, "<p>It is the same today.</p>");
        }

        this.Dana.SetFields(
            this.Ticket,
            [.. this.Fields(("Device Information", $"Phone {this.Any(9)}")).Select(f => (f.Key, f.Value))]
        );
        this.Dana.SetStatus(this.Ticket, this.City.HelpDesk.Status("Replicating"));
    }

    private void Estimate()
    {
        this.Eve.SetField(this.Task.Id, "Acceptance Criteria", $"Totals match to {this.Any(5)} places");
        this.Eve.SetStatus(this.Task.Id, "estimating");
        this.Dana.PrivateNote(this.Ticket, $"<p>Second word of the agent on {this.Number}.</p>");
    }

    private void Promise()
    {
        this.Eve.SetPriority(this.Task.Id, 1 + this.Any(4));
        this.Eve.SetDueDate(this.Task.Id, Due.AddDays(this.Any(5)));
        this.Eve.SetStatus(this.Task.Id, "fixing");
    }

    private void FindWorkaround()
    {
        this.Dana.SetFields(this.Ticket, (this.City.HelpDesk.Field("Issue Workaround"), $"Workaround {this.Number}"));
        this.Eve.Comment(this.Task.Id, $"Second word on {this.Number}.");
    }

    /// <summary>Some dates are put off; the customer hears of it before the fix is there.</summary>
    private void PutOff()
    {
        if (this.Happens(60))
        {
            this.putOff = 1;
            this.Eve.SetDueDate(this.Task.Id, Due.AddDays(20));
        }

        if (this.Happens(30))
        {
            this.Eve.SetPriority(this.Task.Id, 1);
            this.Eve.SetPriority(this.Task.Id, 3);
        }
    }

    private void HandOver()
    {
        this.Eve.SetField(this.Task.Id, "Pull Request", $"https://git.example.com/pr/{this.Number}");
        this.Eve.SetStatus(this.Task.Id, "verifying");
    }

    private void Finish()
    {
        this.Eve.SetField(this.Task.Id, "Merged Pull Request", "Yes");
        this.Eve.SetField(this.Task.Id, "Resolution Notes", $"Solved as number {this.Number}.");
        this.Eve.SetStatus(this.Task.Id, "in production");
    }
}
