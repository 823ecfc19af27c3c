using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// How the customers of tickets that share an item hear of it: each once, so many in a time, in the order in which the
/// tickets came in. A ticket's turn follows from how many came in before it, so that nobody has to count what others sent.
/// </summary>
internal static class SharedNews
{
    /// <summary>True when the ticket's tag says that its customer hears no news of the item.</summary>
    public static bool IsOptedOut(Draft draft, MessageRule rule) =>
        rule.To == Audience.Customer && IsNews(rule.Trigger) && IsOptedOut(draft);

    /// <summary>Likewise, for news of any kind.</summary>
    public static bool IsOptedOut(Draft draft) =>
        draft.Process.SharedItem?.OptOutTag is { } tag
        && draft.Observed.Ticket.Values[FieldNames.Tags] is FieldValue.List tags
        && tags.Values.Contains(tag, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the story says of a customer who is not told.</summary>
    public static string OptedOut(string tag) =>
        $"the ticket has the tag '{tag}', so its customer hears no news of the item";

    public static string OptedOut(Draft draft) => OptedOut(draft.Process.SharedItem?.OptOutTag ?? "");

    /// <summary>
    /// When it is this ticket's turn, if it came up now. Null when nothing makes it wait; also while it is not known how many
    /// are before it, which the plan then asks for.
    /// </summary>
    public static DateTimeOffset? Turn(Draft draft)
    {
        if (draft.Process.SharedItem?.AtMost is not { } pace || draft.Case.Item is null)
        {
            return null;
        }

        if (draft.Observed.EarlierTickets is not { } before)
        {
            draft.MustCount = true;
            return null;
        }

        return draft.Now + (pace.Within * (before / pace.Times));
    }

    /// <summary>True while a held message waits for its ticket's turn.</summary>
    public static bool Waits(Draft draft, MessageRule rule, HeldMessage held)
    {
        if (rule.To != Audience.Customer || !IsTold(rule.Trigger))
        {
            return false;
        }

        if (held.Turn is null && Turn(draft) is { } turn)
        {
            held = held with { Turn = turn };
            StoppedMessages.Put(draft, held, held);
        }

        if (draft.MustCount || held.Turn is not { } at || at <= draft.Now)
        {
            return draft.MustCount;
        }

        draft.WakeAt(at, $"turn of this ticket among those of {draft.Case.Item?.Key}");
        draft.Decide(DecisionKind.Waits, $"the message '{rule.Name}' waits: others of the same item are told before");
        return true;
    }

    /// <summary>True for a message that waited for its turn until what it tells was so no longer.</summary>
    public static bool IsStale(Draft draft, MessageRule rule, HeldMessage held) =>
        held.Turn is not null
        && rule.Trigger switch
        {
            TriggerKind.Resolved => Outcome(draft) != StageOutcome.Resolved,
            TriggerKind.ClosedUnresolved => Outcome(draft) != StageOutcome.Unresolved,
            TriggerKind.Released => draft.Case.Release is null,
            _ => false,
        };

    private static StageOutcome? Outcome(Draft draft) => draft.Process.Stage(draft.Case.Stage)?.Outcome;

    /// <summary>What comes from the item, not from this customer.</summary>
    private static bool IsNews(TriggerKind trigger) =>
        trigger
            is TriggerKind.EtaFirstSet
                or TriggerKind.EtaChanged
                or TriggerKind.EtaRemoved
                or TriggerKind.Resolved
                or TriggerKind.ClosedUnresolved
                or TriggerKind.Released
                or TriggerKind.FieldFirstFilled
                or TriggerKind.FieldChanged;

    /// <summary>What many tickets may have to say in one moment. The ETA has waited for its turn before it is told.</summary>
    private static bool IsTold(TriggerKind trigger) =>
        trigger
            is TriggerKind.Resolved
                or TriggerKind.ClosedUnresolved
                or TriggerKind.Released
                or TriggerKind.FieldFirstFilled
                or TriggerKind.FieldChanged
                or TriggerKind.StageEntered
                or TriggerKind.ValidationAsked;
}
