using System.Collections.Immutable;
using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Linting;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>Checks what a process means: names that lead nowhere, rules that never fire, settings that contradict each other.</summary>
public static class MappingCheck
{
    private static readonly ImmutableArray<(MappingRule Rule, Action<ProcessMapping, Remarks> Check)> Checks =
    [
        (CheckRules.Fields, FieldCheck.Check),
        (CheckRules.Stages, StageCheck.Check),
        (CheckRules.Marks, MarkCheck.Check),
        (CheckRules.Gates, GateCheck.Check),
        (CheckRules.Conditions, ConditionCheck.Check),
        (CheckRules.Validation, ValidationCheck.Check),
        (CheckRules.Validation, SilenceCheck.Check),
        (CheckRules.Messages, MessageCheck.Check),
        (CheckRules.Knowledge, KnowledgeCheck.Check),
        (CheckRules.Stages, ClockCheck.Check),
        (CheckRules.Templates, TemplateCheck.Check),
        (CheckRules.Stages, StageLint.Check),
        (CheckRules.Gates, GateLint.Check),
        (CheckRules.Conditions, ConditionLint.Check),
        (CheckRules.Messages, MessageLint.Check),
        (CheckRules.Process, EffectLint.Check),
        (CheckRules.Process, CommentLint.Check),
        (CheckRules.Fields, FieldLint.Check),
    ];

    /// <summary>All that is wrong; empty when nothing is. Places are known only to the reader, so all stand at 1:1.</summary>
    public static ImmutableArray<MappingError> Check(ProcessMapping process) =>
        Check(process, new Notes(process.File, ""));

    internal static ImmutableArray<MappingError> Check(ProcessMapping process, Notes notes)
    {
        var remarks = new Remarks(process, notes);
        foreach (var (rule, check) in Checks.TakeWhile(_ => !remarks.IsFull))
        {
            remarks.Rule = rule;
            check(process, remarks);
        }

        return remarks.All;
    }
}
