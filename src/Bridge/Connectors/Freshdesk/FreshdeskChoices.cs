using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bridge.Connectors.Freshdesk;

/// <summary>An option of a field: its label, and its number where the tool stores one.</summary>
internal sealed record Option(string Label, long? Id);

/// <summary>
/// The shapes in which <c>/ticket_fields</c> lists options: statuses as id → [agent label, customer label], other default
/// fields as label → id, dropdowns as labels, nested fields as a tree of objects or of arrays of them.
/// </summary>
internal static class FreshdeskChoices
{
    internal static ImmutableArray<Option> Statuses(JsonElement? choices) =>
        choices is { ValueKind: JsonValueKind.Object } map
            ?
            [
                .. map.EnumerateObject()
                    .Select(p => (Label: FirstText(p.Value), Id: Id(p.Name)))
                    .Where(p => p is { Label: not null, Id: not null })
                    .Select(p => new Option(p.Label!, p.Id)),
            ]
            : [];

    internal static ImmutableArray<Option> Numbered(JsonElement? choices) =>
        choices is { ValueKind: JsonValueKind.Object } map
            ?
            [
                .. map.EnumerateObject()
                    .Where(p => p.Value.ValueKind == JsonValueKind.Number && p.Value.TryGetInt64(out _))
                    .Select(p => new Option(p.Name, p.Value.GetInt64())),
            ]
            : [];

    /// <summary>Labels on a level of the tree; a flat list has level 1 only.</summary>
    internal static ImmutableArray<Option> Labels(JsonElement? choices, int level = 1) =>
        choices is { } tree
            ? [.. OnLevel(tree, level).Distinct(StringComparer.Ordinal).Select(l => new Option(l, null))]
            : [];

    private static IEnumerable<string> OnLevel(JsonElement node, int level) =>
        node.ValueKind switch
        {
            JsonValueKind.Array => node.EnumerateArray().SelectMany(child => OnLevel(child, level)),
            JsonValueKind.String => level == 1 ? [node.GetString()!] : [],
            JsonValueKind.Object
                when node.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String =>
                Described(node, value, level),
            JsonValueKind.Object => node.EnumerateObject()
                .SelectMany(p => level == 1 ? [p.Name] : OnLevel(p.Value, level - 1)),
            _ => [],
        };

    /// <summary>The admin shape: an object with a value and choices below it.</summary>
    private static IEnumerable<string> Described(JsonElement node, JsonElement value, int level) =>
        level == 1 ? [value.GetString()!]
        : node.TryGetProperty("choices", out var below) ? OnLevel(below, level - 1)
        : [];

    private static string? FirstText(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Array => value
                .EnumerateArray()
                .Where(e => e.ValueKind == JsonValueKind.String)
                .Select(e => e.GetString())
                .FirstOrDefault(),
            _ => null,
        };

    private static long? Id(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
