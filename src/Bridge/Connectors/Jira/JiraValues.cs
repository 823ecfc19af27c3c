using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>Values of Jira's fields as all tools can agree on them. Pure; what it does not know reads as empty.</summary>
internal static class JiraValues
{
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Null when the field is empty.</summary>
    public static FieldValue? Read(JiraFieldKind kind, JsonElement value) =>
        FieldValue.OrNothing(
            kind switch
            {
                JiraFieldKind.Rich => Rich(value),
                JiraFieldKind.Number => Number(value),
                JiraFieldKind.Option or JiraFieldKind.Named => Label(value) is { } label
                    ? new FieldValue.Choice(label)
                    : null,
                JiraFieldKind.Options or JiraFieldKind.NamedList or JiraFieldKind.Labels => Labels(value),
                JiraFieldKind.Flag => new FieldValue.Flag(
                    value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
                ),
                JiraFieldKind.Date => Day(Plain(value)) is { } day ? new FieldValue.Date(day) : null,
                JiraFieldKind.Moment => Moment(Plain(value)) is { } at ? new FieldValue.Moment(at) : null,
                JiraFieldKind.User => Person(value),
                JiraFieldKind.Users => First(value) is { } first ? Person(first) : null,
                JiraFieldKind.Text => Plain(value) is { } text ? new FieldValue.Text(text) : null,
                JiraFieldKind.Foreign => Foreign(value),
                _ => null,
            }
        );

    /// <summary>A document in Atlassian's format as HTML; a string (API v2, webhooks) is read as wiki text.</summary>
    public static string Html(JsonElement document) =>
        document.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
            ? ""
            : HtmlText.Write(AdfText.Read(document));

    /// <summary>
    /// Reads Jira's timestamps: "+0000", "+00:00" and "Z" offsets, and milliseconds since 1970 as some answers have them; null
    /// when it is none.
    /// </summary>
    public static DateTimeOffset? Moment(string? text) =>
        text is { Length: > 8 }
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
        && ms <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : null;

    public static DateOnly? Day(string? text) =>
        text is { Length: >= 10 }
        && DateOnly.TryParseExact(
            text.AsSpan(0, 10),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    /// <summary>The words of an option or named thing; a cascading option as "parent - child".</summary>
    public static string? Label(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Plain(value);
        }

        var label = Member(value, "value") ?? Member(value, "name") ?? Member(value, "displayName");
        return
            label is not null && value.TryGetProperty("child", out var child) && Label(child) is { Length: > 0 } below
            ? $"{label} - {below}"
            : label;
    }

    public static FieldValue.Person? Person(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? new FieldValue.Person(
                Member(value, "displayName")
                    ?? Member(value, "emailAddress")
                    ?? Member(value, "accountId")
                    ?? Member(value, "name")
                    ?? "",
                Member(value, "emailAddress"),
                Member(value, "accountId") ?? Member(value, "name")
            )
            : null;

    /// <summary>The key of a status's category: new, indeterminate or done; null when it is not told.</summary>
    public static string? CategoryOf(JsonElement status) =>
        status.ValueKind == JsonValueKind.Object && status.TryGetProperty("statusCategory", out var category)
            ? Member(category, "key")
            : null;

    public static string? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? Plain(member) : null;

    private static string? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    private static FieldValue.Rich? Rich(JsonElement value) =>
        Html(value) is { Length: > 0 } html ? new FieldValue.Rich(html) : null;

    private static FieldValue.Number? Number(JsonElement value) =>
        decimal.TryParse(Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new FieldValue.Number(number)
            : null;

    private static FieldValue.List Labels(JsonElement value) =>
        new(
            value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(Label).OfType<string>()]
                : ImmutableArray<string>.Empty
        );

    private static JsonElement? First(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : null;

    private static FieldValue? Foreign(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => Labels(value),
            JsonValueKind.Object when Member(value, "type") == "doc" => Rich(value),
            JsonValueKind.Object => Label(value) is { } label ? new FieldValue.Choice(label) : null,
            JsonValueKind.Number => Number(value),
            _ => Plain(value) is { } text ? new FieldValue.Text(text) : null,
        };
}
