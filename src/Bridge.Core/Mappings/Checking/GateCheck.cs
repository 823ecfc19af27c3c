using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Gates: whether what a stage requires can be there at all.</summary>
internal static class GateCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        if (process.Gates.Override is { } way)
        {
            Override(process, way, remarks);
        }

        foreach (var stage in process.Stages)
        {
            for (var i = 0; i < stage.Requires.Length; i++)
            {
                var requirement = stage.Requires[i];
                if (process.Field(requirement.Field) is { } field)
                {
                    Fits(requirement, field, remarks);
                    Twice(stage, i, remarks);
                }
                else if (CaseNames.Has(requirement.Field))
                {
                    OfCase(requirement, remarks);
                }
                else
                {
                    remarks.UnknownField(requirement, "field", requirement.Field);
                }

                if (requirement.NewlyFilled && CaseNames.Has(requirement.Field))
                {
                    remarks.Add(
                        requirement,
                        "newly filled",
                        $"'{requirement.Field}' is counted by the bridge, nobody fills it; take 'newly filled' out"
                    );
                }

                if (requirement.WhenComingBack && process.IndexOf(stage.Name) == process.Stages.Length - 1)
                {
                    remarks.Add(
                        requirement,
                        "when coming back",
                        $"nothing comes back to '{stage.Name}', the last stage, so '{requirement.Field}' is never asked for"
                    );
                }
            }
        }
    }

    private static void Override(ProcessMapping process, GateOverride way, Remarks remarks)
    {
        if (process.Field(way.Field) is not { } field)
        {
            remarks.UnknownField(way, "field", way.Field);
        }
        else if (field.HelpdeskField is null || field.Type is not (FieldType.Text or FieldType.Html))
        {
            remarks.Add(
                way,
                "field",
                $"field '{field.Name}' cannot hold the reason of an override; name a text field that the helpdesk has"
            );
        }
    }

    private static void Twice(Stage stage, int index, Remarks remarks)
    {
        var requirement = stage.Requires[index];
        if (Always(requirement) && stage.Requires[..index].Any(r => Always(r) && Same(r.Field, requirement.Field)))
        {
            remarks.Add(requirement, "", $"stage '{stage.Name}' requires '{requirement.Field}' twice");
        }
    }

    private static void OfCase(Requirement requirement, Remarks remarks)
    {
        if (requirement.AtMost is null || requirement.AtLeastCharacters > 0 || !requirement.OneOf.IsEmpty)
        {
            remarks.Add(
                requirement,
                "",
                $"'{requirement.Field}' is a number that is always there; ask for 'at most', such as '{{ field: {requirement.Field}, at most: 2 }}'"
            );
        }
    }

    private static bool Always(Requirement requirement) => requirement is { When: null, WhenComingBack: false };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static void Fits(Requirement requirement, FieldRule field, Remarks remarks)
    {
        if (remarks.Doubts(field))
        {
            return;
        }

        var type = field.Type.ToString().ToLowerInvariant();
        if (requirement.AtLeastCharacters > 0 && field.Type is not (FieldType.Text or FieldType.Html or FieldType.Url))
        {
            remarks.Add(requirement, "at least", $"field '{field.Name}' is a {type}; only texts have a length");
        }

        if (requirement.AtMost is not null && field.Type is not (FieldType.Number or FieldType.List))
        {
            remarks.Add(
                requirement,
                "at most",
                $"field '{field.Name}' is a {type}; 'at most' is for numbers and lists"
            );
        }

        foreach (var value in requirement.OneOf)
        {
            UnknownValue(requirement, "one of", field, value, remarks);
        }
    }

    /// <summary>Notes a value that the field's value map does not name.</summary>
    internal static void UnknownValue(object about, string part, FieldRule field, string value, Remarks remarks)
    {
        var words = field.Values.Select(v => v.Helpdesk).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (words.Count > 0 && !words.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            remarks.Add(
                about,
                part,
                $"field '{field.Name}' has no value {Words.Quoted(value)}{Words.Meant(value, words, "it has")}"
            );
        }
    }
}
