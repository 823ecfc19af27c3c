using System.Net;
using Bridge.Core.Model;
using Bridge.Core.Time;

namespace Bridge.Core.Planning;

/// <summary>
/// Watches how long a case may stay in its stage, computed from when it entered: warned at three quarters of the time,
/// breached at the end. A case that waits at a shut gate still is in its last good stage.
/// </summary>
internal static class SlaPlanner
{
    private const double WarnAt = 0.75;

    public static void Decide(Draft draft)
    {
        if (
            draft.Process.Stage(draft.Case.Stage) is not { Sla: { } span } stage
            || draft.Process.Calendar is not { } calendar
            || draft.Case.Visits.IsEmpty
        )
        {
            return;
        }

        var entered = draft.Case.Visits[^1].At;
        var due = WorkingTime.Add(calendar, entered, span);
        var warn = WorkingTime.Add(calendar, entered, span, WarnAt);
        var owner = stage.Owner.Length > 0 ? stage.Owner : "its owner";
        if (draft.Now < warn)
        {
            draft.WakeAt(warn, $"SLA warning of {stage.Name}");
            return;
        }

        var breached = draft.Now >= due;
        var text = breached
            ? $"SLA of {stage.Name} is over: {owner} had {span}, until {due:yyyy-MM-dd HH:mm} UTC."
            : $"SLA of {stage.Name} ends at {due:yyyy-MM-dd HH:mm} UTC: {owner} has used three quarters of {span}.";
        draft.Find(FindingKind.Sla, $"sla/{stage.Name}", text);
        if (!breached)
        {
            draft.WakeAt(due, $"SLA of {stage.Name}");
        }

        var notice = $"sla/{(breached ? "breach" : "warning")}/{draft.Case.Visits.Length}";
        if (draft.FirstTime(notice))
        {
            draft.Note($"<p>{WebUtility.HtmlEncode(text)}</p>", text, draft.Process.Gates.Leads);
            draft.Decide(DecisionKind.Does, text);
        }
    }
}
