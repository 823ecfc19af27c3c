using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Takes in where both sides stand, asks the gate, and brings the other side along, or the mover back.</summary>
internal static class StagePlanner
{
    /// <summary>Decides the stage of a case that is in the process.</summary>
    public static void Decide(Draft draft)
    {
        var helpdesk = Look(draft, Side.Helpdesk);
        var tracker = draft.Case.Item is null ? new Shown(null, false) : Look(draft, Side.Tracker);
        if (draft.StageEntered)
        {
            return;
        }

        if (Joined(draft, tracker) is { } joined)
        {
            draft.Decide(DecisionKind.Does, $"joins {draft.Case.Item!.Key} where it is: in {joined.Name}");
            Enter(draft, joined, Side.Tracker);
        }
        else if (Wanted(draft, helpdesk, tracker) is var (wanted, by) && draft.Process.Stage(wanted) is { } stage)
        {
            GatePlanner.Ask(draft, stage, by);
        }
        else if (draft.Case.Gate is { } gate)
        {
            var still = Text.Same(draft.Case.StageBase.On(gate.By), gate.Wanted);
            if (still && draft.Process.Stage(gate.Wanted) is { } asked)
            {
                GatePlanner.Ask(draft, asked, gate.By);
            }
            else
            {
                draft.Case = draft.Case with { Gate = null };
                draft.Decide(DecisionKind.Notes, $"nobody asks for {gate.Wanted} any more");
            }
        }
    }

    /// <summary>Enters a stage whose gate is open. By is null when the ticket comes in.</summary>
    public static void Enter(Draft draft, Stage stage, Side? by)
    {
        SlaPlanner.Leave(draft);
        var before = draft.Case.Stage;
        draft.StageEntered = true;
        draft.Case = draft.Case with
        {
            Stage = stage.Name,
            Owed = by?.Other() ?? Side.Helpdesk,
            Gate = null,
            Visits = draft.Case.Visits.Add(new StageVisit(stage.Name, draft.Now)),
            EntryActions = stage.OnEntry is null ? null : stage.Name,
            AtEntry = GateKeeper.AtEntry(draft.Case, stage, draft.Value),
            Refusals = draft.Case.Refusals.RemoveRange([
                Facets.Of(Side.Helpdesk, Facets.Status),
                Facets.Of(Side.Tracker, Facets.Status),
            ]),
        };
        draft.Decide(
            DecisionKind.Does,
            $"enters {stage.Name}"
                + (before is null ? "" : $" from {before}")
                + (by is { } side ? $": the {FieldReading.Name(side)} moved and the gate is open" : "")
        );
        ValidationPlanner.Entered(draft, stage);
        KnowledgePlanner.Entered(draft, stage);
        MessagePlanner.Trigger(draft, TriggerKind.StageEntered, stage.Name, null);
        if (stage.Outcome == StageOutcome.Resolved)
        {
            MessagePlanner.Trigger(draft, TriggerKind.Resolved, null, null);
        }
        else if (stage.Outcome == StageOutcome.Unresolved)
        {
            MessagePlanner.Trigger(draft, TriggerKind.ClosedUnresolved, null, null);
        }
    }

    /// <summary>Writes the case's stage to each side that shows another one.</summary>
    public static void Write(Draft draft)
    {
        if (draft.Process.Stage(draft.Case.Stage) is not { } stage)
        {
            return;
        }

        Write(draft, stage, Side.Helpdesk);
        if (draft.Case.Item is not null)
        {
            Write(draft, stage, Side.Tracker);
        }

        if (
            draft.Case.EntryActions is { } entered
            && Text.Same(entered, stage.Name)
            && stage.OnEntry is { } actions
            && Facets.MayWrite(draft, Facets.Of(Side.Helpdesk, "entry actions"), entered, "Entry actions")
        )
        {
            draft.HelpdeskUpdate.Act(stage.Name, actions);
        }
    }

    private static void Write(Draft draft, Stage stage, Side side)
    {
        var shown = draft.Case.StageBase.On(side);
        var gate = draft.Case.Gate;
        if (Text.Same(shown, stage.Name) && draft.Case.Owed == side)
        {
            draft.Case = draft.Case with { Owed = null };
        }

        if (Text.Same(shown, stage.Name) || (gate is { Reverting: false } && gate.By == side))
        {
            return;
        }

        if (shown is null && draft.Case.Owed != side)
        {
            // A status of nobody's: a person put it there (waiting, on hold). The next stage overwrites it, not this one.
            return;
        }

        if (StageReading.ToSide(stage, side) is not { } mark)
        {
            draft.Decide(DecisionKind.Skips, $"{stage.Name} has no status in the {FieldReading.Name(side)}");
            return;
        }

        if (Facets.MayWrite(draft, Facets.Of(side, Facets.Status), stage.Name, "The status"))
        {
            draft.UpdateOf(side).Enter(stage, mark, $"the stage is {stage.Name}");
            draft.Decide(DecisionKind.Does, $"moves the {FieldReading.Name(side)} to {mark.Status ?? mark.Value}");
        }
    }

    /// <summary>
    /// The stage of an item that an agent linked, at its first sight: others have brought it there, through the gates, so
    /// the ticket follows and the item is not put back for it. Null when there is nothing to join, and for a closed item:
    /// that a ticket came in after it was closed is for the gate.
    /// </summary>
    private static Stage? Joined(Draft draft, Shown tracker) =>
        tracker.News
        && draft.Process.Entry.LinkField is { } field
        && FieldValue.OrNothing(draft.Value(field)) is not null
        && !MessagePlanner.IsLinkTold(draft)
        && draft.Process.Stage(tracker.Stage) is { Outcome: StageOutcome.None } stage
            ? stage
            : null;

    private static Shown Look(Draft draft, Side side)
    {
        var known = draft.Case.StageBase.On(side);
        if (draft.Observed.On(side) is not { Presence: Presence.Present } snapshot)
        {
            return new Shown(known, false);
        }

        var fresh = draft.Observed.Fresh(side);
        var shown = StageReading.Of(draft.Process, side, snapshot, draft.Case.Stage);
        if (shown is null && (fresh || known is null))
        {
            Unmapped(draft, side, snapshot, fresh);
        }

        if (!fresh)
        {
            return new Shown(known, false);
        }

        draft.Case = draft.Case with { StageBase = draft.Case.StageBase.With(side, shown) };
        var news = shown is not null && !Text.Same(shown, known) && !Text.Same(shown, draft.Case.Stage);
        return new Shown(shown, news);
    }

    /// <summary>A side that was not read just now still shows what it showed last: the finding stays open.</summary>
    private static void Unmapped(Draft draft, Side side, Snapshot snapshot, bool fresh)
    {
        var text =
            $"The status '{snapshot.Status}' of the {FieldReading.Name(side)} belongs to no stage of "
            + $"{draft.Process.Name}: the stage stays {draft.Case.Stage}. Name it in the mapping file if it should mean one.";
        draft.Findings.Add(
            new Finding(FindingKind.UnmappedStatus, $"status/{FieldReading.Name(side)}/{snapshot.Status}", text)
            {
                Connection = Facets.Connection(draft, side),
            }
        );
        if (fresh)
        {
            draft.Decide(DecisionKind.Skips, text);
        }
    }

    private static (string Stage, Side By)? Wanted(Draft draft, Shown helpdesk, Shown tracker)
    {
        switch (helpdesk.News, tracker.News)
        {
            case (true, false):
                return (helpdesk.Stage!, Side.Helpdesk);
            case (false, true):
                return (tracker.Stage!, Side.Tracker);
            case (true, true) when Text.Same(helpdesk.Stage, tracker.Stage):
                return (tracker.Stage!, Side.Tracker);
            case (true, true):
                var newest =
                    draft.Observed.Item!.Version >= draft.Observed.Ticket.Version ? Side.Tracker : Side.Helpdesk;
                var winner = draft.Process.StageOwner switch
                {
                    Owner.Helpdesk => Side.Helpdesk,
                    Owner.Tracker => Side.Tracker,
                    _ => newest,
                };
                var text =
                    $"Both sides moved: the helpdesk to {helpdesk.Stage}, the tracker to {tracker.Stage}. The "
                    + $"{FieldReading.Name(winner)} decides, as the mapping says.";
                draft.Find(FindingKind.Conflict, "conflict/stage", text);
                draft.Decide(DecisionKind.Notes, text);
                return (winner == Side.Helpdesk ? helpdesk.Stage! : tracker.Stage!, winner);
            default:
                return null;
        }
    }

    private readonly record struct Shown(string? Stage, bool News);

    private static class Text
    {
        internal static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }
}
