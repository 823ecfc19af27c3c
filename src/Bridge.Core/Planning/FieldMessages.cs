using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Triggers messages about a field that was filled or changed, while the case is not at its end. Which values were
/// accounted for stands in the case, so that each is told once, however often and however late somebody looks.
/// </summary>
internal static class FieldMessages
{
    public static void Decide(Draft draft)
    {
        foreach (var rule in draft.Process.Messages.Where(m => m.Trigger == TriggerKind.FieldFirstFilled))
        {
            FirstFilled(draft, rule);
        }

        foreach (
            var rules in draft
                .Process.Messages.Where(m => m.Trigger == TriggerKind.FieldChanged)
                .GroupBy(m => m.Field ?? "", StringComparer.OrdinalIgnoreCase)
        )
        {
            Changed(draft, [.. rules]);
        }
    }

    /// <summary>Waits for the field, the stage and the condition, in whatever order they come.</summary>
    private static void FirstFilled(Draft draft, MessageRule rule)
    {
        var notice = $"first filled/{rule.Name}";
        if (draft.Case.Notices.Contains(notice) || Filled(draft, rule.Field) is null)
        {
            return;
        }

        var why = WhyNot(draft, rule);
        if (why is null && rule.OnlyIf is { } onlyIf)
        {
            why = draft.Against(onlyIf);
        }

        if (why is not null)
        {
            draft.Decide(DecisionKind.Waits, $"the message '{rule.Name}' waits: {why}");
        }
        else if (draft.FirstTime(notice))
        {
            MessagePlanner.Hold(draft, rule, null);
        }
    }

    private static void Changed(Draft draft, IReadOnlyList<MessageRule> rules)
    {
        if (draft.Process.Field(rules[0].Field ?? "") is not { } field || Filled(draft, field.Name) is not { } value)
        {
            return;
        }

        var before = draft.Case.Filled.GetValueOrDefault(field.Name);
        if (before is not null && FieldValue.Same(before, value))
        {
            return;
        }

        draft.Case = draft.Case with { Filled = draft.Case.Filled.SetItem(field.Name, value) };
        foreach (var rule in before is null ? [] : rules)
        {
            if (WhyNot(draft, rule) is { } why)
            {
                draft.Decide(DecisionKind.Skips, $"the message '{rule.Name}' is not sent: {why}");
            }
            else
            {
                MessagePlanner.Hold(draft, rule, null);
            }
        }
    }

    /// <summary>Null when the case is in a stage in which the field is told.</summary>
    private static string? WhyNot(Draft draft, MessageRule rule) =>
        draft.Process.Stage(draft.Case.Stage) is not { Outcome: StageOutcome.None } ? "the case is at its end"
        : draft.Process.IndexOf(draft.Case.Stage) < (rule.FromStage is { } from ? draft.Process.IndexOf(from) : 0)
            ? $"it is told from {rule.FromStage} on"
        : null;

    private static FieldValue? Filled(Draft draft, string? field) =>
        FieldValue.OrNothing(draft.Value(field ?? "")) is { } value and not FieldValue.Flag { Value: false }
            ? value
            : null;
}
