using System.Globalization;
using System.Text.Json;

namespace Bridge.Core.Text;

/// <summary>Asks JSON of unknown shape without ever throwing.</summary>
internal static class JsonRead
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    /// <summary>A string, or a number as it is written; null for anything else.</summary>
    public static string? AsText(this JsonElement? element)
    {
        if (element is not { } value)
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Text(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    public static int? AsInt(this JsonElement? element) =>
        int.TryParse(element.AsText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>True for true, "true" and any object: ClickUp writes block attributes in all three ways.</summary>
    public static bool IsOn(this JsonElement? element) =>
        element is { } value
        && (
            value.ValueKind is JsonValueKind.True or JsonValueKind.Object
            || string.Equals(element.AsText(), "true", StringComparison.OrdinalIgnoreCase)
        );

    public static IEnumerable<JsonElement> Elements(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A string with half a surrogate pair cannot be decoded: it is kept as it is written.</summary>
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText().Trim('"');
        }
    }
}
