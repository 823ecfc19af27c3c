using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Values of tasks as the bridge knows them. A value of a shape that nobody knows is shown as ClickUp sent it, so that it is
/// seen. Pure.
/// </summary>
internal static class ClickUpValues
{
    /// <summary>A field that every task has.</summary>
    /// <param name="due">The day that the task's due date means.</param>
    public static FieldValue? BuiltIn(WireTask task, string name, DateOnly? due) =>
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
                FieldNames.DueDate => due is { } day ? new FieldValue.Date(day) : null,
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
            return Checkbox(value);
        }

        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        var text = ClickUpFields.Text(value);
        return FieldValue.OrNothing(
            field.Type switch
            {
                "drop_down" => new FieldValue.Choice(Option(field, value)),
                "labels" => Several(value, element => Label(field, element)),
                "users" => People(value, type),
                "date" => Moment(value, type, zone),
                "tasks" or "list_relationship" => Several(value, TaskUrl),
                "attachment" => Several(value, FileName),
                "location" => new FieldValue.Text(ClickUpLocation.Of(value)?.ToString() ?? Raw(value) ?? ""),
                "manual_progress" => Number(ClickUpFields.Text(value, "current")) ?? NumberOrRaw(value),
                "automatic_progress" => Number(ClickUpFields.Text(value, "percent_complete"))
                    ?? Number(ClickUpFields.Text(value, "percent_completed"))
                    ?? NumberOrRaw(value),
                "number" or "currency" or "emoji" or "formula" or "rollup" or "votes" => NumberOrRaw(value),
                "button" => null,
                _ => Worded(text ?? Raw(value)),
            }
        );
    }

    public static string Url(WireTask task) => task.Url ?? TaskUrl(task.Id ?? "");

    public static FieldValue.Person Person(WireUser user) =>
        new(user.Username ?? user.Email ?? $"user {user.Id}", user.Email, user.Id);

    private static FieldValue.Choice? Priority(JsonElement priority)
    {
        if (priority.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        var name =
            (
                priority.ValueKind == JsonValueKind.Object
                    ? ClickUpFields.Text(priority, "priority") ?? ClickUpFields.Text(priority, "id")
                    : ClickUpFields.Text(priority)
            ) ?? priority.GetRawText();
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

    /// <summary>Never set is no; it comes as a truth value or as its word.</summary>
    private static FieldValue Checkbox(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => new FieldValue.Flag(true),
            JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => new FieldValue.Flag(false),
            JsonValueKind.String when bool.TryParse(value.GetString(), out var on) => new FieldValue.Flag(on),
            _ => new FieldValue.Text(value.GetRawText()),
        };

    /// <summary>A task holds the option's place, a webhook its id; an option that is gone shows as what was held.</summary>
    private static string Option(WireField field, JsonElement value)
    {
        var held = ClickUpFields.Text(value) ?? ClickUpFields.Text(value, "id") ?? value.GetRawText();
        var options = ClickUpFields.Options(field.TypeConfig);
        var place = decimal.TryParse(held, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return (options.FirstOrDefault(o => o.Id == held) ?? options.FirstOrDefault(o => o.Place == place))?.Label
            ?? held;
    }

    private static string Label(WireField field, JsonElement held)
    {
        var id = ClickUpFields.Text(held) ?? ClickUpFields.Text(held, "id") ?? held.GetRawText();
        return ClickUpFields.Options(field.TypeConfig).FirstOrDefault(o => o.Id == id)?.Label ?? id;
    }

    private static FieldValue? People(JsonElement value, FieldType? type)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Worded(Raw(value));
        }

        var people = value
            .EnumerateArray()
            .Select(e => new WireUser
            {
                Id = ClickUpFields.Text(e, "id") ?? ClickUpFields.Text(e) ?? e.GetRawText(),
                Username = ClickUpFields.Text(e, "username"),
                Email = ClickUpFields.Text(e, "email"),
            })
            .Select(Person)
            .ToImmutableArray();
        return type == FieldType.List ? new FieldValue.List([.. people.Select(p => p.Name)]) : people.FirstOrDefault();
    }

    private static FieldValue? Moment(JsonElement value, FieldType? type, TimeZoneInfo zone)
    {
        if (!long.TryParse(ClickUpFields.Text(value), CultureInfo.InvariantCulture, out var milliseconds))
        {
            return Worded(ClickUpFields.Text(value) ?? Raw(value));
        }

        return type == FieldType.DateTime
            ? new FieldValue.Moment(ClickUpDays.At(milliseconds))
            : new FieldValue.Date(ClickUpDays.Read(milliseconds, zone));
    }

    private static FieldValue.Number? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new FieldValue.Number(number)
            : null;

    private static FieldValue? NumberOrRaw(JsonElement value)
    {
        var text = ClickUpFields.Text(value);
        return Number(text) is { } number ? number : Worded(text ?? Raw(value));
    }

    private static FieldValue.Text? Worded(string? text) => text is null ? null : new FieldValue.Text(text);

    /// <summary>A related task by its address: what a person can open, and what writing it takes.</summary>
    private static string TaskUrl(JsonElement task) =>
        (ClickUpFields.Text(task, "id") ?? ClickUpFields.Text(task)) is { } id ? TaskUrl(id) : task.GetRawText();

    private static string TaskUrl(string id) => $"https://app.clickup.com/t/{id}";

    private static string FileName(JsonElement file) =>
        ClickUpFields.Text(file, "title") ?? ClickUpFields.Text(file) ?? file.GetRawText();

    private static FieldValue? Several(JsonElement value, Func<JsonElement, string> read) =>
        value.ValueKind == JsonValueKind.Array
            ? new FieldValue.List([.. value.EnumerateArray().Select(read)])
            : Worded(Raw(value));

    private static string? Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 0 ? null : value.GetRawText();
}
