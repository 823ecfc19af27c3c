namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>All tickets with their conversations: by id, and in the order of their last update.</summary>
internal sealed class TicketBook(SearchIndex search)
{
    private readonly List<TicketFile> files = [];
    private readonly SortedSet<(DateTimeOffset UpdatedAt, long Id)> byUpdate = [];
    private readonly Dictionary<long, long> ticketOfConversation = [];
    private long lastConversation = 67_105_086_000;

    public long NextId => this.files.Count + 1;

    public long NextConversationId() => ++this.lastConversation;

    public FreshdeskTicket? Find(long id) => this.FileOf(id)?.Ticket;

    public IReadOnlyList<FreshdeskConversation> Conversations(long id) => this.FileOf(id)?.Conversations ?? [];

    public FreshdeskConversation? Conversation(long id) =>
        this.ticketOfConversation.TryGetValue(id, out var ticket)
            ? this.FileOf(ticket)!.Conversations.Find(c => c.Id == id)
            : null;

    /// <summary>In the order of their ids, which is the order of their creation.</summary>
    public IEnumerable<FreshdeskTicket> ByCreation(bool descending)
    {
        for (var i = 0; i < this.files.Count; i++)
        {
            yield return this.files[descending ? this.files.Count - 1 - i : i].Ticket;
        }
    }

    public IEnumerable<FreshdeskTicket> ByUpdate(DateTimeOffset since, bool descending)
    {
        var view = this.byUpdate.GetViewBetween((since, 0), (DateTimeOffset.MaxValue, long.MaxValue));
        foreach (var (_, id) in descending ? view.Reverse() : view)
        {
            yield return this.files[(int)(id - 1)].Ticket;
        }
    }

    public void Put(FreshdeskTicket ticket, DateTimeOffset now)
    {
        if (this.FileOf(ticket.Id) is { } file)
        {
            if (file.Ticket.UpdatedAt != ticket.UpdatedAt)
            {
                this.byUpdate.Remove((file.Ticket.UpdatedAt, ticket.Id));
                this.byUpdate.Add((ticket.UpdatedAt, ticket.Id));
            }

            file.Ticket = ticket;
        }
        else
        {
            this.files.Add(new TicketFile(ticket));
            this.byUpdate.Add((ticket.UpdatedAt, ticket.Id));
        }

        search.Changed(ticket, now);
    }

    public void Add(FreshdeskConversation conversation)
    {
        var conversations = this.FileOf(conversation.TicketId)!.Conversations;
        var merged = conversations.Count > 0 && conversations[^1].Id > conversation.Id;
        conversations.Add(conversation);
        if (merged)
        {
            conversations.Sort((a, b) => a.Id.CompareTo(b.Id));
        }

        this.ticketOfConversation.Add(conversation.Id, conversation.TicketId);
    }

    public void Replace(FreshdeskConversation conversation)
    {
        var conversations = this.FileOf(conversation.TicketId)!.Conversations;
        conversations[conversations.FindIndex(c => c.Id == conversation.Id)] = conversation;
    }

    public void Remove(FreshdeskConversation conversation)
    {
        this.FileOf(conversation.TicketId)!.Conversations.RemoveAll(c => c.Id == conversation.Id);
        this.ticketOfConversation.Remove(conversation.Id);
    }

    private TicketFile? FileOf(long id) => id >= 1 && id <= this.files.Count ? this.files[(int)(id - 1)] : null;

    private sealed class TicketFile(FreshdeskTicket ticket)
    {
        public FreshdeskTicket Ticket { get; set; } = ticket;

        public List<FreshdeskConversation> Conversations { get; } = [];
    }
}
