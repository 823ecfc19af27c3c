using System.Text.Json.Nodes;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>
/// What one agent does in the tool's own pages. The pages check as the API does: what they refuse throws
/// <see cref="InvalidOperationException"/> with the tool's words.
/// </summary>
public sealed class FreshdeskAgentActions
{
    private readonly Account account;
    private readonly Performer performer;

    internal FreshdeskAgentActions(Account account, long agentId)
    {
        this.account = account;
        this.performer = new Performer(agentId, FreshdeskPerformer.Agent, ByApi: false);
    }

    /// <summary>Files a ticket for a customer who called (source 3, phone).</summary>
    public FreshdeskTicket CreateTicket(
        string requesterEmail,
        string subject,
        string description,
        FreshdeskTicketChange? more = null
    )
    {
        var attributes = (more ?? new FreshdeskTicketChange()).ToAttributes();
        attributes["email"] = requesterEmail;
        attributes["subject"] = subject;
        attributes["description"] = description;
        attributes["source"] = 3;
        return this.account.Enter(a => a.Desk.Create(this.performer, Payload.Of(attributes))).OrThrow();
    }

    public FreshdeskTicket Change(long ticketId, FreshdeskTicketChange change) =>
        this.account.Enter(a => a.Desk.Update(this.performer, ticketId, Payload.Of(change.ToAttributes()))).OrThrow();

    public FreshdeskTicket SetStatus(long ticketId, int status) =>
        this.Change(ticketId, new FreshdeskTicketChange { Status = status });

    public FreshdeskTicket SetPriority(long ticketId, int priority) =>
        this.Change(ticketId, new FreshdeskTicketChange { Priority = priority });

    /// <summary>By field name; a null value empties the field.</summary>
    public FreshdeskTicket SetFields(long ticketId, params IReadOnlyList<(string Name, object? Value)> fields) =>
        this.Change(
            ticketId,
            new FreshdeskTicketChange { CustomFields = fields.ToDictionary(f => f.Name, f => f.Value) }
        );

    public FreshdeskTicket SetTags(long ticketId, params IReadOnlyList<string> tags) =>
        this.Change(ticketId, new FreshdeskTicketChange { Tags = tags });

    /// <summary>Null takes the ticket out of every group.</summary>
    public FreshdeskTicket SetGroup(long ticketId, long? groupId) => this.Set(ticketId, "group_id", groupId);

    /// <summary>Null leaves the ticket to nobody.</summary>
    public FreshdeskTicket Assign(long ticketId, long? agentId) => this.Set(ticketId, "responder_id", agentId);

    public FreshdeskConversation PrivateNote(long ticketId, string html, params IReadOnlyList<FreshdeskUpload> files) =>
        this.Note(ticketId, html, isPrivate: true, files);

    /// <summary>Visible to the customer in the portal.</summary>
    public FreshdeskConversation PublicNote(long ticketId, string html, params IReadOnlyList<FreshdeskUpload> files) =>
        this.Note(ticketId, html, isPrivate: false, files);

    /// <summary>An e-mail to the customer.</summary>
    public FreshdeskConversation Reply(long ticketId, string html, params IReadOnlyList<FreshdeskUpload> files)
    {
        var payload = Payload.Of(new JsonObject { ["body"] = html }, FreshdeskUpload.ToSent(files));
        return this.account.Enter(a => a.Talk.Reply(this.performer, ticketId, payload)).OrThrow();
    }

    public FreshdeskConversation EditNote(long conversationId, string html)
    {
        var payload = Payload.Of(new JsonObject { ["body"] = html });
        return this.account.Enter(a => a.Talk.Edit(this.performer, conversationId, payload)).OrThrow();
    }

    public void DeleteConversation(long conversationId) =>
        this.account.Enter(a => a.Talk.Delete(conversationId)).OrThrow();

    public void Delete(long ticketId) => this.account.Enter(a => a.Desk.Delete(this.performer, ticketId)).OrThrow();

    public void MarkSpam(long ticketId) => this.account.Enter(a => a.Desk.MarkSpam(this.performer, ticketId)).OrThrow();

    /// <summary>Out of the trash or the spam folder.</summary>
    public void Restore(long ticketId) => this.account.Enter(a => a.Desk.Restore(ticketId)).OrThrow();

    /// <summary>The others close with a note that names the first, and their conversations move to it.</summary>
    public void Merge(long primaryId, params IReadOnlyList<long> others)
    {
        var ids = new JsonArray([.. others.Select(id => JsonValue.Create(id))]);
        var payload = Payload.Of(new JsonObject { ["primary_id"] = primaryId, ["ticket_ids"] = ids });
        if (this.account.Enter(a => a.Merging.Merge(this.performer, payload)) is { } refusal)
        {
            throw new InvalidOperationException($"Freshdesk refused: {refusal}");
        }
    }

    private FreshdeskTicket Set(long ticketId, string attribute, long? value)
    {
        var payload = Payload.Of(new JsonObject { [attribute] = value });
        return this.account.Enter(a => a.Desk.Update(this.performer, ticketId, payload)).OrThrow();
    }

    private FreshdeskConversation Note(long ticketId, string html, bool isPrivate, IReadOnlyList<FreshdeskUpload> files)
    {
        var attributes = new JsonObject { ["body"] = html, ["private"] = isPrivate };
        var payload = Payload.Of(attributes, FreshdeskUpload.ToSent(files));
        return this.account.Enter(a => a.Talk.Note(this.performer, ticketId, payload)).OrThrow();
    }
}
