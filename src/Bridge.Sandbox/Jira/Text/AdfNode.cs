using System.Text.Json;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>Reads the parts of an ADF node.</summary>
internal static class AdfNode
{
    public static string Type(JsonElement node) => Text(node, "type") ?? "";

    public static IEnumerable<JsonElement> Content(JsonElement node) => Array(node, "content");

    public static IEnumerable<JsonElement> Marks(JsonElement node) => Array(node, "marks");

    public static string? Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) ? Plain(value) : null;

    public static string? Attribute(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("attrs", out var attributes)
            ? Text(attributes, name)
            : null;

    private static string? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static JsonElement.ArrayEnumerator Array(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object
        && node.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : default;
}
