using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Brings the fields of ticket and item together, each over its base.</summary>
internal static class FieldPlanner
{
    /// <summary>Takes in what both sides show; writes nothing yet.</summary>
    public static void Merge(Draft draft)
    {
        var newest =
            draft.Observed.Item is { } item && item.Version >= draft.Observed.Ticket.Version
                ? Side.Tracker
                : Side.Helpdesk;
        foreach (var rule in draft.Process.Fields)
        {
            var known = draft.Case.Base.GetValueOrDefault(rule.Name) ?? FieldBase.Nothing;
            var (helpdeskRead, helpdesk) = Read(draft, rule, Side.Helpdesk);
            var (trackerRead, tracker) = Read(draft, rule, Side.Tracker);
            var merged = ThreeWayMerge.Of(rule, known, (helpdeskRead, trackerRead), helpdesk, tracker, newest);
            draft.Case = draft.Case with { Base = draft.Case.Base.SetItem(rule.Name, merged.Base) };
            Report(draft, rule, merged);
        }
    }

    /// <summary>Writes the agreed value to each side that does not show it.</summary>
    public static void Write(Draft draft)
    {
        foreach (var rule in draft.Process.Fields)
        {
            if (draft.Case.Base.GetValueOrDefault(rule.Name) is { } known)
            {
                Write(draft, rule, known, Side.Helpdesk);
                Write(draft, rule, known, Side.Tracker);
            }
        }
    }

    private static void Write(Draft draft, FieldRule rule, FieldBase known, Side side)
    {
        if (
            !(rule.MayWrite(side) || (side == Side.Helpdesk && IsOwn(draft.Process, rule)))
            || FieldNames.IsReadOnly(rule.On(side)!)
            || (side == Side.Tracker && draft.Case.Item is null)
            || Unmapped(draft, rule, side)
        )
        {
            return;
        }

        var facet = Facets.Of(side, rule.Name);
        if (FieldValue.Same(known.On(side), known.Agreed))
        {
            Facets.Forget(draft, facet);
            return;
        }

        var shown = known.Agreed?.Display ?? "";
        if (Facets.MayWrite(draft, facet, shown, rule.Name))
        {
            var value = known.Agreed is null ? "emptied" : $"'{Short(shown)}'";
            draft.UpdateOf(side).Set(rule, known.Agreed, $"{rule.Name} is {value}");
            draft.Decide(DecisionKind.Does, $"writes {rule.Name} to the {FieldReading.Name(side)}: {value}");
        }
    }

    /// <summary>Fields that the bridge itself fills or empties, though they may live in the helpdesk alone.</summary>
    private static bool IsOwn(ProcessMapping process, FieldRule rule) =>
        ValidationPlanner.IsAnswer(process, rule) || GatePlanner.IsOverride(process, rule);

    private static (bool Read, FieldValue? Value) Read(Draft draft, FieldRule rule, Side side)
    {
        if (draft.Observed.On(side) is not { Presence: Presence.Present } snapshot)
        {
            return (false, null);
        }

        var fresh = draft.Observed.Fresh(side);
        switch (FieldReading.Of(rule, side, snapshot))
        {
            case Reading.Value value when fresh:
                return (true, value.Canonical);
            case Reading.Unmapped unmapped:
                draft.Findings.Add(
                    new Finding(FindingKind.UnmappedValue, $"unmapped/{Facets.Of(side, rule.Name)}", unmapped.Why)
                    {
                        Connection = Facets.Connection(draft, side),
                    }
                );
                if (fresh)
                {
                    draft.Decide(DecisionKind.Skips, $"{rule.Name} of the {FieldReading.Name(side)}: {unmapped.Why}");
                }

                return (false, null);
            default:
                return (false, null);
        }
    }

    /// <summary>True when the side shows a word that the process does not know: it is a person's, and not overwritten.</summary>
    private static bool Unmapped(Draft draft, FieldRule rule, Side side) =>
        draft.Observed.Fresh(side)
        && draft.Observed.On(side) is { } snapshot
        && FieldReading.Of(rule, side, snapshot) is Reading.Unmapped;

    private static void Report(Draft draft, FieldRule rule, Merged merged)
    {
        if (merged.Conflict && merged.News is { } winner)
        {
            var text =
                $"{rule.Name} was changed on both sides: '{Short(merged.Base.Helpdesk?.Display)}' in the helpdesk, "
                + $"'{Short(merged.Base.Tracker?.Display)}' in the tracker. The {FieldReading.Name(winner)}'s stands, as "
                + $"the mapping says (owner: {rule.Owner.ToString().ToLowerInvariant()}).";
            draft.Find(FindingKind.Conflict, $"conflict/{rule.Name}", text);
            draft.Decide(DecisionKind.Notes, text);
        }
    }

    internal static string Short(string? text) =>
        text is null ? "empty"
        : text.Length <= 80 ? text
        : text[..79] + "…";
}
