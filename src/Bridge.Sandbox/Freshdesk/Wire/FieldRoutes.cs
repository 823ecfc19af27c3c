using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The ticket fields, in two faces whose choices differ in shape.</summary>
internal static class FieldRoutes
{
    public static void Map(Router router)
    {
        router.Get(
            "/ticket_fields",
            call => Answer.Json(200, json => Page.List(json, Wanted(call), (j, f) => Write(j, f, call.Account)))
        );
        router.Get(
            "/admin/ticket_fields",
            call => Answer.Json(200, json => Page.List(json, call.Account.Fields.All, WriteAdmin))
        );
        router.Get("/admin/ticket_fields/{id:long}", One);
    }

    private static IEnumerable<FreshdeskField> Wanted(Call call)
    {
        var type = call.Query("type");
        return call.Account.Fields.All.Where(f => type is null || f.WireType == type);
    }

    private static Answer One(Call call) =>
        call.Account.Fields.ById(call.Id) is { } field
            ? Answer.Json(
                200,
                json =>
                {
                    json.WriteStartObject();
                    WriteAttributes(json, field);
                    WriteAdminChoices(json, field, call.Account.Fields);
                    json.WriteEndObject();
                }
            )
            : new Answer(404);

    private static void Write(Utf8JsonWriter json, FreshdeskField field, Account account)
    {
        json.WriteStartObject();
        WriteAttributes(json, field);
        json.WriteString("description", field.Description);
        json.WriteBoolean("customers_can_filter", value: false);
        if (field.Name == "requester")
        {
            json.WriteBoolean("portal_cc", value: false);
            json.WriteString("portal_cc_to", "company");
        }

        WriteChoices(json, field, account);
        json.WriteEndObject();
    }

    private static void WriteAdmin(Utf8JsonWriter json, FreshdeskField field)
    {
        json.WriteStartObject();
        WriteAttributes(json, field);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, FreshdeskField field)
    {
        json.Put("id", field.Id);
        json.WriteString("name", field.Name);
        json.WriteString("label", field.Label);
        json.WriteString("label_for_customers", field.Name == "requester" ? "Requester" : field.Label);
        json.Put("position", field.Position);
        json.WriteString("type", field.WireType);
        json.WriteBoolean("default", field.Custom is null);
        json.WriteBoolean("customers_can_edit", field.Custom is null && field.RequiredForAgents);
        json.WriteBoolean("required_for_closure", field.RequiredForClosure);
        json.WriteBoolean("required_for_agents", field.RequiredForAgents);
        json.WriteBoolean("required_for_customers", field.RequiredForCustomers);
        json.WriteBoolean("displayed_to_customers", field.Custom is null && field.RequiredForAgents);
        json.Put("created_at", field.CreatedAt);
        json.Put("updated_at", field.CreatedAt);
    }

    private static void WriteChoices(Utf8JsonWriter json, FreshdeskField field, Account account)
    {
        switch (field.Name)
        {
            case "status":
                json.WriteStartObject("choices");
                foreach (var status in account.Fields.Statuses)
                {
                    json.Put(status.Id.ToString(CultureInfo.InvariantCulture), [status.Label, status.CustomerLabel]);
                }

                json.WriteEndObject();
                break;
            case "priority":
                WriteLabels(json, FieldCatalog.Priorities.Select(p => (p.Key, (long)p.Value)));
                break;
            case "source":
                WriteLabels(json, FieldCatalog.Sources.Select(p => (p.Key, (long)p.Value)));
                break;
            case "group":
                WriteLabels(json, account.People.Groups.Select(g => (g.Name, g.Id)));
                break;
            case "agent":
                WriteLabels(json, account.People.Agents.Select(a => (a.Name, a.Id)));
                break;
            case "product":
                WriteLabels(json, []);
                break;
            case var name when name == "ticket_type" || field.Custom == FreshdeskFieldType.Dropdown:
                json.Put("choices", field.Choices);
                break;
        }
    }

    /// <summary>Label to id; of two equal labels the later wins.</summary>
    private static void WriteLabels(Utf8JsonWriter json, IEnumerable<(string Label, long Id)> choices)
    {
        json.WriteStartObject("choices");
        foreach (var label in choices.GroupBy(c => c.Label))
        {
            json.Put(label.Key, label.Last().Id);
        }

        json.WriteEndObject();
    }

    private static void WriteAdminChoices(Utf8JsonWriter json, FreshdeskField field, FieldCatalog fields)
    {
        if (field.Name == "status")
        {
            json.WriteStartArray("choices");
            foreach (var status in fields.Statuses)
            {
                json.WriteStartObject();
                json.Put("id", status.Id);
                json.WriteString("value", status.Label);
                json.WriteString("label_for_customers", status.CustomerLabel);
                json.WriteBoolean("stop_sla_timer", status.StopsSlaTimer);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else if (field.Name == "ticket_type" || field.Custom == FreshdeskFieldType.Dropdown)
        {
            json.WriteStartArray("choices");
            for (var i = 0; i < field.Choices.Count; i++)
            {
                json.WriteStartObject();
                json.Put("id", (field.Id * 1000) + i + 1);
                json.Put("position", i + 1);
                json.WriteString("value", field.Choices[i]);
                json.Put("parent_choice_id", field.Id);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
