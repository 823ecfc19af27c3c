using Bridge.Core.Mappings.Checking;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Gates that ask for what the people at the gate cannot fill in.</summary>
internal static class GateLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        for (var i = 0; i < process.Stages.Length; i++)
        {
            var stage = process.Stages[i];
            foreach (var requirement in stage.Requires)
            {
                if (process.Field(requirement.Field) is { } field)
                {
                    Field(process, i, requirement, field, remarks);
                }

                var neverBack = !stage.From.IsEmpty && stage.From.All(f => process.IndexOf(f) < i);
                if (requirement.WhenComingBack && neverBack && i < process.Stages.Length - 1)
                {
                    remarks.Warn(
                        requirement,
                        "when coming back",
                        LintRules.NoEffect,
                        $"stage '{stage.Name}' is entered only from earlier ones, so '{requirement.Field}' is never asked for; add a later stage to 'from', or take the requirement out"
                    );
                }
            }
        }
    }

    /// <summary>True for the first stage, and while only stages behind it make the item.</summary>
    private static bool IsBeforeItem(ProcessMapping process, int index)
    {
        var makers = process.Entry.ItemStages.Select(process.IndexOf).Where(i => i >= 0).ToList();
        return index == 0 || (makers.Count > 0 && process.Entry.LinkField is null && makers.TrueForAll(i => i > index));
    }

    private static void Field(
        ProcessMapping process,
        int index,
        Requirement requirement,
        FieldRule field,
        Remarks remarks
    )
    {
        var stage = process.Stages[index];
        if (
            field.HelpdeskField is null
            && requirement is { WhenComingBack: false, When: null }
            && IsBeforeItem(process, index)
        )
        {
            remarks.Error(
                requirement,
                "",
                LintRules.GateBeforeItem,
                $"field '{field.Name}' lives only in the tracker, but a ticket comes through the gate of '{stage.Name}' before its item is made; ask for it when coming back, or in a later stage"
            );
            return;
        }

        if (
            (
                stage.Tracker.IsEmpty && field.HelpdeskField is null ? Side.Helpdesk
                : stage.Helpdesk.IsEmpty && field.TrackerField is null ? Side.Tracker
                : (Side?)null
            ) is
            { } side
        )
        {
            var here = FieldCheck.Key(side);
            var there = FieldCheck.Key(side.Other());
            remarks.Warn(
                requirement,
                "",
                LintRules.GateOutOfReach,
                $"stage '{stage.Name}' is entered in the {here}, but field '{field.Name}' lives only in the {there}; add '{here}:' to the field, so that it can be filled where people work"
            );
        }
    }
}
