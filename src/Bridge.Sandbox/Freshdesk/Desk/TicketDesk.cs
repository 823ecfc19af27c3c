using System.Collections.Frozen;
using Bridge.Sandbox.Freshdesk.Rules;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Every change of a ticket, by whomever: validated, stamped, and told to the rules.</summary>
internal sealed class TicketDesk(Account account)
{
    private static readonly FrozenSet<string> UpdateKeys = FrozenSet.Create(
        "name",
        "requester_id",
        "email",
        "facebook_id",
        "phone",
        "twitter_id",
        "unique_external_id",
        "subject",
        "type",
        "status",
        "priority",
        "description",
        "responder_id",
        "attachments",
        "cc_emails",
        "custom_fields",
        "due_by",
        "email_config_id",
        "fr_due_by",
        "group_id",
        "parent_id",
        "product_id",
        "source",
        "tags",
        "company_id",
        "internal_agent_id",
        "internal_group_id",
        "structured_description"
    );

    private static readonly FrozenSet<string> CreateKeys = FrozenSet.Create([
        .. UpdateKeys,
        "related_ticket_ids",
        "lookup_parameter",
    ]);

    private readonly TicketForm form = new(account.Fields, account.People, account.Html);
    private readonly TicketRequester requesters = new(account.People);

    public Outcome<FreshdeskTicket> Create(Performer performer, Payload payload)
    {
        var read = new PayloadReader(payload);
        read.Only(CreateKeys);
        var now = account.Stamp();
        var ticket = this.form.Fill(
            new FreshdeskTicket
            {
                Id = 0,
                CreatedAt = now,
                UpdatedAt = now,
            },
            read,
            performer.ByApi
        );
        if (performer.IsAgent)
        {
            this.CheckText(read);
            this.form.CheckRequired(ticket, read);
        }

        this.requesters.Check(read);
        CheckFiles(read, [], account.Tickets.Conversations(0));
        var relation = this.CheckRelation(read);
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var requester = this.requesters.Resolve(read, now);
        if (read.Files.Any(f => f.Inline))
        {
            var pictures = account.Files.Add([.. read.Files.Where(f => f.Inline)], now);
            ticket = ticket with { Description = InlineImages.With(ticket.Description, pictures) };
        }

        ticket = ticket with
        {
            Id = account.Tickets.NextId,
            RequesterId = requester,
            CompanyId = ticket.CompanyId ?? account.People.Contact(requester)?.CompanyId,
            Attachments = account.Files.Add([.. read.Files.Where(f => !f.Inline)], now),
            AssociationType =
                relation.Count == 0 ? null
                : read.Has("parent_id") ? 2
                : 3,
            AssociatedTickets = relation,
            Stats = Stats(new FreshdeskTicket { Id = 0, Status = 2 }, ticket, now),
        };
        account.Tickets.Put(ticket, account.Now);
        this.Relate(ticket, relation);
        account.Sla.Watch(ticket);
        account.Sla.Recompute(ticket.Id, account.Now);
        ticket = account.Tickets.Find(ticket.Id)!;
        account.Automations.Happened(FreshdeskRuleEvents.TicketCreated, performer, ticket, "{ticket_action:created}");
        return ticket;
    }

    /// <summary>A partial update. What changes nothing bumps no time and fires no rule.</summary>
    public Outcome<FreshdeskTicket> Update(Performer performer, long id, Payload payload)
    {
        if (account.Tickets.Find(id) is not { } before)
        {
            return Refusal.NotFound;
        }

        if (before.Deleted || before.Spam)
        {
            return Refusal.NotAllowed("PUT", "GET");
        }

        var read = new PayloadReader(payload);
        read.Only(UpdateKeys);
        if (before.Source == 10 && (read.Has("subject") || read.Has("description")))
        {
            read.Add(read.Has("subject") ? "subject" : "description", PayloadReader.Unexpected, "invalid_field");
        }

        var after = this.form.Fill(before, read, performer.ByApi);
        if (performer.IsAgent)
        {
            this.form.CheckRequired(after, read);
        }

        CheckFiles(read, before.Attachments, account.Tickets.Conversations(id));
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var added = account.Files.Add(read.Files, account.Stamp());
        return this.Save(performer, before, after with { Attachments = [.. before.Attachments, .. added] });
    }

    /// <summary>Moves to the trash; the ticket stays readable by its id.</summary>
    public Outcome<FreshdeskTicket> Delete(Performer performer, long id) =>
        this.Flag(performer, id, "DELETE", t => t with { Deleted = true }, FreshdeskRuleEvents.TicketDeleted);

    public Outcome<FreshdeskTicket> MarkSpam(Performer performer, long id) =>
        this.Flag(performer, id, "PUT", t => t with { Spam = true }, FreshdeskRuleEvents.MarkedSpam);

    /// <summary>Takes out of the trash or the spam folder.</summary>
    public Outcome<FreshdeskTicket> Restore(long id)
    {
        if (account.Tickets.Find(id) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        var restored = ticket with { Deleted = false, Spam = false, UpdatedAt = account.Stamp() };
        account.Tickets.Put(restored, account.Now);
        return restored;
    }

    /// <summary>Stores a changed ticket: stats, time, due dates, rules.</summary>
    public FreshdeskTicket Save(Performer performer, FreshdeskTicket before, FreshdeskTicket after)
    {
        var changes = TicketChange.Between(before, after);
        if (changes.Count == 0)
        {
            return before;
        }

        var now = account.Stamp();
        after = after with { UpdatedAt = now, Stats = Stats(before, after, now) };
        account.Tickets.Put(after, account.Now);
        if (after.Priority != before.Priority)
        {
            account.Sla.Recompute(after.Id, account.Now);
        }
        else if (after.DueBy != before.DueBy || after.FirstResponseDueBy != before.FirstResponseDueBy)
        {
            account.Sla.Watch(after);
        }

        account.Automations.Updated(performer, after, changes);
        return account.Tickets.Find(after.Id)!;
    }

    /// <summary>All attachments of a ticket together may have 20 MB.</summary>
    public static void CheckFiles(
        PayloadReader read,
        IReadOnlyList<FreshdeskFile> existing,
        IReadOnlyList<FreshdeskConversation> conversations
    )
    {
        var total =
            read.Files.Sum(f => f.Bytes.LongLength)
            + existing.Sum(f => f.Size)
            + conversations.Sum(c => c.Attachments.Sum(f => f.Size));
        if (read.Files.Count > 0 && total > FileStore.TicketLimit)
        {
            read.Add(
                "attachments",
                $"Invalid attachment size. Total size {total / 1024 / 1024} MB, it should be less than 20 MB"
            );
        }
    }

    private static FreshdeskStats Stats(FreshdeskTicket before, FreshdeskTicket after, DateTimeOffset now)
    {
        if (before.Status == after.Status)
        {
            return after.Stats;
        }

        var reopened = before.Status is 4 or 5 && after.Status is not (4 or 5);
        return after.Stats with
        {
            StatusUpdatedAt = now,
            ReopenedAt = reopened ? now : after.Stats.ReopenedAt,
            ResolvedAt = after.Status is 4 or 5 ? after.Stats.ResolvedAt ?? now : null,
            ClosedAt = after.Status == 5 ? now : null,
            PendingSince = after.Status == 3 ? now : null,
        };
    }

    private Outcome<FreshdeskTicket> Flag(
        Performer performer,
        long id,
        string method,
        Func<FreshdeskTicket, FreshdeskTicket> change,
        FreshdeskRuleEvents happened
    )
    {
        if (account.Tickets.Find(id) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        if (ticket.Deleted || ticket.Spam)
        {
            return Refusal.NotAllowed(method, "GET");
        }

        var flagged = change(ticket) with { UpdatedAt = account.Stamp() };
        account.Tickets.Put(flagged, account.Now);
        var text =
            happened == FreshdeskRuleEvents.TicketDeleted ? "{ticket_action:deleted}" : "{ticket_action:marked_spam}";
        account.Automations.Happened(happened, performer, flagged, text);
        return flagged;
    }

    private void CheckText(PayloadReader read)
    {
        foreach (var name in new[] { "subject", "description" })
        {
            if (
                !read.Has(name)
                && !read.Has("structured_description")
                && account.Fields.All.Any(f => f.Name == name && f.RequiredForAgents)
            )
            {
                read.Add(name, "It should be a/an String", "missing_field");
            }
        }
    }

    private List<long> CheckRelation(PayloadReader read)
    {
        var relation = new List<long>(read.Integers("related_ticket_ids"));
        if (read.Integer("parent_id") is { } parent)
        {
            relation.Add(parent);
        }

        foreach (var id in relation.Where(id => account.Tickets.Find(id) is null))
        {
            read.Add(
                read.Has("parent_id") ? "parent_id" : "related_ticket_ids",
                $"There is no ticket matching the given id {id}"
            );
        }

        return relation;
    }

    private void Relate(FreshdeskTicket ticket, IReadOnlyList<long> relation)
    {
        foreach (var other in relation.Select(id => account.Tickets.Find(id)!))
        {
            var related = other with
            {
                AssociationType = ticket.AssociationType == 2 ? 1 : 4,
                AssociatedTickets = [.. other.AssociatedTickets, ticket.Id],
                UpdatedAt = account.Stamp(),
            };
            account.Tickets.Put(related, account.Now);
        }
    }
}
