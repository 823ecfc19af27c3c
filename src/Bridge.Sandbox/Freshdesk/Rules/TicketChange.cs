namespace Bridge.Sandbox.Freshdesk.Rules;

/// <summary>One attribute that changed.</summary>
internal sealed record TicketChange(string Field, object? From, object? To)
{
    /// <summary>What differs, in the order in which rules report it; empty when nothing does.</summary>
    public static IReadOnlyList<TicketChange> Between(FreshdeskTicket before, FreshdeskTicket after)
    {
        var changes = new List<TicketChange>();
        Add(changes, "status", before.Status, after.Status);
        Add(changes, "priority", before.Priority, after.Priority);
        Add(changes, "ticket_type", before.Type, after.Type);
        Add(changes, "responder_id", before.ResponderId, after.ResponderId);
        Add(changes, "group_id", before.GroupId, after.GroupId);
        if (!before.Tags.SequenceEqual(after.Tags, StringComparer.Ordinal))
        {
            changes.Add(new TicketChange("tags", string.Join(", ", before.Tags), string.Join(", ", after.Tags)));
        }

        Add(changes, "subject", before.Subject, after.Subject);
        Add(changes, "description", before.Description, after.Description);
        Add(changes, "due_by", before.DueBy, after.DueBy);
        Add(changes, "fr_due_by", before.FirstResponseDueBy, after.FirstResponseDueBy);
        Add(changes, "source", before.Source, after.Source);
        Add(changes, "company_id", before.CompanyId, after.CompanyId);
        Add(changes, "product_id", before.ProductId, after.ProductId);
        Add(changes, "attachments", before.Attachments.Count, after.Attachments.Count);
        if (!before.CcEmails.SequenceEqual(after.CcEmails, StringComparer.Ordinal))
        {
            changes.Add(new TicketChange("cc_emails", null, null));
        }

        if (!ReferenceEquals(before.CustomFields, after.CustomFields))
        {
            foreach (var name in before.CustomFields.Keys.Union(after.CustomFields.Keys, StringComparer.Ordinal))
            {
                var from = before.CustomFields.GetValueOrDefault(name);
                Add(changes, name, from, after.CustomFields.GetValueOrDefault(name));
            }
        }

        return changes;
    }

    /// <summary>As <c>{{triggered_event}}</c> tells it: no JSON, nothing quoted, ids even for a status.</summary>
    public string Describe() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{{{this.Field}:{{from:{this.From},to:{this.To}}}}}"
        );

    private static void Add(List<TicketChange> changes, string field, object? from, object? to)
    {
        if (!Equals(from, to))
        {
            changes.Add(new TicketChange(field, from, to));
        }
    }
}
