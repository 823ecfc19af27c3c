using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Watches how long a case may stay in its stage. A case that waits at a shut gate still is in its last good stage.
/// </summary>
internal static class SlaPlanner
{
    public static void Decide(Draft draft)
    {
        Heed(draft);
        var running = SlaClock.Set(draft.Process, draft.Case, draft.Value, draft.Now);
        draft.Case = draft.Case with { Clock = running };
        if (running is null || draft.Process.Stage(draft.Case.Stage) is not { } stage)
        {
            draft.Case = draft.Case with { StepsOwed = [], QuietSince = null };
            return;
        }

        var clock = SlaClock.Of(draft.Process, draft.Case, running);
        SlaAlerts.Decide(draft, stage, clock);
    }

    /// <summary>Before another stage is entered: what the clock of the one before came to stays as it is from now on.</summary>
    public static void Leave(Draft draft)
    {
        Heed(draft);
        if (draft.Case.Visits.IsEmpty || draft.Process.Stage(draft.Case.Stage) is not { } stage)
        {
            return;
        }

        var running =
            draft.Case.Clock is { } known && known.Visit == draft.Case.Visits.Length
                ? known
                : SlaClock.Set(draft.Process, draft.Case, draft.Value, draft.Now);
        if (running is null)
        {
            return;
        }

        var result = SlaClock.Of(draft.Process, draft.Case, running).End(stage.Owner, draft.Now);
        draft.Case = draft.Case with
        {
            Clock = null,
            StepsOwed = [],
            Visits = draft.Case.Visits.SetItem(
                draft.Case.Visits.Length - 1,
                draft.Case.Visits[^1] with
                {
                    Sla = result,
                }
            ),
        };
    }

    /// <summary>Remembers the helpdesk's status, where a status can make the clock stand.</summary>
    private static void Heed(Draft draft)
    {
        if (draft.Process.Sla?.PausesIn is not { IsEmpty: false })
        {
            return;
        }

        var known = draft.Case.Statuses.IsEmpty ? null : draft.Case.Statuses[^1].Status;
        var shown = draft.Observed.Fresh(Side.Helpdesk) ? draft.Observed.Ticket.Status : Written(draft, known);
        if (!string.IsNullOrEmpty(shown) && !string.Equals(known, shown, StringComparison.OrdinalIgnoreCase))
        {
            draft.Case = draft.Case with { Statuses = draft.Case.Statuses.Add(new StatusSeen(shown, draft.Now)) };
        }
    }

    /// <summary>The status that the bridge itself has written since; the known one when it has not.</summary>
    private static string? Written(Draft draft, string? known)
    {
        if (known is null || draft.Process.Stage(draft.Case.StageBase.Helpdesk) is not { } shown)
        {
            return known;
        }

        var statuses = shown.Helpdesk.Select(m => m.Status).OfType<string>().ToImmutableArray();
        return statuses.IsEmpty || statuses.Contains(known, StringComparer.OrdinalIgnoreCase) ? known : statuses[0];
    }
}
