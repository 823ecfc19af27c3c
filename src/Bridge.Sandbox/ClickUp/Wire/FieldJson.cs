using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>Custom fields: their definitions, their values on a task, and their values in history items.</summary>
internal static class FieldJson
{
    /// <summary>The type_config of a field, which is the same wherever it appears.</summary>
    public static string TypeConfig(FieldSpec spec, IReadOnlyList<FieldOption> options) =>
        Json.Text(json =>
        {
            json.WriteStartObject();
            switch (spec.Type)
            {
                case "drop_down":
                    json.WriteNumber("default", 0);
                    json.WriteNull("placeholder");
                    WriteOptions(json, options, "name");
                    break;
                case "labels":
                    WriteOptions(json, options, "label");
                    break;
                case "currency":
                    json.WriteNumber("precision", 2);
                    json.WriteString("currency_type", "EUR");
                    break;
                case "emoji":
                    json.WriteNumber("count", spec.Count);
                    json.WriteString("code_point", "2b50");
                    break;
            }

            json.WriteEndObject();
        });

    public static void WriteDefinition(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        WriteBasics(json, field);
        json.WriteBoolean("required", field.Required);
        json.WriteEndObject();
    }

    /// <summary>The field on a task: without a value key when it is not set.</summary>
    public static void WriteOnTask(Utf8JsonWriter json, World world, Field field, object? value)
    {
        json.WriteStartObject();
        WriteBasics(json, field);
        if (value is not null)
        {
            json.WritePropertyName("value");
            if (field.Type == "drop_down")
            {
                // A task shows the place of the option; history shows its id.
                json.WriteNumberValue(field.Options.First(o => o.Id == (string)value).OrderIndex);
            }
            else
            {
                WriteValue(json, world, field, value);
            }

            if (field.Type is "text" or "short_text" or "number")
            {
                json.WriteString("value_richtext", "");
            }
        }

        json.WriteBoolean("required", field.Required);
        json.WriteEndObject();
    }

    /// <summary>The value as before and after of a history item have it.</summary>
    public static string History(World world, Field field, object? value) =>
        value is null ? "null" : Json.Text(json => WriteValue(json, world, field, value));

    private static void WriteBasics(Utf8JsonWriter json, Field field)
    {
        json.WriteString("id", field.Id);
        json.WriteString("name", field.Name);
        json.WriteString("type", field.Type);
        json.WriteRaw("type_config", field.TypeConfig);
        json.WriteMoment("date_created", field.Created);
        json.WriteBoolean("hide_from_guests", false);
    }

    private static void WriteOptions(Utf8JsonWriter json, IReadOnlyList<FieldOption> options, string nameKey)
    {
        json.WriteStartArray("options");
        foreach (var option in options)
        {
            json.WriteStartObject();
            json.WriteString("id", option.Id);
            json.WriteString(nameKey, option.Name);
            json.WriteNull("color");
            json.WriteNumber("orderindex", option.OrderIndex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, World world, Field field, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case decimal number when field.Type == "emoji":
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case long moment:
                json.WriteStringValue(moment.ToString(CultureInfo.InvariantCulture));
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case ClickUpUser[] users:
                json.WriteStartArray();
                foreach (var user in users)
                {
                    UserJson.Write(json, user);
                }

                json.WriteEndArray();
                break;
            case string[] ids:
                json.WriteStartArray();
                foreach (var id in ids)
                {
                    WriteReference(json, world, field, id);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteReference(Utf8JsonWriter json, World world, Field field, string id)
    {
        if (field.Type is not ("tasks" or "list_relationship"))
        {
            json.WriteStringValue(id);
            return;
        }

        if (!world.Tasks.TryGetValue(id, out var task))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("name", task.Name);
        json.WriteString("status", task.Status.Name);
        json.WriteString("color", task.Status.Color);
        json.WriteString("url", "https://app.clickup.com/t/" + task.Id);
        json.WriteEndObject();
    }
}
