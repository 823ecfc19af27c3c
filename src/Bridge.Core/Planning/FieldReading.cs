using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>A side's raw value as the process's canonical one, or why it has none. The set is closed.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>The canonical value; null when the field is empty.</summary>
    public sealed record Value(FieldValue? Canonical) : Reading;

    /// <summary>The side does not carry the field, or it was not read.</summary>
    public sealed record Absent : Reading;

    /// <summary>The raw value means nothing to the process.</summary>
    public sealed record Unmapped(string Raw, string Why) : Reading;
}

/// <summary>
/// Between what a tool shows and the process's canonical values: choices go through the value map (the helpdesk's word
/// is the canonical one), others through the field's type.
/// </summary>
public static class FieldReading
{
    public static Reading Of(FieldRule rule, Side side, Snapshot snapshot)
    {
        if (rule.On(side) is not { } name || !snapshot.Values.TryGet(name, out var raw))
        {
            return new Reading.Absent();
        }

        raw = FieldValue.OrNothing(raw);
        return raw is null ? new Reading.Value(null)
            : rule.Values.IsEmpty ? Typed(rule.Type, raw)
            : Mapped(rule, side, raw);
    }

    /// <summary>What to write on a side for a canonical value: its own word for a choice, the value itself otherwise.</summary>
    public static FieldValue? ToSide(FieldRule rule, Side side, FieldValue? canonical)
    {
        if (canonical is null || rule.Values.IsEmpty || side == Side.Helpdesk)
        {
            return canonical;
        }

        return canonical switch
        {
            FieldValue.List list => new FieldValue.List([.. list.Values.Select(v => TrackerWord(rule, v))]),
            _ => new FieldValue.Choice(TrackerWord(rule, canonical.Display)),
        };
    }

    private static string TrackerWord(FieldRule rule, string canonical) =>
        rule.Values.FirstOrDefault(p => Same(p.Helpdesk, canonical))?.Tracker ?? canonical;

    private static Reading Mapped(FieldRule rule, Side side, FieldValue raw)
    {
        if (raw is FieldValue.List list)
        {
            var words = list.Values.Select(v => HelpdeskWord(rule, side, v)).ToImmutableArray();
            var unknown = list.Values.Where((_, i) => words[i] is null).ToList();
            return unknown.Count == 0
                ? new Reading.Value(new FieldValue.List([.. words.OfType<string>()]))
                : Unknown(rule, side, string.Join(", ", unknown));
        }

        return HelpdeskWord(rule, side, raw.Display) is { } word
            ? new Reading.Value(new FieldValue.Choice(word))
            : Unknown(rule, side, raw.Display);
    }

    private static string? HelpdeskWord(FieldRule rule, Side side, string word) =>
        rule.Values.FirstOrDefault(p => Same(side == Side.Helpdesk ? p.Helpdesk : p.Tracker, word))?.Helpdesk;

    private static Reading.Unmapped Unknown(FieldRule rule, Side side, string raw) =>
        new(
            raw,
            $"'{raw}' in the {Name(side)} is not in the values of '{rule.Name}'. Add it to the mapping file, or choose one of: "
                + string.Join(", ", rule.Values.Select(p => side == Side.Helpdesk ? p.Helpdesk : p.Tracker).Distinct())
        );

    private static Reading Typed(FieldType type, FieldValue raw)
    {
        FieldValue? value = type switch
        {
            FieldType.Text or FieldType.Url => raw as FieldValue.Text ?? new FieldValue.Text(raw.Display),
            FieldType.Html => raw as FieldValue.Rich ?? new FieldValue.Rich(WebUtility.HtmlEncode(raw.Display)),
            FieldType.Choice => raw as FieldValue.Choice ?? new FieldValue.Choice(raw.Display),
            FieldType.Number => raw as FieldValue.Number ?? Number(raw.Display),
            FieldType.Date => Day(raw),
            FieldType.DateTime => Moment(raw),
            FieldType.Bool => raw as FieldValue.Flag ?? Flag(raw.Display),
            FieldType.User => raw as FieldValue.Person ?? new FieldValue.Person(raw.Display, null, null),
            FieldType.List => raw as FieldValue.List ?? new FieldValue.List([raw.Display]),
            _ => null,
        };
        return value is null
            ? new Reading.Unmapped(
                raw.Display,
                $"'{raw.Display}' cannot be read as a {type.ToString().ToLowerInvariant()}"
            )
            : new Reading.Value(value);
    }

    private static FieldValue.Number? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? new FieldValue.Number(number)
            : null;

    private static FieldValue.Date? Day(FieldValue raw) =>
        raw switch
        {
            FieldValue.Date date => date,
            FieldValue.Moment moment => new FieldValue.Date(DateOnly.FromDateTime(moment.At.UtcDateTime)),
            _ => DateOnly.TryParseExact(
                raw.Display,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? new FieldValue.Date(day)
                : null,
        };

    private static FieldValue.Moment? Moment(FieldValue raw) =>
        raw switch
        {
            FieldValue.Moment moment => moment,
            FieldValue.Date date => new FieldValue.Moment(
                new DateTimeOffset(date.Day, TimeOnly.MinValue, TimeSpan.Zero)
            ),
            _ => DateTimeOffset.TryParse(
                raw.Display,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
                ? new FieldValue.Moment(at)
                : null,
        };

    private static FieldValue.Flag? Flag(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "YES" or "TRUE" or "1" or "ON" => new FieldValue.Flag(true),
            "NO" or "FALSE" or "0" or "OFF" => new FieldValue.Flag(false),
            _ => null,
        };

    internal static string Name(Side side) => side == Side.Helpdesk ? "helpdesk" : "tracker";

    private static bool Same(string a, string b) =>
        string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
