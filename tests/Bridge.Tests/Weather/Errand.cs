using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Weather;

/// <summary>
/// One customer's ticket and all that people do about it in both tools, step by step. The seed decides what they write and
/// the small things beside it, so that two errands of one number and seed are the same.
/// </summary>
internal abstract class Errand(SandboxCity city, string subject, int number, int seed)
{
    private readonly Random random = new((seed * 1000) + number);
    private IReadOnlyList<(Func<bool> Ready, Action Do)>? steps;
    private int done;

    public string Subject { get; } = subject;

    public long Ticket { get; protected set; }

    public bool IsDone => this.done == this.Steps.Count;

    /// <summary>Whether the bridge has done what the next step needs.</summary>
    public bool IsReady => this.IsDone || this.Steps[this.done].Ready();

    protected SandboxCity City => city;

    protected int Number => number;

    private IReadOnlyList<(Func<bool> Ready, Action Do)> Steps => this.steps ??= [.. this.Plan()];

    public void Go()
    {
        if (!this.IsDone)
        {
            this.Steps[this.done++].Do();
        }
    }

    /// <summary>All that both tools show in the end, without ids and times.</summary>
    public abstract IReadOnlyList<string> Ending();

    public override string ToString() => $"{this.Subject}, step {this.done}";

    /// <summary>What people do, each with what they wait for before.</summary>
    protected abstract IEnumerable<(Func<bool> Ready, Action Do)> Plan();

    /// <summary>True in so many of a hundred cases.</summary>
    protected bool Happens(int percent) => this.random.Next(100) < percent;

    protected int Any(int below) => this.random.Next(below);

    protected bool Stands(string status) => city.Freshdesk.Ticket(this.Ticket).Status == city.HelpDesk.Status(status);

    protected int Replies => city.Freshdesk.CustomerReplies(this.Ticket).Count;

    protected bool HasNote(string words) =>
        city
            .Freshdesk.Conversations(this.Ticket)
            .Any(c => c.Private && c.BodyText.Contains(words, StringComparison.Ordinal));

    protected string? Field(string label) =>
        city.Freshdesk.Ticket(this.Ticket).CustomFields.GetValueOrDefault(city.HelpDesk.Field(label))?.ToString();

    protected IReadOnlyDictionary<string, object?> Fields(params (string Label, object? Value)[] fields) =>
        fields.ToDictionary(f => city.HelpDesk.Field(f.Label), f => f.Value);

    /// <summary>The ticket as it is; names of the item and addresses of this run are taken out.</summary>
    protected IEnumerable<string> TicketLines(params string[] ofThisRun)
    {
        var ticket = city.Freshdesk.Ticket(this.Ticket);
        string[] lines =
        [
            $"ticket: status {ticket.Status}, priority {ticket.Priority}, type {ticket.Type}, group {ticket.GroupId}",
            $"tags: {string.Join(", ", ticket.Tags.Order(StringComparer.Ordinal))}",
            .. ticket
                .CustomFields.OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"ticket field {f.Key}: {f.Value}"),
            .. city
                .Freshdesk.Conversations(this.Ticket)
                .Select(c =>
                    $"{(c.Incoming ? "customer" : c.Private ? "note" : "reply")}: {c.BodyText.ReplaceLineEndings(" ")}"
                )
                .Order(StringComparer.Ordinal),
        ];
        return lines.Select(line =>
            ofThisRun.Aggregate(line, (l, word) => l.Replace(word, "_", StringComparison.Ordinal))
        );
    }
}
