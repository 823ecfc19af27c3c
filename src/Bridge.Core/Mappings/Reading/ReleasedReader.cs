using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "released".</summary>
internal static class ReleasedReader
{
    internal static ReleasedRule? Read(Section file, ConditionReader conditions)
    {
        if (
            file.Node("released") is not { } node
            || Section.Of(node, "released", file.Notes, PolicyFormat.Released) is not { } section
        )
        {
            return null;
        }

        if (section.Has("when") == section.Has(KnowledgeReader.Entered))
        {
            section.Notes.Error(
                section.Place,
                section.Has("when")
                    ? $"released has both 'when' and '{KnowledgeReader.Entered}'; keep one of them"
                    : $"released does not say when; write 'when: {{ field: NAME, is: VALUE }}' or '{KnowledgeReader.Entered}: NAME'"
            );
        }
        else if (section.Has(KnowledgeReader.Entered) && section.Has("from stage"))
        {
            section.Notes.Error(
                section.At("from stage"),
                $"'from stage' goes with 'when'; '{KnowledgeReader.Entered}' names its stage itself"
            );
        }

        var rule = new ReleasedRule
        {
            When = section.Node("when") is { } when ? conditions.Read(when) : null,
            Stage = section.Text(KnowledgeReader.Entered),
            FromStage = section.Text("from stage"),
        };
        section.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in PolicyFormat.Released.Names)
        {
            section.Notes.Places.Put(rule, key, section.At(key));
        }

        return rule;
    }
}
