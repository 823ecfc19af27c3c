using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Asks the gate of a wanted stage, and does what the process says when it is shut.</summary>
internal static class GatePlanner
{
    public static void Ask(Draft draft, Stage wanted, Side by)
    {
        var missing = draft.Ask(wanted);
        if (missing.IsEmpty)
        {
            StagePlanner.Enter(draft, wanted, by);
            return;
        }

        if (Override(draft) is { } reason)
        {
            StagePlanner.Enter(draft, wanted, by);
            GoPast(draft, wanted, missing, reason);
            return;
        }

        var list = string.Join(", ", missing);
        switch (wanted.OnViolation ?? draft.Process.Gates.OnViolation)
        {
            case OnViolation.Warn:
                StagePlanner.Enter(draft, wanted, by);
                draft.Tell(by, GateTexts.Warned(wanted, missing), $"{wanted.Name} was entered without {list}");
                return;
            case OnViolation.Hold:
                Hold(draft, wanted, by, missing);
                return;
            default:
                Revert(draft, wanted, by, missing);
                return;
        }
    }

    /// <summary>True for the field that holds the reason of an override: the bridge empties it once it has served.</summary>
    public static bool IsOverride(ProcessMapping process, FieldRule field) =>
        process.Gates.Override is { } way && string.Equals(way.Field, field.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Asks for a move that no side has made: the customer's word, or silence. There is nothing to put back, so a shut gate
    /// holds it, and it goes on by itself.
    /// </summary>
    /// <param name="whose">What asks for it, unique in the case; what is missing is told once for it.</param>
    public static void AskFor(Draft draft, Stage wanted, string whose)
    {
        var missing = draft.Ask(wanted);
        var warns = (wanted.OnViolation ?? draft.Process.Gates.OnViolation) == OnViolation.Warn;
        var list = string.Join(", ", missing);
        if (missing.IsEmpty || warns)
        {
            StagePlanner.Enter(draft, wanted, null);
            if (!missing.IsEmpty)
            {
                draft.Note(GateTexts.Warned(wanted, missing), $"{wanted.Name} was entered without {list}");
            }

            return;
        }

        draft.Find(
            FindingKind.GateViolation,
            $"gate/{wanted.Name}",
            $"The case should go to {wanted.Name}, which waits for {list}. Fill it in; then the case goes on by itself."
        );
        draft.Decide(DecisionKind.Waits, $"{wanted.Name} waits for {list}");
        if (draft.FirstTime($"held/{whose}/{wanted.Name}/{list}"))
        {
            draft.Note(GateTexts.Held(wanted, missing), $"{wanted.Name} asks for {list}");
        }
    }

    /// <summary>The reason that somebody gives for going past the gate; null: none that counts.</summary>
    private static string? Override(Draft draft) =>
        draft.Process.Gates.Override is { } way
        && draft.Value(way.Field)?.Display.Trim() is { } reason
        && reason.Length >= way.AtLeastCharacters
            ? reason
            : null;

    private static void GoPast(Draft draft, Stage wanted, ImmutableArray<string> missing, string reason)
    {
        var list = string.Join(", ", missing);
        draft.Decide(DecisionKind.Does, $"the gate of {wanted.Name} is overridden without {list}: {reason}");
        draft.Note(
            GateTexts.Overridden(wanted, missing, reason),
            $"{wanted.Name} was entered by override",
            draft.Process.Gates.Leads
        );
        var field = draft.Process.Field(draft.Process.Gates.Override!.Field)!;
        var known = draft.Case.Base.GetValueOrDefault(field.Name) ?? FieldBase.Nothing;
        draft.Case = draft.Case with { Base = draft.Case.Base.SetItem(field.Name, known with { Agreed = null }) };
    }

    private static void Hold(Draft draft, Stage wanted, Side by, ImmutableArray<string> missing)
    {
        var list = string.Join(", ", missing);
        var told = draft.Case.Gate is { } gate && Same(gate, wanted, by) && gate.Missing.SequenceEqual(missing);
        Shut(draft, wanted, by, missing, reverting: false);
        draft.Find(
            FindingKind.GateViolation,
            $"gate/{wanted.Name}",
            $"{wanted.Name} waits for {list}. Nothing is mirrored until it is filled in; then the case goes on by itself."
        );
        draft.Decide(DecisionKind.Waits, $"{wanted.Name} waits for {list}");
        if (!told)
        {
            draft.Tell(by, GateTexts.Held(wanted, missing), $"{wanted.Name} asks for {list}");
        }
    }

    private static void Revert(Draft draft, Stage wanted, Side by, ImmutableArray<string> missing)
    {
        var policy = draft.Process.Gates;
        var list = string.Join(", ", missing);
        var back = draft.Case.Stage!;
        var reverts = draft.Case.Reverts.Where(at => draft.Now - at < policy.Within).ToImmutableArray();
        var before = draft.Case.Gate is { } gate && Same(gate, wanted, by) ? gate : null;
        draft.Find(
            FindingKind.GateViolation,
            $"gate/{wanted.Name}",
            $"The move to {wanted.Name} is refused. Missing: {list}. Fill it in, then move to {wanted.Name} again."
        );
        if (before is { Reverting: true })
        {
            draft.Decide(DecisionKind.Waits, $"the move to {wanted.Name} is being put back to {back}");
            return;
        }

        if (reverts.Length >= policy.AtMost)
        {
            Fight(draft, wanted, by, missing, reverts.Length);
            return;
        }

        var due = (before?.Since ?? draft.Now) + policy.Grace;
        if (draft.Now < due)
        {
            Shut(draft, wanted, by, missing, reverting: false);
            draft.WakeAt(due, $"grace time of {wanted.Name}");
            draft.Decide(DecisionKind.Waits, $"{wanted.Name} asks for {list}; put back after the grace time");
            return;
        }

        Shut(draft, wanted, by, missing, reverting: true);
        draft.Case = draft.Case with { Reverts = reverts.Add(draft.Now) };
        draft.Decide(DecisionKind.Does, $"refuses {wanted.Name}: missing {list}; puts it back to {back}");
        draft.Tell(by, GateTexts.Reverted(wanted, back, missing), $"{wanted.Name} asks for {list}");
    }

    private static void Fight(Draft draft, Stage wanted, Side by, ImmutableArray<string> missing, int times)
    {
        Shut(draft, wanted, by, missing, reverting: false);
        var text =
            $"{wanted.Name} was put back {times} times and is asked for again. The bridge leaves it and mirrors nothing: "
            + "fill in what is missing, or stop the automation that keeps moving it.";
        draft.Find(FindingKind.GateFight, $"fight/gate/{wanted.Name}", text);
        draft.Decide(DecisionKind.Waits, text);
        if (draft.FirstTime($"fight/{wanted.Name}/{draft.Case.Reverts.LastOrDefault().ToUnixTimeSeconds()}"))
        {
            draft.Note(GateTexts.Fight(wanted, times, missing), text, draft.Process.Gates.Leads);
        }
    }

    private static void Shut(Draft draft, Stage wanted, Side by, ImmutableArray<string> missing, bool reverting)
    {
        var since = draft.Case.Gate is { } gate && Same(gate, wanted, by) ? gate.Since : draft.Now;
        draft.Case = draft.Case with { Gate = new ShutGate(wanted.Name, by, since, missing, reverting) };
    }

    private static bool Same(ShutGate gate, Stage wanted, Side by) =>
        gate.By == by && string.Equals(gate.Wanted, wanted.Name, StringComparison.OrdinalIgnoreCase);
}
