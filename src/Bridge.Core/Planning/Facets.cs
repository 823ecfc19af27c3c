using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>The separately writable parts of a ticket or item: each waits for itself alone when a tool refuses it.</summary>
internal static class Facets
{
    public const string Status = "status";
    public const string Escalation = "escalation";
    public const string Item = "tracker/item";

    /// <summary>So many writes of the same value within an hour are a fight: somebody changes it back each time.</summary>
    private const int FightAt = 6;

    /// <summary>So many writes of one facet within an hour are no work of people, whatever was written.</summary>
    private const int LoopAt = 30;

    /// <summary>So much of a value tells it from others.</summary>
    private const int KnownBy = 80;
    private static readonly TimeSpan FightWindow = TimeSpan.FromHours(1);

    public static string Of(Side side, string part) => FieldReading.Name(side) + "/" + part;

    /// <summary>
    /// Whether a facet may be written with a value (as shown) now; remembers the write when it may. Not when the tool
    /// refused that very value, nor when it was written again and again in the last hour: a case that goes on quickly writes
    /// other values.
    /// </summary>
    public static bool MayWrite(Draft draft, string facet, string shown, string called)
    {
        if (draft.Case.Refusals.TryGetValue(facet, out var refusal))
        {
            if (string.Equals(refusal.Value, shown, StringComparison.Ordinal))
            {
                Refuse(draft, facet, refusal, called);
                return false;
            }

            draft.Case = draft.Case with { Refusals = draft.Case.Refusals.Remove(facet) };
        }

        var recent = draft.Case.Writes.Where(w => draft.Now - w.At < FightWindow).ToList();
        var same = recent.Where(w => string.Equals(w.Facet, facet, StringComparison.Ordinal)).ToList();
        var value = shown.Length <= KnownBy ? shown : shown[..KnownBy];
        var again = same.Where(w => string.Equals(w.Value, value, StringComparison.Ordinal)).ToList();
        if (again.Count >= FightAt || same.Count >= LoopAt)
        {
            var until = (again.Count >= FightAt ? again[0] : same[0]).At + FightWindow;
            var text =
                (
                    again.Count >= FightAt
                        ? $"{called} was written {again.Count} times within an hour ({facet}) and changed back each time: "
                        : $"{called} was written {same.Count} times within an hour ({facet}): "
                )
                + "something else writes it too. The bridge waits; make one of the two stop, or change the owner in the mapping.";
            draft.Findings.Add(
                new Finding(FindingKind.WriteFight, $"fight/{facet}", text) { Connection = Connection(draft, facet) }
            );
            draft.Decide(DecisionKind.Waits, text);
            draft.WakeAt(until, "try again after a fight");
            return false;
        }

        draft.Case = draft.Case with { Writes = [.. recent, new FacetWrite(facet, draft.Now, value)] };
        return true;
    }

    /// <summary>The side has the value that it is to have: what was refused or given up before is over.</summary>
    public static void Forget(Draft draft, string facet)
    {
        if (draft.Case.Refusals.ContainsKey(facet))
        {
            draft.Case = draft.Case with { Refusals = draft.Case.Refusals.Remove(facet) };
        }
    }

    /// <summary>The connection of a case's side.</summary>
    public static string Connection(Draft draft, Side side) =>
        side == Side.Helpdesk ? draft.Case.Helpdesk : draft.Case.Item?.Connection ?? draft.Process.Tracker;

    /// <summary>The connection that a facet is written to.</summary>
    private static string Connection(Draft draft, string facet) =>
        Connection(
            draft,
            facet.StartsWith(FieldReading.Name(Side.Tracker), StringComparison.Ordinal) ? Side.Tracker : Side.Helpdesk
        );

    /// <summary>Says why a refused value is not written: it waits for a person, or one gave it up.</summary>
    private static void Refuse(Draft draft, string facet, Refusal refusal, string called)
    {
        if (refusal.GivenUp is { } up)
        {
            draft.Decide(DecisionKind.Skips, $"{called} is not written ({facet}): {up.By} gave it up: {up.Why}");
            return;
        }

        var text = $"{called} could not be written ({facet}): {refusal.Message} Mend the cause, then retry the case.";
        draft.Findings.Add(
            new Finding(FindingKind.Refused, UnsaidWords.Prefix + facet, text) { Connection = Connection(draft, facet) }
        );
        draft.Decide(DecisionKind.Waits, text);
    }
}
