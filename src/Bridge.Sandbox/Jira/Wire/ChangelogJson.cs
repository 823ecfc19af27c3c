using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

internal static class ChangelogJson
{
    private const int ExpandedLimit = 100;

    public static void WriteHistory(Utf8JsonWriter json, History history, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("id", history.Id.ToString(CultureInfo.InvariantCulture));
        json.WritePropertyName("author");
        PersonJson.Write(json, history.Author, form);
        json.WriteString("created", form.Stamp(history.Created));
        WriteItems(json, history, form);
        json.WriteEndObject();
    }

    /// <summary>The changelog inside an issue: newest first, and cut at a hundred.</summary>
    public static void WriteExpanded(Utf8JsonWriter json, Issue issue, WireForm form)
    {
        var shown = Math.Min(issue.Histories.Count, ExpandedLimit);
        json.WriteStartObject();
        json.WriteNumber("startAt", 0);
        json.WriteNumber("maxResults", shown);
        json.WriteNumber("total", issue.Histories.Count);
        json.WriteStartArray("histories");
        foreach (var history in Enumerable.Reverse(issue.Histories).Take(shown))
        {
            WriteHistory(json, history, form);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Data Center sends no fieldId; Cloud adds two members to changes of the assignee.</summary>
    public static void WriteItems(Utf8JsonWriter json, History history, WireForm form)
    {
        json.WriteStartArray("items");
        foreach (var item in history.Items)
        {
            json.WriteStartObject();
            json.WriteString("field", item.Field);
            json.WriteString("fieldtype", item.Custom ? "custom" : "jira");
            if (form.IsCloud && item.FieldId is { } id)
            {
                json.WriteString("fieldId", id);
            }

            json.WriteString("from", item.From);
            json.WriteString("fromString", item.FromText);
            json.WriteString("to", item.To);
            json.WriteString("toString", item.ToText);
            if (form.IsCloud && item.FieldId == "assignee")
            {
                json.WriteString("tmpFromAccountId", item.From);
                json.WriteString("tmpToAccountId", item.To);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
