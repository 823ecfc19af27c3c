using System.Text.Json.Nodes;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>What one customer does by e-mail. Mandatory fields do not bind a customer's mail.</summary>
public sealed class FreshdeskCustomerActions
{
    private readonly Account account;
    private readonly string email;
    private readonly string? name;

    internal FreshdeskCustomerActions(Account account, string email, string? name)
    {
        this.account = account;
        this.email = email;
        this.name = name;
    }

    /// <summary>Writes to the support address: a new ticket (source 1, e-mail).</summary>
    public FreshdeskTicket CreateTicket(
        string subject,
        string html,
        FreshdeskTicketChange? more = null,
        params IReadOnlyList<FreshdeskUpload> files
    )
    {
        var attributes = (more ?? new FreshdeskTicketChange()).ToAttributes();
        attributes["email"] = this.email;
        attributes["subject"] = subject;
        attributes["description"] = html;
        attributes["source"] = 1;
        if (this.name is not null)
        {
            attributes["name"] = this.name;
        }

        var payload = Payload.Of(attributes, FreshdeskUpload.ToSent(files));
        return this.account.Enter(a => a.Desk.Create(this.Performer(a), payload)).OrThrow();
    }

    /// <summary>Answers a ticket's mail. Throws <see cref="KeyNotFoundException"/> when there is no such ticket.</summary>
    public FreshdeskConversation Reply(long ticketId, string html, params IReadOnlyList<FreshdeskUpload> files)
    {
        var payload = Payload.Of(new JsonObject { ["body"] = html }, FreshdeskUpload.ToSent(files));
        return this.account.Enter(a =>
        {
            var ticket = a.Tickets.Find(ticketId) ?? throw new KeyNotFoundException($"There is no ticket {ticketId}.");
            return a.Talk.CustomerReply(this.Performer(a), ticket, payload);
        });
    }

    private Performer Performer(Account a)
    {
        var id =
            a.People.UserWithEmail(this.email)
            ?? a.People.AddContact(this.name ?? this.email, this.email, null, a.Stamp()).Id;
        return new Performer(id, FreshdeskPerformer.Requester, ByApi: false);
    }
}
