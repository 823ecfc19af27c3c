namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>What search sees: the tickets as they were a while ago.</summary>
internal sealed class SearchIndex(TimeSpan lag)
{
    private readonly List<FreshdeskTicket?> indexed = [];
    private readonly Queue<(DateTimeOffset Visible, FreshdeskTicket Ticket)> waiting = new();

    public void Changed(FreshdeskTicket ticket, DateTimeOffset now)
    {
        this.waiting.Enqueue((now + lag, ticket));
        this.CatchUp(now);
    }

    /// <summary>The tickets of the index that match, newest created first; spam and deleted ones are left out.</summary>
    public IEnumerable<FreshdeskTicket> Find(Func<FreshdeskTicket, bool> matches, DateTimeOffset now)
    {
        this.CatchUp(now);
        for (var i = this.indexed.Count - 1; i >= 0; i--)
        {
            if (this.indexed[i] is { Spam: false, Deleted: false } ticket && matches(ticket))
            {
                yield return ticket;
            }
        }
    }

    private void CatchUp(DateTimeOffset now)
    {
        while (this.waiting.TryPeek(out var next) && next.Visible <= now)
        {
            this.waiting.Dequeue();
            var index = (int)(next.Ticket.Id - 1);
            while (this.indexed.Count <= index)
            {
                this.indexed.Add(null);
            }

            this.indexed[index] = next.Ticket;
        }
    }
}
