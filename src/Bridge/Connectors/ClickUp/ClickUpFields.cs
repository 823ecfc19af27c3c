using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>One option of a drop_down or labels field.</summary>
/// <param name="Place">Its orderindex: what a task's drop_down holds.</param>
internal sealed record ClickUpOption(string Id, string Label, long Place);

/// <summary>What a mapping's name is in a list: a custom field, or what every task has.</summary>
/// <param name="Name">The mapping's spelling.</param>
/// <param name="Id">Null when every task has it.</param>
/// <param name="Type">ClickUp's name of the type; of a built-in one, its <see cref="FieldNames"/> name.</param>
/// <param name="As">The type that the process gives it; null when no field rule names it.</param>
internal sealed record ClickUpField(
    string Name,
    string? Id,
    string Type,
    ImmutableArray<ClickUpOption> Options,
    FieldType? As
)
{
    /// <summary>The title as ClickUp shows it.</summary>
    public string Label { get; init; } = Name;

    /// <summary>The highest value of a rating; null when the field has none.</summary>
    public long? Most { get; init; }
}

/// <summary>The fields that every task has, and what custom fields say of themselves.</summary>
internal static class ClickUpFields
{
    /// <summary>Priorities by their number, 1 to 4.</summary>
    public static readonly ImmutableArray<string> Priorities = ["Urgent", "High", "Normal", "Low"];

    private static readonly ImmutableArray<string> BuiltIn =
    [
        FieldNames.Subject,
        FieldNames.Description,
        FieldNames.Status,
        FieldNames.Priority,
        FieldNames.Tags,
        FieldNames.Assignee,
        FieldNames.DueDate,
        FieldNames.Key,
        FieldNames.Url,
    ];

    public static IEnumerable<ClickUpField> All => BuiltIn.Select(name => new ClickUpField(name, null, name, [], null));

    /// <summary>The built-in field of this name, whatever its case; null when it is none.</summary>
    public static string? BuiltInOf(string name) =>
        BuiltIn.FirstOrDefault(b => string.Equals(b, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>True for types that ClickUp computes or that the bridge has no value for.</summary>
    public static bool IsSettable(string type) =>
        type
            is "drop_down"
                or "labels"
                or "text"
                or "short_text"
                or "url"
                or "email"
                or "phone"
                or "number"
                or "currency"
                or "date"
                or "checkbox"
                or "users"
                or "emoji"
                or "manual_progress"
                or "tasks"
                or "list_relationship"
                or "location";

    /// <summary>True for types whose value is a set that is changed by what is added and taken away.</summary>
    public static bool IsSet(string type) => type is "users" or "tasks" or "list_relationship";

    /// <summary>Why a field of this type cannot be written.</summary>
    public static string WhyNot(string type) =>
        type switch
        {
            "attachment" => "files go over as attachments of the task, not into a field of type attachment",
            "button" => "a button holds no value, and to press it at every look would be wrong",
            _ => $"a field of type {type} cannot be written through ClickUp's API",
        };

    /// <summary>True for types that hold words as they are, and so can carry a marker.</summary>
    public static bool IsText(string type) => type is "text" or "short_text";

    public static ClickUpField Of(WireField field, string name, FieldType? type) =>
        new(name, field.Id, field.Type ?? "", Options(field.TypeConfig), type)
        {
            Label = field.Name ?? name,
            Most =
                field.Type == "emoji"
                && long.TryParse(Text(field.TypeConfig, "count"), CultureInfo.InvariantCulture, out var most)
                    ? most
                    : null,
        };

    /// <summary>The options of drop_down (by "name") and labels (by "label"); their place is a number or a text.</summary>
    public static ImmutableArray<ClickUpOption> Options(JsonElement config)
    {
        if (
            config.ValueKind != JsonValueKind.Object
            || !config.TryGetProperty("options", out var options)
            || options.ValueKind != JsonValueKind.Array
        )
        {
            return [];
        }

        var all = ImmutableArray.CreateBuilder<ClickUpOption>();
        foreach (var option in options.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.Object))
        {
            var label = Text(option, "name") ?? Text(option, "label");
            if (Text(option, "id") is { } id && label is not null)
            {
                var place = Text(option, "orderindex");
                all.Add(
                    new ClickUpOption(
                        id,
                        label,
                        long.TryParse(place, CultureInfo.InvariantCulture, out var number) ? number : all.Count
                    )
                );
            }
        }

        return all.ToImmutable();
    }

    /// <summary>A member as text, a number by its digits; null when it is missing, null or neither.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Text(value) : null;

    public static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
}
