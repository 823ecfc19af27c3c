using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Connectors.Http;

/// <summary>Reads single things out of JSON whose shape is not relied on: what is missing or of another type is null.</summary>
internal static class AnswerJson
{
    /// <summary>The body; null when it is no JSON.</summary>
    public static JsonNode? Node(this ToolAnswer answer)
    {
        try
        {
            return answer.Body.IsEmpty ? null : JsonNode.Parse(answer.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is JsonObject found && found.TryGetPropertyValue(name, out var next) ? next : null;
        }

        return node;
    }

    /// <summary>A text, or a number or truth value as text.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value ? value.ToString() : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        long.TryParse(node.Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        bool.TryParse(node.Text(path), out var flag) ? flag : null;

    /// <summary>The items of a list; none when it is no list.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonNode>() : [];
}
