using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>A value as the tool takes it, or why it cannot be one.</summary>
internal readonly record struct Converted(JsonNode? Node, string? Problem);

/// <summary>Values from the wire and to it, by the live form of their field.</summary>
internal static class FreshdeskValues
{
    /// <summary>The value of a field of this ticket; null when empty, and for <see cref="FieldForm.Fixed"/>.</summary>
    internal static FieldValue? Of(LiveField field, TicketWire ticket) =>
        field.Custom
            ? ticket.CustomFields?.TryGetValue(field.Key, out var raw) == true
                ? FieldValue.OrNothing(Of(field, raw))
                : null
            : FieldValue.OrNothing(BuiltIn(field, ticket));

    /// <summary>The value of a custom field; a shape that the field should not have reads as its text.</summary>
    internal static FieldValue? Of(LiveField field, JsonElement raw)
    {
        if (raw.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        if (raw.ValueKind == JsonValueKind.Array)
        {
            return new FieldValue.List([.. raw.EnumerateArray().Select(e => e.ToString())]);
        }

        var text = raw.ToString();
        return field.Form switch
        {
            _ when text.Length == 0 => null,
            FieldForm.Flag => new FieldValue.Flag(raw.ValueKind == JsonValueKind.True || IsYes(text) == true),
            FieldForm.Number when Decimal(text) is { } number => new FieldValue.Number(number),
            FieldForm.Day when Day(text) is { } day => new FieldValue.Date(day),
            FieldForm.Moment when At(text) is { } at => new FieldValue.Moment(at),
            FieldForm.Label => new FieldValue.Choice(text),
            FieldForm.Labels => new FieldValue.List([text]),
            FieldForm.Lines => new FieldValue.Rich(FreshdeskLines.Html(text)),
            _ => new FieldValue.Text(text),
        };
    }

    /// <summary>The number that a ticket keeps for a numbered field.</summary>
    internal static long? NumberOf(LiveField field, TicketWire ticket) =>
        field.Key switch
        {
            "status" => ticket.Status,
            "priority" => ticket.Priority,
            "source" => ticket.Source,
            "group_id" => ticket.GroupId,
            "product_id" => ticket.ProductId,
            "responder_id" => ticket.ResponderId,
            _ => null,
        };

    /// <summary>
    /// The value as the tool takes it. Unknown options and what cannot be a number or date are told here, in the words
    /// of the tool's own refusals.
    /// </summary>
    /// <param name="zone">Where the calendar day of a moment is meant.</param>
    internal static Converted ToWire(LiveField field, FieldValue? value, TimeZoneInfo zone)
    {
        value = FieldValue.OrNothing(value);
        return field.Form switch
        {
            FieldForm.Fixed => new Converted(null, "Freshdesk takes it from the requester, the company or the ticket"),
            FieldForm.Flag => Flag(value),
            FieldForm.Labels => new Converted(new JsonArray([.. Labels(value).Select(l => JsonValue.Create(l))]), null),
            _ when value is null => Empty(field),
            FieldForm.Html => new Converted(JsonValue.Create(Html(value)), null),
            FieldForm.Number => Number(value),
            FieldForm.Label or FieldForm.Numbered or FieldForm.Agent => OptionNode(field, value),
            FieldForm.Day => DayNode(value, zone),
            FieldForm.Moment => MomentNode(value, zone),
            _ => new Converted(JsonValue.Create(Plain(value)), null),
        };
    }

    /// <summary>The texts of a list, or of a text with commas.</summary>
    internal static ImmutableArray<string> Labels(FieldValue? value) =>
        value switch
        {
            null => [],
            FieldValue.List list => list.Values,
            _ => [.. value.Display.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };

    private static FieldValue? BuiltIn(LiveField field, TicketWire ticket) =>
        field.Key switch
        {
            "subject" => Text(ticket.Subject),
            "description" => ticket.Description is { } html ? new FieldValue.Rich(html)
            : ticket.DescriptionText is { } text ? new FieldValue.Rich(HtmlText.Write(PlainText.Read(text)))
            : null,
            "type" => ticket.Type is { } type ? new FieldValue.Choice(type) : null,
            "tags" => new FieldValue.List([.. ticket.Tags ?? []]),
            "responder_id" => ticket.ResponderId is { } id
                ? new FieldValue.Person(field.OptionOf(id)?.Label ?? $"agent {Text(id)}", null, Text(id))
                : null,
            _ => NumberOf(field, ticket) is { } number
                ? new FieldValue.Choice(field.OptionOf(number)?.Label ?? $"{field.Label} {Text(number)}")
                : null,
        };

    private static FieldValue.Text? Text(string? text) => text is null ? null : new FieldValue.Text(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Converted Empty(LiveField field) =>
        field.Key is "status" or "priority" or "source" or "subject" or "description" && !field.Custom
            ? new Converted(null, "it cannot be emptied in Freshdesk")
            : new Converted(null, null);

    private static string Html(FieldValue value) =>
        value is FieldValue.Rich rich ? rich.Html : HtmlText.Write(PlainText.Read(value.Display));

    private static string Plain(FieldValue value) =>
        value is FieldValue.Rich rich ? HtmlText.ToPlain(rich.Html) : value.Display;

    private static Converted Flag(FieldValue? value) =>
        value switch
        {
            null => new Converted(JsonValue.Create(false), null),
            FieldValue.Flag flag => new Converted(JsonValue.Create(flag.Value), null),
            _ => IsYes(value.Display) is { } yes
                ? new Converted(JsonValue.Create(yes), null)
                : new Converted(null, $"'{value.Display}' is neither yes nor no"),
        };

    private static Converted Number(FieldValue value)
    {
        var number = value is FieldValue.Number n ? n.Value : Decimal(Plain(value));
        return number switch
        {
            null => new Converted(null, $"'{value.Display}' is no number"),
            { } whole when whole == decimal.Truncate(whole) && Math.Abs(whole) <= long.MaxValue => new Converted(
                JsonValue.Create((long)whole),
                null
            ),
            { } broken => new Converted(JsonValue.Create(broken), null),
        };
    }

    private static Converted OptionNode(LiveField field, FieldValue value)
    {
        var wanted = Plain(value);
        if (field.OptionOf(wanted) is { } option)
        {
            return new Converted(option.Id is { } id ? JsonValue.Create(id) : JsonValue.Create(option.Label), null);
        }

        var have = string.Join(", ", field.Options.Take(30).Select(o => $"'{o.Label}'"));
        return new Converted(null, $"'{wanted}' is not among its options: {(have.Length == 0 ? "it has none" : have)}");
    }

    private static Converted DayNode(FieldValue value, TimeZoneInfo zone)
    {
        DateOnly? day = value switch
        {
            FieldValue.Date date => date.Day,
            FieldValue.Moment moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.At, zone).DateTime),
            _ => Day(Plain(value)),
        };
        return day is { } known
            ? new Converted(JsonValue.Create(known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), null)
            : new Converted(null, $"'{value.Display}' is no date (yyyy-MM-dd)");
    }

    private static Converted MomentNode(FieldValue value, TimeZoneInfo zone)
    {
        DateTimeOffset? at = value switch
        {
            FieldValue.Moment moment => moment.At,
            FieldValue.Date date => Midnight(date.Day, zone),
            _ => At(Plain(value)),
        };
        return at is { } known
            ? new Converted(JsonValue.Create(new FieldValue.Moment(known).Display), null)
            : new Converted(null, $"'{value.Display}' is no time");
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static bool? IsYes(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "YES" or "TRUE" or "1" => true,
            "NO" or "FALSE" or "0" => false,
            _ => null,
        };

    private static decimal? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A day, also from the front of a time: custom dates come as yyyy-MM-dd.</summary>
    private static DateOnly? Day(string text)
    {
        var front = text.Trim();
        front = front.Length > 10 && front[10] is 'T' or ' ' ? front[..10] : front;
        return DateOnly.TryParseExact(
            front,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
    }

    private static DateTimeOffset? At(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
