using System.Globalization;
using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Values as the tool writes them: blank ones are null and never left out, times have whole seconds.</summary>
internal static class JsonValues
{
    public static void Put(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Put(this Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        json.WriteString(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public static void Put(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void Put(this Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    public static void PutNulls(this Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            json.WriteNull(name);
        }
    }

    public static void PutCustom(this Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case decimal number:
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }

    public static void PutFiles(this Utf8JsonWriter json, IEnumerable<FreshdeskFile> files, Desk.Account account)
    {
        json.WriteStartArray("attachments");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.Put("id", file.Id);
            json.WriteString("name", file.Name);
            json.WriteString("content_type", file.ContentType);
            json.Put("size", file.Size);
            json.Put("created_at", file.CreatedAt);
            json.Put("updated_at", file.CreatedAt);
            json.WriteString("attachment_url", FileLinks.For(file, account));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The newer shape of a text: a list of parts.</summary>
    public static void PutStructured(this Utf8JsonWriter json, string name, string parts, string text)
    {
        json.WriteStartObject(name);
        json.WriteStartArray(parts);
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteStartObject("data");
        json.WriteString("content", text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
