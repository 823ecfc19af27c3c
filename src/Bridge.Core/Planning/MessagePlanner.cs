using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Turns triggers into messages, and lets out those that may go.</summary>
internal static class MessagePlanner
{
    /// <summary>Holds a message for each rule with this trigger; they go out at the end of the plan.</summary>
    public static void Trigger(Draft draft, TriggerKind trigger, string? stage, DateOnly? etaBefore)
    {
        foreach (var rule in draft.Process.Messages.Where(m => m.Trigger == trigger))
        {
            if (stage is null || string.Equals(rule.Stage, stage, StringComparison.OrdinalIgnoreCase))
            {
                Hold(draft, rule, etaBefore);
            }
        }
    }

    /// <summary>Holds a message that was triggered, if what it is sent under holds now.</summary>
    public static void Hold(Draft draft, MessageRule rule, DateOnly? etaBefore)
    {
        if (rule.OnlyIf is { } onlyIf && draft.Against(onlyIf) is { } why)
        {
            draft.Decide(DecisionKind.Skips, $"the message '{rule.Name}' is not sent: {why}");
            return;
        }

        if (SharedNews.IsOptedOut(draft, rule))
        {
            draft.Decide(DecisionKind.Skips, $"the message '{rule.Name}' is not sent: {SharedNews.OptedOut(draft)}");
            return;
        }

        var number = draft.Case.Told + 1;
        draft.Case = draft.Case with
        {
            Told = number,
            Held = draft.Case.Held.Add(
                new HeldMessage(rule.Name, number, etaBefore) { Round = draft.Case.Rounds.Length }
            ),
        };
    }

    /// <summary>Triggers what is told once an item is linked.</summary>
    public static void Linked(Draft draft)
    {
        if (draft.Case.Item is { } item && draft.FirstTime(LinkNotice(item)))
        {
            Trigger(draft, TriggerKind.Linked, null, null);
        }
    }

    /// <summary>False from the linking of the item until the first plan that knows of it.</summary>
    public static bool IsLinkTold(Draft draft) =>
        draft.Case.Item is { } item && draft.Case.Notices.Contains(LinkNotice(item));

    /// <summary>Sends what is held and may go; the rest stays held.</summary>
    public static void Send(Draft draft)
    {
        StoppedMessages.TakeIn(draft);
        foreach (var held in draft.Case.Held)
        {
            var rule = draft.Process.Messages.FirstOrDefault(m =>
                string.Equals(m.Name, held.Rule, StringComparison.OrdinalIgnoreCase)
            );
            if (rule is null)
            {
                draft.Decide(DecisionKind.Skips, $"the message '{held.Rule}' is no longer in the mapping: dropped");
                StoppedMessages.Put(draft, held, null);
            }
            else if (Over(draft, rule, held) is { } why)
            {
                draft.Decide(DecisionKind.Skips, $"the message '{held.Rule}' came to nothing: {why}");
                StoppedMessages.Put(draft, held, null);
            }
            else if (!SharedNews.Waits(draft, rule, held) && Send(draft, rule, held))
            {
                StoppedMessages.Put(draft, held, null);
            }
        }
    }

    /// <summary>Why a held message is not sent any more; null: it still is.</summary>
    private static string? Over(Draft draft, MessageRule rule, HeldMessage held) =>
        ValidationPlanner.IsOver(draft, rule, held) ? "what it asks is answered"
        : SharedNews.IsStale(draft, rule, held) ? "it is so no longer"
        : held.Turn is not null && SharedNews.IsOptedOut(draft, rule) ? SharedNews.OptedOut(draft)
        : null;

    private static bool Send(Draft draft, MessageRule rule, HeldMessage held)
    {
        var reason = ReasonOf(rule);
        if (rule.To == Audience.Customer)
        {
            return ToCustomer(draft, rule, held, reason);
        }

        var html = Render(draft, rule, held);
        switch (rule.To)
        {
            case Audience.Agents:
                draft.Note(html, reason, rule.Notify);
                break;
            default:
                if (draft.Case.Item is null)
                {
                    draft.Decide(DecisionKind.Waits, $"{reason} waits for the item");
                    return false;
                }

                draft.Comment(html, reason);
                break;
        }

        draft.Sends(rule.Name);
        draft.Decide(DecisionKind.Does, $"{reason} to {rule.To.ToString().ToLowerInvariant()}");
        return true;
    }

    private static bool ToCustomer(Draft draft, MessageRule rule, HeldMessage held, string reason)
    {
        var text = held.Rewritten ?? ValidationValues.WithPlaces(draft, held, Render(draft, rule, held));
        if (!StoppedMessages.May(draft, rule, held, text))
        {
            return false;
        }

        draft.Reply(ValidationValues.WithLinks(draft, held, text), reason);
        draft.Sends(rule.Name);
        draft.Decide(DecisionKind.Does, $"{reason} to the customer");
        return true;
    }

    private static string Render(Draft draft, MessageRule rule, HeldMessage held)
    {
        var (language, text) = Text(rule, draft);
        return text.Render(TemplateValues.Of(draft, held, language));
    }

    /// <summary>The text in the requester's language, else in that language as spoken elsewhere, else the first.</summary>
    private static (string Language, Template Text) Text(MessageRule rule, Draft draft)
    {
        var language = draft.Observed.Ticket.Values[FieldNames.RequesterLanguage]?.Display;
        return rule
            .Texts.OrderByDescending(t => Same(t.Language, language))
            .ThenByDescending(t => Same(t.Language.Split('-')[0], language?.Split('-')[0]))
            .First();
    }

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The reason of the effect that sends a message.</summary>
    internal static string ReasonOf(MessageRule rule) => $"message '{rule.Name}'";

    internal static string LinkNotice(ItemRef item) => $"linked/{item.Connection}/{item.Id}";
}
