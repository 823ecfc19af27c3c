using System.Collections.Immutable;
using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>Checks what a process means: names that lead nowhere, rules that never fire, settings that contradict each other.</summary>
public static class MappingCheck
{
    /// <summary>All that is wrong; empty when nothing is. Places are known only to the reader, so all stand at 1:1.</summary>
    public static ImmutableArray<MappingError> Check(ProcessMapping process) => Check(process, new Places(""));

    internal static ImmutableArray<MappingError> Check(ProcessMapping process, Places places)
    {
        var remarks = new Remarks(process, places);
        FieldCheck.Check(process, remarks);
        StageCheck.Check(process, remarks);
        MarkCheck.Check(process, remarks);
        GateCheck.Check(process, remarks);
        ConditionCheck.Check(process, remarks);
        ValidationCheck.Check(process, remarks);
        MessageCheck.Check(process, remarks);
        TemplateCheck.Check(process, remarks);
        return remarks.All;
    }
}
