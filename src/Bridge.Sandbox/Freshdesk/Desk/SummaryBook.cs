namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>The one summary that a ticket may have. Writing it leaves the ticket's times alone and fires no rule.</summary>
internal sealed class SummaryBook(HtmlBody html)
{
    private static readonly HashSet<string> Keys = ["body", "attachments"];

    private readonly Dictionary<long, FreshdeskConversation> summaries = [];
    private long lastId = 82_007_772_800;

    public FreshdeskConversation? Find(long ticketId) => this.summaries.GetValueOrDefault(ticketId);

    public bool Remove(long ticketId) => this.summaries.Remove(ticketId);

    public Outcome<FreshdeskConversation> Write(Performer performer, long ticketId, Payload payload, DateTimeOffset now)
    {
        var read = new PayloadReader(payload);
        read.Only(Keys);
        var body = read.Text("body");
        if (string.IsNullOrWhiteSpace(body) && read.Errors.Count == 0)
        {
            read.Add("body", "It should be a/an String", "missing_field");
        }

        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var before = this.Find(ticketId);
        var (stored, text) = html.Store(body!, performer.ByApi);
        var summary = new FreshdeskConversation
        {
            Id = before?.Id ?? ++this.lastId,
            TicketId = ticketId,
            Body = stored,
            BodyText = text,
            UserId = before?.UserId ?? performer.UserId,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            LastEditedAt = before is null ? null : now,
            LastEditedUserId = before is null ? null : performer.UserId,
        };
        this.summaries[ticketId] = summary;
        return summary;
    }
}
