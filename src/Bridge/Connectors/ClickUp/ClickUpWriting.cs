using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>A value ready to send (null empties the field), or why it cannot be sent.</summary>
/// <param name="WithTime">A date whose time of day counts.</param>
/// <param name="UnknownOption">True when only the known options say no: the live list may have it by now.</param>
internal sealed record ClickUpInput(
    JsonNode? Value,
    string? Refusal = null,
    bool WithTime = false,
    bool UnknownOption = false
);

/// <summary>Values as ClickUp's fields want them, by the field's live type. People are looked up elsewhere. Pure.</summary>
internal static class ClickUpWriting
{
    /// <summary>A custom field's value.</summary>
    public static ClickUpInput Custom(ClickUpField field, FieldValue? value, TimeZoneInfo zone)
    {
        value = FieldValue.OrNothing(value);
        if (!ClickUpFields.IsSettable(field.Type))
        {
            return No(ClickUpFields.WhyNot(field.Type));
        }

        return (field.Type, value) switch
        {
            ("checkbox", null) => new ClickUpInput(JsonValue.Create(false)),
            (_, null) => new ClickUpInput(null),
            ("drop_down", _) => One(field, Word(value)),
            ("labels", _) => Several(field, value),
            ("number" or "currency", _) => Number(value),
            ("emoji", _) => Stars(field, value),
            ("manual_progress", _) => Progress(value),
            ("date", FieldValue.Moment moment) => new ClickUpInput(
                JsonValue.Create(moment.At.ToUnixTimeMilliseconds()),
                WithTime: true
            ),
            ("date", _) => Day(value, zone),
            ("checkbox", _) => Flag(value),
            ("url", _) => Url(Word(value)),
            ("email", _) => Word(value).Contains('@', StringComparison.Ordinal)
                ? new ClickUpInput(Word(value))
                : No($"'{value.Display}' is no e-mail address"),
            ("phone", _) => Phone(OneLine(Plain(value))),
            ("location", _) => ClickUpLocation.Of(Word(value)) is { } place
                ? new ClickUpInput(place.ToJson())
                : No(
                    $"'{value.Display}' is no place like 'Dublin, Ireland (53.3498, -6.2603)': ClickUp needs the coordinates"
                ),
            ("short_text", _) => new ClickUpInput(OneLine(Plain(value))),
            _ => new ClickUpInput(Plain(value)),
        };
    }

    /// <summary>The members of a task's body that a built-in field is; a refusal in its place when there is none.</summary>
    public static (JsonObject? Part, string? Refusal) BuiltIn(string name, FieldValue? value, TimeZoneInfo zone)
    {
        value = FieldValue.OrNothing(value);
        switch (name)
        {
            case FieldNames.Subject:
                var title = value is null ? "" : OneLine(Plain(value));
                return title.Length > 0 ? (Of("name", title), null) : (null, "a task must have a name");
            case FieldNames.Description:
                return (Description(value), null);
            case FieldNames.Priority:
                return Priority(value);
            case FieldNames.DueDate:
                var input = value is null ? new ClickUpInput(null) : Day(value, zone);
                var part = Of("due_date", input.Value);
                if (input.Value is not null)
                {
                    part["due_date_time"] = false;
                }

                return input.Refusal is null ? (part, null) : (null, input.Refusal);
            case FieldNames.Status:
                return (null, "the status is changed by a stage, not as a field");
            default:
                return (null, $"'{name}' follows from the task and cannot be written");
        }
    }

    /// <summary>HTML as the Markdown that ClickUp renders.</summary>
    public static string Markdown(string html) => MarkdownText.Write(HtmlText.Read(html));

    /// <summary>A title: one line.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Tags as ClickUp keeps them: lower case, each once.</summary>
    public static IEnumerable<string> Tags(IEnumerable<string> tags) =>
        tags.Select(t => OneLine(t).ToLowerInvariant()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);

    private static ClickUpInput No(string why) => new(null, why);

    private static JsonObject Of(string name, JsonNode? value) => new() { [name] = value };

    private static string Plain(FieldValue value) =>
        value is FieldValue.Rich rich ? HtmlText.ToPlain(rich.Html) : value.Display;

    private static string Word(FieldValue value) => WebUtility.HtmlDecode(Plain(value)).Trim();

    /// <summary>A single space clears a description; ClickUp ignores an empty one.</summary>
    private static JsonObject Description(FieldValue? value) =>
        value switch
        {
            null => Of("description", " "),
            FieldValue.Rich rich => Of("markdown_content", Markdown(rich.Html)),
            _ => Of("markdown_content", MarkdownText.Write(PlainText.Read(value.Display))),
        };

    private static (JsonObject? Part, string? Refusal) Priority(FieldValue? value)
    {
        if (value is null)
        {
            return (Of("priority", null), null);
        }

        var word = Word(value);
        for (var i = 0; i < ClickUpFields.Priorities.Length; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            if (ClickUpNames.Same(ClickUpFields.Priorities[i], word) || word == number)
            {
                return (Of("priority", i + 1), null);
            }
        }

        return (null, $"'{word}' is no priority of ClickUp; it has {string.Join(", ", ClickUpFields.Priorities)}");
    }

    private static ClickUpInput One(ClickUpField field, string label) =>
        field.Options.FirstOrDefault(o => ClickUpNames.Same(o.Label, label)) is { } option
            ? new ClickUpInput(option.Id)
            : Unknown(field, label);

    /// <summary>The labels replace those that are there.</summary>
    private static ClickUpInput Several(ClickUpField field, FieldValue value)
    {
        var ids = new JsonArray();
        foreach (var label in value is FieldValue.List list ? [.. list.Values] : new[] { Word(value) })
        {
            if (field.Options.FirstOrDefault(o => ClickUpNames.Same(o.Label, label)) is not { } option)
            {
                return Unknown(field, label);
            }

            ids.Add(option.Id);
        }

        return new ClickUpInput(ids);
    }

    private static ClickUpInput Unknown(ClickUpField field, string label) =>
        new(
            null,
            $"'{label}' is no option of '{field.Label}'; it has {string.Join(", ", field.Options.Select(o => o.Label))}",
            UnknownOption: true
        );

    private static ClickUpInput Number(FieldValue value) =>
        decimal.TryParse(Word(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new ClickUpInput(JsonValue.Create(number))
            : No($"'{value.Display}' is no number");

    private static ClickUpInput Stars(ClickUpField field, FieldValue value) =>
        int.TryParse(Word(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= (field.Most ?? int.MaxValue)
            ? new ClickUpInput(JsonValue.Create(number))
            : No($"'{value.Display}' is no whole number" + (field.Most is { } most ? $" from 0 to {most}" : ""));

    private static ClickUpInput Phone(string text) =>
        text.StartsWith('+') && text.Count(char.IsAsciiDigit) >= 7
            ? new ClickUpInput(text)
            : No($"'{text}' has no country code: ClickUp takes telephone numbers like +353 1 234 5678");

    private static ClickUpInput Progress(FieldValue value)
    {
        var number = Number(value);
        return number.Value is null ? number : new ClickUpInput(Of("current", number.Value));
    }

    private static ClickUpInput Day(FieldValue value, TimeZoneInfo zone)
    {
        DateOnly? day = value switch
        {
            FieldValue.Date date => date.Day,
            FieldValue.Moment moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.At, zone).DateTime),
            _ => DateOnly.TryParseExact(
                Word(value),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var read
            )
                ? read
                : null,
        };
        return day is { } found
            ? new ClickUpInput(JsonValue.Create(ClickUpDays.Write(found, zone)))
            : No($"'{value.Display}' is no date like 2026-05-31");
    }

    private static ClickUpInput Flag(FieldValue value) =>
        value is FieldValue.Flag flag
            ? new ClickUpInput(JsonValue.Create(flag.Value))
            : Word(value).ToUpperInvariant() switch
            {
                "YES" or "TRUE" or "1" or "ON" => new ClickUpInput(JsonValue.Create(true)),
                "NO" or "FALSE" or "0" or "OFF" => new ClickUpInput(JsonValue.Create(false)),
                _ => No($"'{value.Display}' is neither yes nor no"),
            };

    /// <summary>ClickUp drops an address that it does not like without a word, so it is judged here.</summary>
    private static ClickUpInput Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ClickUpInput(text)
            : No($"'{text}' is no address like https://example.com");
}
