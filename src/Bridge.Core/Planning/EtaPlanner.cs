using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Decides when the customer hears of an ETA, of its change, and that it is no longer known.</summary>
internal static class EtaPlanner
{
    public static void Decide(Draft draft)
    {
        if (draft.Process.Eta is not { } rule || !Applies(draft, rule))
        {
            return;
        }

        var day = draft.Value(rule.Field) is FieldValue.Date date ? date.Day : (DateOnly?)null;
        var told = draft.Case.Eta.Told;
        if (day == told)
        {
            draft.Case = draft.Case with { Eta = new EtaKnowledge(told, null) };
            return;
        }

        if (day is { } new_ && told is { } old && Math.Abs(new_.DayNumber - old.DayNumber) <= rule.QuietDays)
        {
            draft.Case = draft.Case with { Eta = new EtaKnowledge(told, null) };
            draft.Decide(
                DecisionKind.Skips,
                $"the ETA moved by at most {rule.QuietDays} days: the customer is not told"
            );
            return;
        }

        var candidate =
            draft.Case.Eta.Candidate is { } waiting && waiting.Day == day ? waiting : new EtaCandidate(day, draft.Now);
        var due = candidate.Since + rule.Settle;
        if (draft.Now < due)
        {
            draft.Case = draft.Case with { Eta = new EtaKnowledge(told, candidate) };
            draft.WakeAt(due, "settle time of the ETA");
            draft.Decide(DecisionKind.Waits, $"the ETA is {Shown(day)}: told if it still stands after the settle time");
            return;
        }

        var trigger =
            told is null ? TriggerKind.EtaFirstSet
            : day is null ? TriggerKind.EtaRemoved
            : TriggerKind.EtaChanged;
        draft.Case = draft.Case with { Eta = new EtaKnowledge(day, null) };
        draft.Decide(DecisionKind.Does, $"the ETA is {Shown(day)} (told before: {Shown(told)})");
        MessagePlanner.Trigger(draft, trigger, null, told);
    }

    private static bool Applies(Draft draft, EtaRule rule)
    {
        var stage = draft.Process.IndexOf(draft.Case.Stage);
        var from = rule.FromStage is null ? 0 : draft.Process.IndexOf(rule.FromStage);
        if (stage < 0 || draft.Process.Stages[stage].Outcome != StageOutcome.None)
        {
            return false;
        }

        if (stage < from)
        {
            draft.Decide(DecisionKind.Skips, $"the ETA is told from {rule.FromStage} on");
            return false;
        }

        return true;
    }

    private static string Shown(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "not known";
}
