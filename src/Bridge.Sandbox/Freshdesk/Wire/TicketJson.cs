using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The four shapes of a ticket: each endpoint has its own set of keys.</summary>
internal enum TicketShape
{
    /// <summary>In a list: no description, no attachments.</summary>
    Row,

    /// <summary>By id.</summary>
    View,

    /// <summary>The answer to a create or update.</summary>
    Written,

    /// <summary>In a search result: with description.</summary>
    Found,
}

/// <summary>Writes tickets.</summary>
internal static class TicketJson
{
    public static void Write(
        Utf8JsonWriter json,
        FreshdeskTicket ticket,
        TicketShape shape,
        IReadOnlySet<string> include,
        Account account
    )
    {
        json.WriteStartObject();
        WriteEmails(json, ticket, account.Options.Keys);
        WriteCore(json, ticket, account.Fields);
        if (shape is not TicketShape.Row || include.Contains("description"))
        {
            json.WriteString("description", InlineImages.Shown(ticket.Description, account));
            json.WriteString("description_text", ticket.DescriptionText);
            if (account.Options.Keys == FreshdeskKeySet.Year2025)
            {
                json.PutStructured("structured_description", "description_contents", ticket.DescriptionText);
            }
        }

        if (shape is TicketShape.View or TicketShape.Written)
        {
            json.PutFiles(ticket.Attachments, account);
        }

        if (shape == TicketShape.View)
        {
            json.PutNulls("source_additional_info", "internal_agent_id", "internal_group_id");
            json.Put("associated_tickets_list", ticket.AssociatedTickets);
        }
        else
        {
            json.Put(
                "associated_tickets_count",
                ticket.AssociationType is null ? null : ticket.AssociatedTickets.Count
            );
        }

        WriteNewer(json, account.Options.Keys);
        WriteIncluded(json, ticket, shape, include, account);
        json.WriteEndObject();
    }

    private static void WriteEmails(Utf8JsonWriter json, FreshdeskTicket ticket, FreshdeskKeySet keys)
    {
        ReadOnlySpan<string> lists = ["fwd_emails", "reply_cc_emails", "ticket_cc_emails", "ticket_bcc_emails"];
        if (ticket is { Source: 1, CcEmails.Count: 0 })
        {
            json.WriteNull("cc_emails");
        }
        else
        {
            json.Put("cc_emails", ticket.CcEmails);
        }

        foreach (var name in lists)
        {
            if (name == "ticket_bcc_emails" && keys != FreshdeskKeySet.Year2025)
            {
                continue;
            }

            // Tickets that came by e-mail without copies have null where others have an empty list.
            if (ticket is { Source: 1, CcEmails.Count: 0 })
            {
                json.WriteNull(name);
            }
            else
            {
                json.Put(name, name is "fwd_emails" or "ticket_bcc_emails" ? [] : ticket.CcEmails);
            }
        }
    }

    private static void WriteCore(Utf8JsonWriter json, FreshdeskTicket ticket, FieldCatalog fields)
    {
        json.WriteBoolean("fr_escalated", ticket.FirstResponseEscalated);
        json.WriteBoolean("spam", ticket.Spam);
        json.WriteNull("email_config_id");
        json.Put("group_id", ticket.GroupId);
        json.Put("priority", ticket.Priority);
        json.Put("requester_id", ticket.RequesterId);
        json.Put("responder_id", ticket.ResponderId);
        json.Put("source", ticket.Source);
        json.Put("company_id", ticket.CompanyId);
        json.Put("status", ticket.Status);
        json.WriteString("subject", ticket.Subject);
        json.Put("association_type", ticket.AssociationType);
        json.PutNulls("support_email", "to_emails");
        json.Put("product_id", ticket.ProductId);
        json.Put("id", ticket.Id);
        json.WriteString("type", ticket.Type);
        json.Put("due_by", ticket.DueBy);
        json.Put("fr_due_by", ticket.FirstResponseDueBy);
        json.WriteBoolean("is_escalated", ticket.IsEscalated);
        json.WriteStartObject("custom_fields");
        foreach (var field in fields.All)
        {
            if (field.Custom is not null)
            {
                json.PutCustom(field.Name, ticket.CustomFields.GetValueOrDefault(field.Name));
            }
        }

        json.WriteEndObject();
        json.Put("created_at", ticket.CreatedAt);
        json.Put("updated_at", ticket.UpdatedAt);
        json.Put("tags", ticket.Tags);
        if (ticket.Deleted)
        {
            json.WriteBoolean("deleted", value: true);
        }

        if (ticket.Archived)
        {
            json.WriteBoolean("archived", value: true);
        }
    }

    private static void WriteNewer(Utf8JsonWriter json, FreshdeskKeySet keys)
    {
        if (keys != FreshdeskKeySet.Classic)
        {
            json.WriteNull("nr_due_by");
            json.WriteBoolean("nr_escalated", value: false);
        }

        if (keys == FreshdeskKeySet.Year2025)
        {
            json.Put("form_id", 298);
            json.PutNulls("sentiment_score", "initial_sentiment_score");
        }
    }

    private static void WriteIncluded(
        Utf8JsonWriter json,
        FreshdeskTicket ticket,
        TicketShape shape,
        IReadOnlySet<string> include,
        Account account
    )
    {
        if (include.Contains("requester"))
        {
            var contact = account.People.Contact(ticket.RequesterId);
            json.WriteStartObject("requester");
            json.Put("id", ticket.RequesterId);
            json.WriteString("name", account.People.NameOf(ticket.RequesterId));
            json.WriteString("email", account.People.EmailOf(ticket.RequesterId));
            json.WriteString("mobile", contact?.Mobile);
            json.WriteString("phone", contact?.Phone);
            json.WriteEndObject();
        }

        if (include.Contains("company"))
        {
            json.WriteStartObject("company");
            if (ticket.CompanyId is { } id && account.People.Company(id) is { } company)
            {
                json.Put("id", id);
                json.WriteString("name", company.Name);
            }

            json.WriteEndObject();
        }

        if (include.Contains("stats"))
        {
            WriteStats(json, ticket.Stats);
        }

        if (shape == TicketShape.View && include.Contains("conversations"))
        {
            json.WritePropertyName("conversations");
            var oldest = account.Tickets.Conversations(ticket.Id).Take(10);
            Page.List(json, oldest, (j, c) => ConversationJson.Write(j, c, account));
        }
    }

    private static void WriteStats(Utf8JsonWriter json, FreshdeskStats stats)
    {
        json.WriteStartObject("stats");
        json.Put("agent_responded_at", stats.AgentRespondedAt);
        json.Put("requester_responded_at", stats.RequesterRespondedAt);
        json.Put("first_responded_at", stats.FirstRespondedAt);
        json.Put("status_updated_at", stats.StatusUpdatedAt);
        json.Put("reopened_at", stats.ReopenedAt);
        json.Put("resolved_at", stats.ResolvedAt);
        json.Put("closed_at", stats.ClosedAt);
        json.Put("pending_since", stats.PendingSince);
        json.WriteEndObject();
    }
}
