using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Explaining;

/// <summary>
/// Takes the body of a Freshdesk webhook, as recorded, for a situation: placeholders such as "ticket_status" become
/// fields of the ticket. Placeholders of fields that a process does not name are left out.
/// </summary>
public static class RecordedEvent
{
    private const string Prefix = "ticket_";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ticket_status"] = FieldNames.Status,
        ["ticket_type"] = FieldNames.Type,
        ["ticket_ticket_type"] = FieldNames.Type,
        ["ticket_priority"] = FieldNames.Priority,
        ["ticket_subject"] = FieldNames.Subject,
        ["ticket_description"] = FieldNames.Description,
        ["ticket_tags"] = FieldNames.Tags,
        ["ticket_group_name"] = FieldNames.Group,
        ["ticket_agent_name"] = FieldNames.Assignee,
        ["ticket_requester_name"] = FieldNames.RequesterName,
        ["ticket_contact_name"] = FieldNames.RequesterName,
        ["ticket_requester_email"] = FieldNames.RequesterEmail,
        ["ticket_contact_email"] = FieldNames.RequesterEmail,
        ["ticket_company_name"] = FieldNames.CompanyName,
    };

    /// <summary>The situation as text; the text itself when it is no webhook body; null when the body says no status.</summary>
    public static string? AsGiven(string text, ProcessMapping process)
    {
        if (Body(text) is not { } body)
        {
            return text;
        }

        var ticket = new JsonObject();
        foreach (var (key, value) in body)
        {
            if (value is JsonValue && Name(key, process) is { } name)
            {
                ticket[name] = value.ToString();
            }
        }

        return ticket.ContainsKey(FieldNames.Status) ? new JsonObject { ["ticket"] = ticket }.ToJsonString() : null;
    }

    private static JsonObject? Body(string text)
    {
        try
        {
            var root = JsonNode.Parse(text) as JsonObject;
            var body = root?["freshdesk_webhook"] as JsonObject ?? root;
            return body?.ContainsKey("ticket_id") is true ? body : null;
        }
        catch (JsonException)
        {
            // A situation in YAML: its own reader says what is wrong with it.
            return null;
        }
    }

    /// <summary>"ticket_cf_ticket_subtype" is the custom field whose label makes that name.</summary>
    private static string? Name(string key, ProcessMapping process) =>
        Names.GetValueOrDefault(key)
        ?? process
            .Fields.Select(f => f.HelpdeskField)
            .FirstOrDefault(label =>
                label is not null
                && key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && string.Equals(Slug(label), Bare(key), StringComparison.Ordinal)
            );

    private static string Bare(string key)
    {
        var name = Slug(key[Prefix.Length..]);
        return name.StartsWith("cf_", StringComparison.Ordinal) ? name[3..] : name;
    }

    private static string Slug(string text) =>
        string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
