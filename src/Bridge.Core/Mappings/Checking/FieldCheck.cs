using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Fields: where they live, what they hold, and whether their values find the way back.</summary>
internal static class FieldCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        foreach (var field in process.Fields)
        {
            if (CaseNames.Has(field.Name))
            {
                remarks.Add(
                    field,
                    "",
                    $"'{field.Name}' is what the bridge itself knows of a case; call the field something else"
                );
            }

            Sides(field, remarks);
            OnSide(process, field, Side.Helpdesk, remarks);
            OnSide(process, field, Side.Tracker, remarks);
            Values(field, remarks);
        }

        foreach (var same in process.Fields.GroupBy(f => TemplateValues.Slug(f.Name)).Where(g => g.Count() > 1))
        {
            remarks.Add(
                same.Last(),
                "name",
                $"templates cannot tell {Words.List([.. same.Select(f => f.Name)])} apart: each would be 'fields.{same.Key}'; rename one"
            );
        }
    }

    private static void Sides(FieldRule field, Remarks remarks)
    {
        if (field.HelpdeskField is null && field.TrackerField is null)
        {
            remarks.Add(
                field,
                "",
                $"field '{field.Name}' lives nowhere; name its field in the helpdesk or the tracker"
            );
        }
        else if ((field.HelpdeskField is null || field.TrackerField is null) && field.Direction != Direction.Both)
        {
            remarks.Add(field, "direction", $"field '{field.Name}' has a direction but lives on one side only");
        }
    }

    private static void OnSide(ProcessMapping process, FieldRule field, Side side, Remarks remarks)
    {
        if (field.On(side) is not { } name)
        {
            return;
        }

        var key = Key(side);
        if (
            process.Fields.FirstOrDefault(f => string.Equals(f.On(side), name, StringComparison.OrdinalIgnoreCase))
                is { } first
            && !ReferenceEquals(first, field)
        )
        {
            remarks.Add(
                field,
                key,
                $"the {key}'s '{name}' is field '{first.Name}' already; one field of a tool is one field here"
            );
        }

        if (KnownFields.Of(name) is not { OfCase: false } known)
        {
            return;
        }

        if (!known.Is(side))
        {
            remarks.Add(
                field,
                key,
                $"'{name}' is the {Key(side.Other())}'s own; the {key} has no such field, and a custom field of that label needs another one"
            );
            return;
        }

        var isClickUp = process.Entry.MarkerField is not null;
        if (side == Side.Tracker && isClickUp && KnownFields.IsOnlyJiras(name))
        {
            remarks.Add(field, key, $"'{name}' is a field of Jira; ClickUp has none");
        }
        else if (name.Equals(FieldNames.Status, StringComparison.OrdinalIgnoreCase))
        {
            remarks.Add(field, key, "the status is no field: the stages carry it over");
        }
        else if (known.ReadOnly && field.MayWrite(side))
        {
            var cure = side == Side.Tracker ? "to helpdesk" : "to tracker";
            remarks.Add(
                field,
                key,
                $"'{name}' cannot be written in the {key}; add 'direction: {cure}' to field '{field.Name}'"
            );
        }

        if (
            !remarks.Doubts(field)
            && known.Type != field.Type
            && !(known.Type == FieldType.Choice && field.Type == FieldType.Text)
        )
        {
            remarks.Add(
                field,
                "type",
                $"'{name}' of the {key} is a {Word(known.Type)}, but field '{field.Name}' is a {Word(field.Type)}"
            );
        }
    }

    private static void Values(FieldRule field, Remarks remarks)
    {
        if (field.Values.IsEmpty)
        {
            return;
        }

        if (!remarks.Doubts(field) && field.Type is not (FieldType.Choice or FieldType.List or FieldType.Bool))
        {
            remarks.Add(
                field,
                "values",
                $"field '{field.Name}' is a {Word(field.Type)}; only a choice, list or bool has values"
            );
        }

        if (field.HelpdeskField is null || field.TrackerField is null)
        {
            remarks.Add(
                field,
                "values",
                $"field '{field.Name}' lives on one side only, so its values are never translated"
            );
        }

        foreach (var word in field.Values.GroupBy(v => v.Tracker, StringComparer.OrdinalIgnoreCase))
        {
            var helpdesk = word.Select(v => v.Helpdesk).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (helpdesk.Count > 1 && field.MayWrite(Side.Helpdesk))
            {
                remarks.Error(
                    field,
                    "value " + helpdesk[^1],
                    LintRules.ValueLoop,
                    $"{Words.List(helpdesk)} of field '{field.Name}' are all '{word.Key}' in the tracker, so nobody can tell them apart on the way back; use different words or 'direction: to tracker'"
                );
            }
            else if (word.Count() > helpdesk.Count)
            {
                remarks.Add(
                    field,
                    "value " + helpdesk[0],
                    $"'{word.Key}' stands twice for '{helpdesk[0]}' of field '{field.Name}'"
                );
            }
        }
    }

    internal static string Key(Side side) => side == Side.Helpdesk ? "helpdesk" : "tracker";

    private static string Word(FieldType type) => type.ToString().ToLowerInvariant();
}
