using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Time;

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

        var day = Day(draft);
        var told = draft.Case.Eta.Told;
        if (day == told)
        {
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = null } };
            return;
        }

        if (day is { } new_ && told is { } old && Math.Abs(new_.DayNumber - old.DayNumber) <= rule.QuietDays)
        {
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = null } };
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
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = candidate } };
            draft.WakeAt(due, "settle time of the ETA");
            draft.Decide(DecisionKind.Waits, $"the ETA is {Shown(day)}: told if it still stands after the settle time");
            return;
        }

        if (Again(draft, rule) is { } again && draft.Now < again)
        {
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = candidate } };
            draft.WakeAt(again, "the ETA may be told again");
            draft.Decide(
                DecisionKind.Waits,
                $"the ETA is {Shown(day)}: the customer was told of one often enough, and hears of it later if it still stands"
            );
            return;
        }

        if (SharedNews.IsOptedOut(draft))
        {
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = null } };
            draft.Decide(DecisionKind.Skips, $"the ETA is {Shown(day)}: {SharedNews.OptedOut(draft)}");
            return;
        }

        candidate = candidate with { Turn = candidate.Turn ?? SharedNews.Turn(draft) };
        if (draft.MustCount || draft.Now < candidate.Turn)
        {
            draft.Case = draft.Case with { Eta = draft.Case.Eta with { Candidate = candidate } };
            draft.WakeAt(candidate.Turn ?? draft.Now, $"turn of this ticket among those of {draft.Case.Item?.Key}");
            draft.Decide(
                DecisionKind.Waits,
                $"the ETA is {Shown(day)}: others of the same item are told before, then this customer, if it still stands"
            );
            return;
        }

        var trigger =
            told is null ? TriggerKind.EtaFirstSet
            : day is null ? TriggerKind.EtaRemoved
            : TriggerKind.EtaChanged;
        draft.Case = draft.Case with { Eta = draft.Case.Eta.Tell(day, draft.Now) };
        draft.Decide(DecisionKind.Does, $"the ETA is {Shown(day)} (told before: {Shown(told)})");
        MessagePlanner.Trigger(draft, trigger, null, told);
    }

    /// <summary>The promised day; of a moment, the day that it is where the customer lives. Null: not known.</summary>
    public static DateOnly? Day(Draft draft) =>
        draft.Process.Eta is not { } rule
            ? null
            : draft.Value(rule.Field) switch
            {
                FieldValue.Date date => date.Day,
                FieldValue.Moment moment => Zones.Day(Zone(draft, rule), moment.At),
                _ => null,
            };

    private static string Zone(Draft draft, EtaRule rule) =>
        draft.Observed.Ticket.Values[FieldNames.RequesterTimeZone]?.Display is { } own && Zones.Knows(own)
            ? own
            : rule.Zone ?? draft.Process.Calendar?.Zone ?? "Etc/UTC";

    /// <summary>When one more telling is within the pace; null: it always is.</summary>
    private static DateTimeOffset? Again(Draft draft, EtaRule rule)
    {
        var history = draft.Case.Eta.History;
        return rule.AtMost is { } pace && history.Length >= pace.Times ? history[^pace.Times].At + pace.Within : null;
    }

    private static bool Applies(Draft draft, EtaRule rule)
    {
        var stage = draft.Process.IndexOf(draft.Case.Stage);
        var from = rule.FromStage is null ? 0 : draft.Process.IndexOf(rule.FromStage);
        if (stage < 0 || IsOver(draft, draft.Process.Stages[stage].Outcome))
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

    /// <summary>A date is promised until the fix is there: until it is released, where that is another moment than the end.</summary>
    private static bool IsOver(Draft draft, StageOutcome outcome) =>
        draft.Process.Released is null
            ? outcome != StageOutcome.None
            : outcome == StageOutcome.Unresolved || draft.Case.Release is not null;

    private static string Shown(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "not known";
}
