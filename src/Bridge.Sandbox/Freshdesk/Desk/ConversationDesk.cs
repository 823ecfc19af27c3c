using System.Collections.Frozen;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Replies, notes and customers' messages. Each bumps the ticket's <c>updated_at</c>, a private note as well.</summary>
internal sealed class ConversationDesk(Account account)
{
    private static readonly FrozenSet<string> ReplyKeys = FrozenSet.Create(
        "body",
        "structured_body",
        "from_email",
        "user_id",
        "cc_emails",
        "bcc_emails",
        "attachments"
    );

    private static readonly FrozenSet<string> NoteKeys = FrozenSet.Create(
        "body",
        "structured_body",
        "private",
        "incoming",
        "notify_emails",
        "user_id",
        "attachments"
    );

    private static readonly FrozenSet<string> EditKeys = FrozenSet.Create("body", "attachments");

    /// <summary>An agent's e-mail to the requester.</summary>
    public Outcome<FreshdeskConversation> Reply(Performer performer, long ticketId, Payload payload)
    {
        var read = new PayloadReader(payload);
        var found = this.Find(ticketId, read, ReplyKeys);
        if (found.Value is not { } ticket)
        {
            return found.Refusal!;
        }

        var from = read.Text("from_email");
        if (from is not null && !account.SupportEmails.Contains(from))
        {
            read.Add("from_email", "There is no email configuration matching the given from_email");
        }

        var requester = account.People.EmailOf(ticket.RequesterId);
        if (requester is null)
        {
            read.Add("requester_id", "The requester has no email address to reply to");
        }

        var author = this.AuthorOf(read, performer);
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var now = account.Stamp();
        var support = from ?? account.Options.SupportEmail;
        var reply = this.New(read, performer, ticket, author, now) with
        {
            Source = 0,
            Category = 3,
            SupportEmail = support,
            FromEmail = $"{account.Options.SupportName} <{support}>",
            ToEmails = [requester!],
            CcEmails = read.Texts("cc_emails") ?? [],
            BccEmails = read.Texts("bcc_emails") ?? [],
        };
        var stats = ticket.Stats with
        {
            AgentRespondedAt = now,
            FirstRespondedAt = ticket.Stats.FirstRespondedAt ?? now,
        };
        this.Store(reply, ticket with { Stats = stats });
        this.Tell(FreshdeskRuleEvents.ReplySent, performer, ticketId, "{reply_sent:sent}");
        return reply;
    }

    /// <summary>Private unless told otherwise, as the real API has it.</summary>
    public Outcome<FreshdeskConversation> Note(Performer performer, long ticketId, Payload payload)
    {
        var read = new PayloadReader(payload);
        var found = this.Find(ticketId, read, NoteKeys);
        if (found.Value is not { } ticket)
        {
            return found.Refusal!;
        }

        var author = this.AuthorOf(read, performer);
        var isPrivate = read.Flag("private") ?? true;
        var incoming = read.Flag("incoming") ?? false;
        var notify = read.Texts("notify_emails") ?? [];
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var now = account.Stamp();
        var note = this.New(read, performer, ticket, author, now) with
        {
            Source = 2,
            Category = incoming ? 1 : 2,
            Private = isPrivate,
            Incoming = incoming,
            ToEmails = notify,
        };
        this.Store(note, ticket);
        var text = isPrivate ? "{note_type:private}" : "{note_type:public}";
        this.Tell(FreshdeskRuleEvents.NoteAdded, performer, ticketId, text);
        return note;
    }

    /// <summary>A customer's e-mail. It reaches a spam or deleted ticket too, as mail does.</summary>
    public FreshdeskConversation CustomerReply(Performer customer, FreshdeskTicket ticket, Payload payload)
    {
        var read = new PayloadReader(payload);
        var now = account.Stamp();
        var reply = this.New(read, customer, ticket, customer.UserId, now) with
        {
            Source = 0,
            Category = 1,
            Incoming = true,
            FromEmail = $"{account.People.NameOf(customer.UserId)} <{account.People.EmailOf(customer.UserId)}>",
            SupportEmail = account.Options.SupportEmail,
            ToEmails = [account.Options.SupportEmail],
        };
        this.Store(reply, ticket with { Stats = ticket.Stats with { RequesterRespondedAt = now } });
        this.Tell(FreshdeskRuleEvents.ReplySent, customer, ticket.Id, "{reply_sent:sent}");
        if (account.Options.ReopenOnCustomerReply && ticket.Status is 3 or 4 or 5)
        {
            var current = account.Tickets.Find(ticket.Id)!;
            var system = new Performer(0, FreshdeskPerformer.System, ByApi: false);
            account.Desk.Save(system, current, current with { Status = 2 });
        }

        return reply;
    }

    /// <summary>Notes only: a reply has left the house.</summary>
    public Outcome<FreshdeskConversation> Edit(Performer performer, long id, Payload payload)
    {
        if (account.Tickets.Conversation(id) is not { } before)
        {
            return Refusal.NotFound;
        }

        if (before.Source != 2)
        {
            return Refusal.NotAllowed("PUT", "DELETE");
        }

        var read = new PayloadReader(payload);
        read.Only(EditKeys);
        var body = read.Text("body");
        var ticket = account.Tickets.Find(before.TicketId)!;
        TicketDesk.CheckFiles(read, ticket.Attachments, account.Tickets.Conversations(ticket.Id));
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var now = account.Stamp();
        var (html, text) = body is null ? (before.Body, before.BodyText) : account.Html.Store(body, performer.ByApi);
        var edited = before with
        {
            Body = html,
            BodyText = text,
            Attachments = [.. before.Attachments, .. account.Files.Add(read.Files, now)],
            UpdatedAt = now,
            LastEditedAt = now,
            LastEditedUserId = performer.UserId,
        };
        account.Tickets.Replace(edited);
        account.Tickets.Put(ticket with { UpdatedAt = now }, account.Now);
        return edited;
    }

    /// <summary>A private note that a rule wrote. Throws <see cref="KeyNotFoundException"/> when there is no such ticket.</summary>
    public FreshdeskConversation RuleNote(long ticketId, string body)
    {
        var ticket =
            account.Tickets.Find(ticketId) ?? throw new KeyNotFoundException($"There is no ticket {ticketId}.");
        var now = account.Stamp();
        var (html, text) = account.Html.Store(body, byApi: false);
        var note = new FreshdeskConversation
        {
            Id = account.Tickets.NextConversationId(),
            TicketId = ticketId,
            Body = html,
            BodyText = text,
            UserId = 0,
            AutomationId = 67_000_777_001,
            Source = 2,
            Category = 2,
            Private = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
        this.Store(note, ticket);
        return note;
    }

    /// <summary>Leaves no trace, not even in the ticket's time.</summary>
    public Outcome<FreshdeskConversation> Delete(long id)
    {
        if (account.Tickets.Conversation(id) is not { } conversation)
        {
            return Refusal.NotFound;
        }

        account.Tickets.Remove(conversation);
        return conversation;
    }

    private Outcome<FreshdeskTicket> Find(long ticketId, PayloadReader read, IReadOnlySet<string> keys)
    {
        if (account.Tickets.Find(ticketId) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        if (ticket.Deleted || ticket.Spam)
        {
            return Refusal.NotAllowed("POST", "GET");
        }

        read.Only(keys);
        if (string.IsNullOrWhiteSpace(read.Text("body")) && !read.Has("structured_body"))
        {
            read.Add("body", "It should be a/an String", "missing_field");
        }

        TicketDesk.CheckFiles(read, ticket.Attachments, account.Tickets.Conversations(ticketId));
        return ticket;
    }

    private long AuthorOf(PayloadReader read, Performer performer)
    {
        if (read.Integer("user_id") is not { } author)
        {
            return performer.UserId;
        }

        if (!account.People.IsUser(author))
        {
            read.Add("user_id", "There is no contact matching the given user_id");
        }

        return author;
    }

    private FreshdeskConversation New(
        PayloadReader read,
        Performer performer,
        FreshdeskTicket ticket,
        long author,
        DateTimeOffset now
    )
    {
        var pictures = account.Files.Add([.. read.Files.Where(f => f.Inline)], now);
        var sent = InlineImages.With(read.Text("body") ?? "", pictures);
        var (html, text) = account.Html.Store(sent, performer.ByApi);
        return new FreshdeskConversation
        {
            Id = account.Tickets.NextConversationId(),
            TicketId = ticket.Id,
            Body = html,
            BodyText = text,
            UserId = author,
            Attachments = account.Files.Add([.. read.Files.Where(f => !f.Inline)], now),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private void Store(FreshdeskConversation conversation, FreshdeskTicket ticket)
    {
        account.Tickets.Add(conversation);
        account.Tickets.Put(ticket with { UpdatedAt = conversation.CreatedAt }, account.Now);
    }

    private void Tell(FreshdeskRuleEvents happened, Performer performer, long ticketId, string text) =>
        account.Automations.Happened(happened, performer, account.Tickets.Find(ticketId)!, text);
}
