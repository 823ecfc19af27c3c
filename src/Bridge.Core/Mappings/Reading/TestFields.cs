using System.Globalization;
using Bridge.Core.Mappings.Checking;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Reading;

/// <summary>The fields of tickets and items as tests name them: as their tool does, or as the process does.</summary>
internal sealed class TestFields(ProcessMapping process, Notes notes)
{
    private const string RequesterLanguage = "requester language";

    /// <summary>Reads fields with their values. An empty value empties the field.</summary>
    internal FieldBag Read(YamlNode node, Side side, string what)
    {
        var values = FieldBag.Empty;
        foreach (var entry in Entries(node, what))
        {
            if (this.Find(side, entry.Key) is not { } field)
            {
                continue;
            }

            if (IsComputed(side, field.Name))
            {
                notes.Error(
                    entry.Key.Place,
                    $"{Words.Quoted(field.Name)} follows from 'fix versions'; set those, and name the releases under 'given'"
                );
            }
            else if (this.Value(entry.Value, field) is (true, var value))
            {
                values = values.With(field.Name, value);
            }
        }

        return values;
    }

    /// <summary>The entries of a group of fields; what is no group is noted.</summary>
    internal IEnumerable<YamlEntry> Entries(YamlNode node, string what)
    {
        if (node is YamlMap map)
        {
            return map.Entries;
        }

        notes.Error(node.Place, $"{what} must be a group of fields with their values, found {node.Kind}");
        return [];
    }

    /// <summary>The field by the name that its tool uses, with what it holds; null after an error, which is noted.</summary>
    internal (string Name, FieldType Type)? Find(Side side, YamlText key)
    {
        var name = key.Value.Trim();
        var rules = process.Fields.Where(f => f.On(side) is not null).ToList();
        var rule =
            rules.Find(f => Same(f.On(side)!, name))
            ?? (KnownFields.Of(name)?.Is(side) is true ? null : rules.Find(f => Same(f.Name, name)));
        if (rule is not null)
        {
            return (rule.On(side)!, rule.Values.IsEmpty ? rule.Type : FieldType.Choice);
        }

        if (KnownFields.Of(name) is { } known && known.Is(side))
        {
            return (name.ToLowerInvariant(), known.Type);
        }

        if (this.Others(side).FirstOrDefault(o => Same(o, name)) is { } other)
        {
            return (other, FieldType.Choice);
        }

        string[] have =
        [
            .. rules.Select(f => f.On(side)!),
            .. rules.Select(f => f.Name),
            .. KnownFields.Of(side),
            .. this.Others(side),
        ];
        var where = side == Side.Helpdesk ? "ticket" : "item";
        notes.Error(
            key.Place,
            $"unknown field {Words.Quoted(name)} of the {where}{Words.Meant(name, [.. have.Distinct(StringComparer.OrdinalIgnoreCase)], "there are")}"
        );
        return null;
    }

    /// <summary>The value of a field; false after an error, which is noted.</summary>
    internal (bool Good, FieldValue? Value) Value(YamlNode node, (string Name, FieldType Type) field)
    {
        if (node is YamlList list && list.Items.All(i => i is YamlText))
        {
            return (true, new FieldValue.List([.. list.Items.Select(i => ((YamlText)i).Value.Trim())]));
        }

        if (node is not YamlText text)
        {
            notes.Error(node.Place, $"the value of {Words.Quoted(field.Name)} must be a text, found {node.Kind}");
            return (false, null);
        }

        if (text.IsEmpty || string.IsNullOrWhiteSpace(text.Value))
        {
            return (true, null);
        }

        var value = Typed(field.Type, text.Value.Trim());
        if (value is null)
        {
            notes.Error(node.Place, $"{Words.Quoted(field.Name)} must be {Wanted(field.Type)}, found {node.Kind}");
        }

        return (value is not null, value);
    }

    internal static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static FieldValue? Typed(FieldType type, string text) =>
        type switch
        {
            FieldType.Html => new FieldValue.Rich(text),
            FieldType.Number => decimal.TryParse(
                text,
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? new FieldValue.Number(number)
                : null,
            FieldType.Choice => new FieldValue.Choice(text),
            FieldType.Date => Day(text, out var day) ? new FieldValue.Date(day) : null,
            FieldType.DateTime => DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
                ? new FieldValue.Moment(at)
                : null,
            FieldType.Bool => text.ToUpperInvariant() switch
            {
                "YES" or "TRUE" => new FieldValue.Flag(true),
                "NO" or "FALSE" => new FieldValue.Flag(false),
                _ => null,
            },
            FieldType.User => new FieldValue.Person(text, null, null),
            FieldType.List => new FieldValue.List([text]),
            _ => new FieldValue.Text(text),
        };

    private static string Wanted(FieldType type) =>
        type switch
        {
            FieldType.Number => "a number",
            FieldType.Date => "a day such as 2026-03-20",
            FieldType.DateTime => "a moment such as 2026-03-20T09:00:00Z",
            _ => "yes or no",
        };

    private static bool IsComputed(Side side, string name) =>
        side == Side.Tracker
        && name.ToLowerInvariant()
            is FieldNames.FixVersionDate
                or FieldNames.FixVersionReleased
                or FieldNames.ReleasesAhead;

    /// <summary>Fields that no rule has: of the entry rule and of the stages' signs.</summary>
    private IEnumerable<string> Others(Side side)
    {
        if (side == Side.Helpdesk)
        {
            yield return RequesterLanguage;
            if (process.Entry.LinkField is { } link)
            {
                yield return link;
            }
        }

        foreach (var stage in process.Stages)
        {
            foreach (var mark in side == Side.Helpdesk ? stage.Helpdesk : stage.Tracker)
            {
                if (mark.Field is { } field)
                {
                    yield return field;
                }
            }
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
