using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary><c>/automations/{kind}/rules</c>, for administrators: 1 of new tickets, 3 by the hour, 4 of changes.</summary>
internal static class AutomationRoutes
{
    private const FreshdeskRuleEvents Changes = ~FreshdeskRuleEvents.TicketCreated;

    public static void Map(Router router) => router.Get("/automations/{kind:int}/rules", Rules);

    private static Answer Rules(Call call)
    {
        var kind = call.Route("kind");
        var book = call.Account.Automations;
        var webhooks = book.Webhooks.Where(r => IsOf(kind, r.On));
        var mails = book.Mails.Where(r => IsOf(kind, r.On));
        return Answer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var rule in webhooks)
                {
                    Write(json, rule);
                }

                foreach (var rule in mails)
                {
                    Write(json, rule);
                }

                json.WriteEndArray();
            }
        );
    }

    private static bool IsOf(string? kind, FreshdeskRuleEvents on) =>
        kind switch
        {
            "1" => on.HasFlag(FreshdeskRuleEvents.TicketCreated),
            "3" => on == FreshdeskRuleEvents.None,
            "4" => (on & Changes) != FreshdeskRuleEvents.None,
            _ => false,
        };

    private static void Write(Utf8JsonWriter json, FreshdeskWebhookRule rule)
    {
        Begin(json, rule.Name, rule.Active, rule.On);
        json.WriteString("field_name", "trigger_webhook");
        json.WriteString("request_type", "POST");
        json.WriteString("url", rule.Url.AbsoluteUri);
        json.WriteString("content_type", "JSON");
        json.WriteString("content_layout", rule.Layout is FreshdeskWebhookLayout.Simple ? "1" : "2");
        json.WriteStartObject("custom_headers");
        foreach (var (name, value) in rule.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        End(json);
    }

    private static void Write(Utf8JsonWriter json, FreshdeskMailRule rule)
    {
        Begin(json, rule.Name, rule.Active, rule.On);
        json.WriteString("field_name", "send_email_to_requester");
        json.WriteString("email_subject", "Re: {{ticket.subject}}");
        End(json);
    }

    private static void Begin(Utf8JsonWriter json, string name, bool active, FreshdeskRuleEvents on)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteBoolean("active", active);
        json.WriteStartArray("events");
        Event(on.HasFlag(FreshdeskRuleEvents.TicketUpdated), "ticket_action", "update");
        Event(on.HasFlag(FreshdeskRuleEvents.NoteAdded), "note_type", "--");
        Event(on.HasFlag(FreshdeskRuleEvents.ReplySent), "reply_sent", "--");
        json.WriteEndArray();
        json.WriteStartArray("actions");
        json.WriteStartObject();

        void Event(bool has, string field, string value)
        {
            if (has)
            {
                json.WriteStartObject();
                json.WriteString("field_name", field);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
        }
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
