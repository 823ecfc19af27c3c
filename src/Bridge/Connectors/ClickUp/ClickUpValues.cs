using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>Values of tasks as the bridge knows them. Pure.</summary>
internal static class ClickUpValues
{
    /// <summary>A field that every task has.</summary>
    public static FieldValue? BuiltIn(WireTask task, string name, TimeZoneInfo zone) =>
        FieldValue.OrNothing(
            name switch
            {
                FieldNames.Subject => new FieldValue.Text(task.Name ?? ""),
                FieldNames.Description => new FieldValue.Rich(Html(task)),
                FieldNames.Status => new FieldValue.Choice(task.Status?.Status ?? ""),
                FieldNames.Priority => Priority(task.Priority),
                FieldNames.Tags => new FieldValue.List([
                    .. (task.Tags ?? []).Select(t => t.Name).OfType<string>().Where(t => t.Length > 0),
                ]),
                FieldNames.Assignee => task.Assignees is [{ } first, ..] ? Person(first) : null,
                FieldNames.DueDate => task.DueDate is { } due ? new FieldValue.Date(ClickUpDays.Read(due, zone)) : null,
                FieldNames.Key => new FieldValue.Text(task.CustomId ?? task.Id ?? ""),
                FieldNames.Url => new FieldValue.Text(Url(task)),
                _ => null,
            }
        );

    /// <summary>A custom field by the type that the task's own answer gives it.</summary>
    /// <param name="type">What the process takes it for: a date with a time or without, one person or several.</param>
    public static FieldValue? Custom(WireField field, FieldType? type, TimeZoneInfo zone)
    {
        var value = field.Value;
        if (field.Type == "checkbox")
        {
            return new FieldValue.Flag(
                value.ValueKind == JsonValueKind.True
                    || string.Equals(ClickUpFields.Text(value), "true", StringComparison.OrdinalIgnoreCase)
            );
        }

        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        var text = ClickUpFields.Text(value);
        return FieldValue.OrNothing(
            field.Type switch
            {
                "drop_down" => text is null ? null : new FieldValue.Choice(Option(field, text)),
                "labels" => new FieldValue.List([.. Elements(value).Select(e => Label(field, e))]),
                "users" => People(value, type),
                "date" => Moment(text, type, zone),
                "tasks" or "list_relationship" => Names(value, "name"),
                "attachment" => Names(value, "title"),
                "location" => Worded(ClickUpFields.Text(value, "formatted_address")),
                "manual_progress" => Number(ClickUpFields.Text(value, "current")),
                "automatic_progress" => Number(ClickUpFields.Text(value, "percent_complete")),
                "number" or "currency" or "emoji" => NumberOr(text, text),
                "formula" or "rollup" or "votes" => NumberOr(text, text ?? Raw(value)),
                _ => Worded(text ?? Raw(value)),
            }
        );
    }

    public static string Url(WireTask task) => task.Url ?? $"https://app.clickup.com/t/{task.Id}";

    public static FieldValue.Person Person(WireUser user) =>
        new(user.Username ?? user.Email ?? $"user {user.Id}", user.Email, user.Id);

    private static FieldValue.Choice? Priority(JsonElement priority)
    {
        var name =
            priority.ValueKind == JsonValueKind.Object
                ? ClickUpFields.Text(priority, "priority") ?? ClickUpFields.Text(priority, "id")
                : ClickUpFields.Text(priority);
        if (name is null)
        {
            return null;
        }

        var number = int.TryParse(name, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return new FieldValue.Choice(
            number is >= 1 and <= 4
                ? ClickUpFields.Priorities[number - 1]
                : ClickUpFields.Priorities.FirstOrDefault(p => ClickUpNames.Same(p, name)) ?? name
        );
    }

    private static string Html(WireTask task) =>
        HtmlText.Write(
            task.MarkdownDescription is { } markdown
                ? MarkdownText.Read(markdown)
                : PlainText.Read(task.Description ?? "")
        );

    /// <summary>A task holds the option's place, a webhook its id; an option that is gone shows as what was held.</summary>
    private static string Option(WireField field, string held)
    {
        var options = ClickUpFields.Options(field.TypeConfig);
        var place = decimal.TryParse(held, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return (options.FirstOrDefault(o => o.Id == held) ?? options.FirstOrDefault(o => o.Place == place))?.Label
            ?? held;
    }

    private static string Label(WireField field, JsonElement held)
    {
        var id = ClickUpFields.Text(held) ?? ClickUpFields.Text(held, "id") ?? "";
        return ClickUpFields.Options(field.TypeConfig).FirstOrDefault(o => o.Id == id)?.Label ?? id;
    }

    private static FieldValue? People(JsonElement value, FieldType? type)
    {
        var people = Elements(value)
            .Where(e => e.ValueKind == JsonValueKind.Object)
            .Select(e => new WireUser
            {
                Id = ClickUpFields.Text(e, "id"),
                Username = ClickUpFields.Text(e, "username"),
                Email = ClickUpFields.Text(e, "email"),
            })
            .Select(Person)
            .ToImmutableArray();
        return type == FieldType.List ? new FieldValue.List([.. people.Select(p => p.Name)]) : people.FirstOrDefault();
    }

    private static FieldValue? Moment(string? text, FieldType? type, TimeZoneInfo zone)
    {
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return Worded(text);
        }

        return type == FieldType.DateTime
            ? new FieldValue.Moment(ClickUpDays.At(milliseconds))
            : new FieldValue.Date(ClickUpDays.Read(milliseconds, zone));
    }

    private static FieldValue.Number? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new FieldValue.Number(number)
            : null;

    private static FieldValue? NumberOr(string? text, string? words) =>
        Number(text) is { } number ? number : Worded(words);

    private static FieldValue.Text? Worded(string? text) => text is null ? null : new FieldValue.Text(text);

    private static FieldValue.List Names(JsonElement value, string name) =>
        new([.. Elements(value).Select(e => ClickUpFields.Text(e, name) ?? ClickUpFields.Text(e)).OfType<string>()]);

    private static string? Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 0 ? null : value.GetRawText();

    private static JsonElement.ArrayEnumerator Elements(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
