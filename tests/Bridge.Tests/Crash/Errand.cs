using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Crash;

/// <summary>
/// One customer's ticket and all that people do about it in both tools, from the mail to the solution. A step that needs
/// what the bridge does waits for it.
/// </summary>
/// <param name="steps">How many steps there are.</param>
internal abstract class Errand(SandboxCity city, string subject, int steps)
{
    public string Subject { get; } = subject;

    public long Ticket { get; protected set; }

    public int Step { get; private set; }

    public bool IsDone => this.Step == steps;

    public FreshdeskTicket Shown => this.City.Freshdesk.Ticket(this.Ticket);

    protected SandboxCity City { get; } = city;

    protected IReadOnlyList<string> Replies =>
        [.. this.City.Freshdesk.CustomerReplies(this.Ticket).Select(c => c.BodyText)];

    protected IReadOnlyList<FreshdeskConversation> Notes =>
        [.. this.City.Freshdesk.Conversations(this.Ticket).Where(c => c.Private)];

    protected FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    /// <summary>Does the next step if it can be done now.</summary>
    public void Go()
    {
        if (!this.IsDone && this.Try())
        {
            this.Step++;
        }
    }

    public bool Stands(string status) => this.Shown.Status == this.City.HelpDesk.Status(status);

    /// <summary>One item, each text once wherever it belongs, and both sides of one mind.</summary>
    public abstract void Check(Tally tally);

    /// <summary>The step that is next; false: it cannot be done yet.</summary>
    protected abstract bool Try();

    /// <summary>What a field of the ticket holds, by its label; null: nothing.</summary>
    protected object? Field(string label) => this.Shown.CustomFields.GetValueOrDefault(this.City.HelpDesk.Field(label));

    protected void Set(string? status, params (string Label, object? Value)[] fields) =>
        this.Dana.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Status = status is null ? null : this.City.HelpDesk.Status(status),
                CustomFields = fields.ToDictionary(f => this.City.HelpDesk.Field(f.Label), f => f.Value),
            }
        );
}
