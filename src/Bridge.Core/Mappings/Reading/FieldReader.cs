using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "fields".</summary>
internal static class FieldReader
{
    internal static readonly IReadOnlyList<(string Word, Owner Value)> Owners =
    [
        ("helpdesk", Owner.Helpdesk),
        ("tracker", Owner.Tracker),
        ("newest", Owner.Newest),
    ];

    internal static readonly IReadOnlyList<(string Word, FieldType Value)> Types =
    [
        ("text", FieldType.Text),
        ("html", FieldType.Html),
        ("number", FieldType.Number),
        ("choice", FieldType.Choice),
        ("date", FieldType.Date),
        ("datetime", FieldType.DateTime),
        ("bool", FieldType.Bool),
        ("url", FieldType.Url),
        ("user", FieldType.User),
        ("list", FieldType.List),
    ];

    internal static readonly IReadOnlyList<(string Word, Direction Value)> Directions =
    [
        ("both", Direction.Both),
        ("to tracker", Direction.ToTracker),
        ("to helpdesk", Direction.ToHelpdesk),
    ];

    private static readonly string[] Truths = ["owner", "direction"];

    internal static ImmutableArray<FieldRule> Read(Section file)
    {
        var fields = ImmutableArray.CreateBuilder<FieldRule>();
        foreach (var (name, place, value) in NamedEntries.Of(file, "fields", "field"))
        {
            var field = Read(name, place, value, file.Notes);
            file.Notes.Places.Put(field, "name", place);
            fields.Add(field);
        }

        return fields.ToImmutable();
    }

    private static FieldRule Read(string name, YamlPlace place, YamlNode node, Notes notes)
    {
        var what = $"field '{Words.Short(name)}'";
        var blank = new FieldRule { Name = name, HelpdeskField = name };
        notes.Places.Doubt(blank);
        if (Section.Of(node, what, notes, FieldFormat.Field) is not { } section)
        {
            return blank;
        }

        if (!section.Has("helpdesk") && !section.Has("tracker"))
        {
            notes.Error(place, $"{what} lives nowhere; add 'helpdesk:' or 'tracker:' with what the tool calls it");
            return blank;
        }

        if (!section.Has("helpdesk") || !section.Has("tracker"))
        {
            var only = section.Has("helpdesk") ? "helpdesk" : "tracker";
            foreach (var key in Truths.Where(section.Has))
            {
                notes.Error(
                    section.At(key),
                    $"{what} lives only in the {only}, so '{key}' says nothing; take it out, or name the field of the other side"
                );
            }
        }

        var type = section.Word("type", Types);
        var field = new FieldRule
        {
            Name = name,
            Type = type ?? FieldType.Text,
            HelpdeskField = section.Text("helpdesk"),
            TrackerField = section.Text("tracker"),
            Owner = section.Word("owner", Owners) ?? Owner.Newest,
            Direction = section.Word("direction", Directions) ?? Direction.Both,
            Values = Values(section),
        };
        notes.Places.Put(field, "", place);
        if (type is null)
        {
            notes.Places.Doubt(field);
        }

        foreach (var key in FieldFormat.Field.Names)
        {
            notes.Places.Put(field, key, section.At(key));
        }

        if (section.Node("values") is YamlMap values)
        {
            foreach (var entry in values.Entries)
            {
                notes.Places.Put(field, "value " + entry.Key.Value.Trim(), entry.Key.Place);
            }
        }

        return field;
    }

    private static ImmutableArray<ValuePair> Values(Section section)
    {
        var pairs = ImmutableArray.CreateBuilder<ValuePair>();
        foreach (var (word, _, node) in NamedEntries.Of(section, "values", "value"))
        {
            foreach (var item in node is YamlList list ? list.Items : [node])
            {
                if (item is YamlText { IsEmpty: false } text)
                {
                    pairs.Add(new ValuePair(word, text.Value.Trim()));
                }
                else
                {
                    section.Notes.Error(
                        item.Place,
                        $"value {Words.Quoted(word)} in {section.What} must say what the tracker calls it, found {item.Kind}"
                    );
                }
            }
        }

        return pairs.ToImmutable();
    }
}
