using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>What the tool does by itself, without anybody who asks for it.</summary>
public sealed class FreshdeskHousekeeping
{
    private readonly Account account;

    internal FreshdeskHousekeeping(Account account)
    {
        this.account = account;
    }

    /// <summary>Puts a ticket into the archive, as happens 120 days after it was closed: its plain address knows it no more.</summary>
    public FreshdeskTicket Archive(long ticketId) => this.Change(ticketId, t => t with { Archived = true });

    /// <summary>A time-based rule, the escalation sweep or a survey answer: the time moves, nothing else does.</summary>
    public FreshdeskTicket Touch(long ticketId) =>
        this.Change(ticketId, t => t with { UpdatedAt = this.account.Stamp() });

    /// <summary>A rule writes a private note: it has no author, only the rule's number.</summary>
    public FreshdeskConversation RuleNote(long ticketId, string html) =>
        this.account.Enter(a => a.Talk.RuleNote(ticketId, html));

    /// <summary>Throws <see cref="KeyNotFoundException"/> when there is no such ticket.</summary>
    private FreshdeskTicket Change(long ticketId, Func<FreshdeskTicket, FreshdeskTicket> change) =>
        this.account.Enter(a =>
        {
            var ticket = a.Tickets.Find(ticketId) ?? throw new KeyNotFoundException($"There is no ticket {ticketId}.");
            var changed = change(ticket);
            a.Tickets.Put(changed, a.Now);
            return changed;
        });
}
