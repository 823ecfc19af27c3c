namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Computes due dates some seconds after a change, and sets the escalation flags by a late sweep.</summary>
internal sealed class SlaClock(FreshdeskOptions options, TicketBook tickets)
{
    private readonly Queue<(DateTimeOffset At, long TicketId)> toCompute = new();
    private readonly PriorityQueue<long, DateTimeOffset> toSweep = new();

    public void Recompute(long ticketId, DateTimeOffset now)
    {
        this.toCompute.Enqueue((now + options.DueDatesAfter, ticketId));
        this.Advance(now);
    }

    /// <summary>Notes a deadline that a person set.</summary>
    public void Watch(FreshdeskTicket ticket)
    {
        if (options.EscalationLag is { } lag)
        {
            foreach (var due in new[] { ticket.DueBy, ticket.FirstResponseDueBy })
            {
                if (due is { } moment)
                {
                    this.toSweep.Enqueue(ticket.Id, moment + lag);
                }
            }
        }
    }

    /// <summary>Does what has become due since the last time.</summary>
    public void Advance(DateTimeOffset now)
    {
        while (this.toCompute.TryPeek(out var next) && next.At <= now)
        {
            this.toCompute.Dequeue();
            this.Compute(tickets.Find(next.TicketId)!, now);
        }

        while (this.toSweep.TryPeek(out var id, out var at) && at <= now)
        {
            this.toSweep.Dequeue();
            this.Sweep(tickets.Find(id)!, at, now);
        }
    }

    private void Compute(FreshdeskTicket ticket, DateTimeOffset now)
    {
        if (ticket.DueByHand || !options.SlaTargets.TryGetValue(ticket.Priority, out var target))
        {
            return;
        }

        var due = ticket with
        {
            DueBy = ticket.CreatedAt + target.Resolve,
            FirstResponseDueBy = ticket.CreatedAt + target.Respond,
        };
        tickets.Put(due, now);
        this.Watch(due);
    }

    private void Sweep(FreshdeskTicket ticket, DateTimeOffset at, DateTimeOffset now)
    {
        if (ticket.Status is 4 or 5 || ticket.Deleted || ticket.Spam)
        {
            return;
        }

        var swept = ticket with
        {
            IsEscalated = ticket.IsEscalated || ticket.DueBy <= at,
            FirstResponseEscalated =
                ticket.FirstResponseEscalated
                || (ticket.Stats.FirstRespondedAt is null && ticket.FirstResponseDueBy <= at),
        };
        if (swept != ticket)
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
            tickets.Put(swept with { UpdatedAt = moment > ticket.UpdatedAt ? moment : ticket.UpdatedAt }, now);
        }
    }
}
