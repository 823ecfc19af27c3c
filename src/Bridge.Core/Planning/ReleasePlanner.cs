using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Sees when a fix is in the customers' hands, which may be before or after the case is at its end. It is told once; a
/// case that came back and was fixed anew has a release of its own.
/// </summary>
internal static class ReleasePlanner
{
    /// <summary>Trackers send no word of an issue when its version is released: so often is looked.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromHours(4);

    public static void Decide(Draft draft)
    {
        if (
            draft.Process.Released is not { } rule
            || draft.Process.Stage(draft.Case.Stage) is not { Outcome: not StageOutcome.Unresolved }
        )
        {
            draft.Case = draft.Case with { ReleaseLook = null };
            return;
        }

        var why = Against(draft, rule);
        var bounces = Bounces.Of(draft.Process, draft.Case);
        if (draft.Case.Release is { } known)
        {
            draft.Case = draft.Case with
            {
                ReleaseLook = null,
                Release = why is not null && known.Bounces < bounces ? null : known,
            };
        }

        if (draft.Case.Release is not null)
        {
            return;
        }

        if (why is null)
        {
            draft.Case = draft.Case with { Release = new ReleaseSeen(draft.Now, bounces), ReleaseLook = null };
            draft.Decide(DecisionKind.Does, "the fix is released");
            MessagePlanner.Trigger(draft, TriggerKind.Released, null, null);
            return;
        }

        draft.Decide(DecisionKind.Waits, $"not released yet: {why}");
        LookAgain(draft, rule);
    }

    private static void LookAgain(Draft draft, ReleasedRule rule)
    {
        if (!AsksForVersion(draft.Process, rule.When) || draft.Case.Item is null || IsBefore(draft, rule.FromStage))
        {
            draft.Case = draft.Case with { ReleaseLook = null };
            return;
        }

        var next = draft.Case.ReleaseLook ?? draft.Now + Every;
        if (next <= draft.Now)
        {
            draft.Touch(Side.Tracker);
            next = draft.Now + Every;
        }

        draft.Case = draft.Case with { ReleaseLook = next };
        draft.WakeAt(next, "look whether the fix is released");
    }

    /// <summary>Why it is not released; null: it is.</summary>
    private static string? Against(Draft draft, ReleasedRule rule) =>
        rule.Stage is { } stage ? (IsBefore(draft, stage) ? $"{stage} is still to come" : null)
        : IsBefore(draft, rule.FromStage) ? $"it is asked from {rule.FromStage} on"
        : rule.When is { } when ? ConditionCheck.FirstFailing(when, draft.Value)
        : "nothing says so";

    private static bool IsBefore(Draft draft, string? stage) =>
        stage is not null && draft.Process.IndexOf(draft.Case.Stage) < draft.Process.IndexOf(stage);

    private static bool AsksForVersion(ProcessMapping process, Condition? when) =>
        process.Fields.Any(f =>
            string.Equals(f.TrackerField, FieldNames.FixVersionReleased, StringComparison.OrdinalIgnoreCase)
            && Mappings.Checking.Conditions.Ask(when, f.Name)
        );
}
