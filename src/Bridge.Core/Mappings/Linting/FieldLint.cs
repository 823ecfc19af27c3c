using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Fields that nothing uses, and values of fields that stages set.</summary>
internal static class FieldLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        foreach (var field in process.Fields.Where(f => f.HelpdeskField is null || f.TrackerField is null))
        {
            if (!remarks.Uses.Has(field) && !remarks.Doubts(field))
            {
                remarks.Warn(
                    field,
                    "",
                    LintRules.UnusedField,
                    $"field '{field.Name}' lives on one side only, and no gate, condition or template uses it; take it out, or name the field of the other side"
                );
            }
        }

        var priority = process.Fields.FirstOrDefault(f =>
            string.Equals(f.HelpdeskField, FieldNames.Priority, StringComparison.OrdinalIgnoreCase)
        );
        foreach (var stage in process.Stages)
        {
            if (priority is not null && stage.OnEntry?.Priority is { } value)
            {
                Priority(stage, priority, value, remarks);
            }
        }
    }

    private static void Priority(Stage stage, FieldRule priority, string value, Remarks remarks)
    {
        var words = priority.Values.Select(v => v.Helpdesk).ToList();
        if (words.Count > 0 && !words.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            remarks.Error(
                stage,
                "",
                MappingRules.UnknownValue,
                $"'on entry' of stage '{stage.Name}' sets priority {Words.Quoted(value)}, which field '{priority.Name}' does not have{Words.Meant(value, words, "it has")}"
            );
        }
        else if (priority.Direction == Direction.ToHelpdesk && priority.TrackerField is not null)
        {
            remarks.Error(
                stage,
                "",
                LintRules.ValueLoop,
                $"'on entry' of stage '{stage.Name}' sets the priority, but field '{priority.Name}' takes it from the tracker, so one would undo the other; take it out of 'on entry', or write 'direction: both'"
            );
        }
    }
}
