using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>A value ready to send (a null node empties the field), or why it cannot be sent.</summary>
/// <param name="UnknownOption">True when only the list of options says no: a fresh list may have it.</param>
internal sealed record JiraInput(JsonNode? Node, string? Refusal = null, bool UnknownOption = false);

/// <summary>Values as Jira's fields want them, by the field's live type. Pure.</summary>
internal static class JiraWriting
{
    /// <summary>Jira's limit of a summary.</summary>
    private const int LongestSummary = 255;

    public static JiraInput Write(JiraField field, FieldValue? value, TimeZoneInfo zone, JiraDialect dialect)
    {
        value = FieldValue.OrNothing(value);
        return (field.Kind, value) switch
        {
            (JiraFieldKind.Computed, _) => No("it follows from other data in Jira and cannot be written"),
            (JiraFieldKind.Foreign, _) => No("its type is of a Jira app and cannot be written by the bridge"),
            (JiraFieldKind.Flag, _) => Flag(field, value),
            (JiraFieldKind.Labels or JiraFieldKind.NamedList or JiraFieldKind.Options, _) => Several(field, value),
            (_, null) => new JiraInput(null),
            (JiraFieldKind.Text, _) => new JiraInput(OneLine(field, Plain(value))),
            (JiraFieldKind.Rich, FieldValue.Rich rich) => new JiraInput(dialect.Rich(rich.Html)),
            (JiraFieldKind.Rich, _) => new JiraInput(dialect.Plain(value.Display)),
            (JiraFieldKind.Number, _) => Number(value),
            (JiraFieldKind.Date, _) => Day(value, zone),
            (JiraFieldKind.Moment, _) => Moment(value, zone),
            (JiraFieldKind.Option, _) => One(field, Word(value)),
            (JiraFieldKind.Named, _) => One(field, Word(value)),
            _ => No("people are looked up before they are written"),
        };
    }

    /// <summary>A title on one line, cut where Jira's limit is.</summary>
    public static string Summary(string title)
    {
        var line = Collapse(title);
        return line.Length <= LongestSummary ? line : line[..(LongestSummary - 1)] + "…";
    }

    /// <summary>A label: Jira allows no white space in them.</summary>
    public static string Label(string text) =>
        string.Join('-', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Who is meant, as the body wants it.</summary>
    public static JsonNode Account(JiraField field, string id, JiraDialect dialect)
    {
        var user = dialect.Person(id);
        return field.Kind == JiraFieldKind.Users ? new JsonArray(user) : user;
    }

    private static JiraInput No(string why) => new(null, why);

    private static string OneLine(JiraField field, string text) =>
        field.Id == "summary" ? Summary(text) : Collapse(text);

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(FieldValue value) =>
        value is FieldValue.Rich rich ? HtmlText.ToPlain(rich.Html) : value.Display;

    private static string Word(FieldValue value) => WebUtility.HtmlDecode(Plain(value)).Trim();

    private static JiraInput Number(FieldValue value) =>
        decimal.TryParse(Word(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new JiraInput(JsonValue.Create(number))
            : No($"'{value.Display}' is no number");

    private static JiraInput Day(FieldValue value, TimeZoneInfo zone)
    {
        var day = value is FieldValue.Moment moment
            ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.At, zone).DateTime)
            : JiraValues.Day(Word(value));
        return day is { } found
            ? new JiraInput(found.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : No($"'{value.Display}' is no date like 2026-05-31");
    }

    private static JiraInput Moment(FieldValue value, TimeZoneInfo zone)
    {
        DateTimeOffset? at = value switch
        {
            FieldValue.Moment moment => moment.At,
            FieldValue.Date date => Start(date.Day, zone),
            _ => JiraValues.Moment(Word(value)),
        };

        // Jira wants the offset without a colon.
        return at is { } found
            ? new JiraInput(
                found.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture)
            )
            : No($"'{value.Display}' is no point in time like 2026-05-31T12:00:00Z");
    }

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static JiraInput Flag(JiraField field, FieldValue? value)
    {
        var ticked = value is FieldValue.Flag flag
            ? flag.Value
            : value is not null && Word(value).ToUpperInvariant() is "YES" or "TRUE" or "1";
        return (ticked, field.Options) switch
        {
            (false, _) => new JiraInput(new JsonArray()),
            (true, [var only]) => new JiraInput(new JsonArray(new JsonObject { ["id"] = only.Id })),
            _ => new JiraInput(null, "a checkbox field needs exactly one option to be used as yes or no", true),
        };
    }

    private static JiraInput Several(JiraField field, FieldValue? value)
    {
        var words = value switch
        {
            null => [],
            FieldValue.List list => list.Values,
            FieldValue.Choice choice => [choice.Label],
            _ => [.. Word(value).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
        if (field.Kind == JiraFieldKind.Labels)
        {
            return words.FirstOrDefault(w => w.Any(char.IsWhiteSpace)) is { } spaced
                ? No($"a label in Jira may not contain spaces: '{spaced}'")
                : new JiraInput(new JsonArray([.. words.Select(w => (JsonNode)w)]));
        }

        var inputs = words.Select(word => One(field, word)).ToImmutableArray();
        return inputs.FirstOrDefault(i => i.Refusal is not null)
            ?? new JiraInput(new JsonArray([.. inputs.Select(i => i.Node)]));
    }

    private static JiraInput One(JiraField field, string word)
    {
        var match = field.Options.FirstOrDefault(o =>
            string.Equals(o.Label.Trim(), word, StringComparison.OrdinalIgnoreCase)
        );
        if (match is { Id: { } id })
        {
            return new JiraInput(new JsonObject { ["id"] = id });
        }

        if (!field.Options.IsEmpty)
        {
            var labels = string.Join(", ", field.Options.Select(o => $"'{o.Label}'"));
            return new JiraInput(null, $"'{word}' is none of its options: {labels}", true);
        }

        var member = field.Kind is JiraFieldKind.Option or JiraFieldKind.Options ? "value" : "name";
        return new JiraInput(new JsonObject { [member] = word });
    }
}
