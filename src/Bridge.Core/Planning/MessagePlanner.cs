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
        foreach (var held in draft.Case.Held)
        {
            var rule = draft.Process.Messages.FirstOrDefault(m =>
                string.Equals(m.Name, held.Rule, StringComparison.OrdinalIgnoreCase)
            );
            if (rule is null)
            {
                draft.Decide(DecisionKind.Skips, $"the message '{held.Rule}' is no longer in the mapping: dropped");
                Drop(draft, held);
            }
            else if (ValidationPlanner.IsOver(draft, rule, held))
            {
                draft.Decide(
                    DecisionKind.Skips,
                    $"the message '{held.Rule}' came to nothing: what it asks is answered"
                );
                Drop(draft, held);
            }
            else if (Send(draft, rule, held))
            {
                Drop(draft, held);
            }
        }
    }

    private static bool Send(Draft draft, MessageRule rule, HeldMessage held)
    {
        var (language, text) = Text(rule, draft);
        var html = text.Render(TemplateValues.Of(draft, held, language));
        var reason = ReasonOf(rule);
        switch (rule.To)
        {
            case Audience.Customer:
                return ToCustomer(draft, rule, held, html, reason);
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

    private static bool ToCustomer(Draft draft, MessageRule rule, HeldMessage held, string html, string reason)
    {
        var leaks = LeakGuard.Find(draft.Process, draft.Case.Item, ValidationValues.WithoutLinks(draft, held, html));
        if (leaks.Count > 0)
        {
            var text =
                $"The message '{rule.Name}' to the customer is stopped: it contains {string.Join(", ", leaks)}. Change the "
                + "field it comes from, or the message in the mapping file; it goes out by itself then.";
            draft.Find(FindingKind.LeakStopped, $"leak/{rule.Name}", text);
            draft.Decide(DecisionKind.Waits, text);
            return false;
        }

        draft.Reply(html, reason);
        draft.Sends(rule.Name);
        draft.Decide(DecisionKind.Does, $"{reason} to the customer");
        return true;
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

    private static void Drop(Draft draft, HeldMessage held) =>
        draft.Case = draft.Case with { Held = draft.Case.Held.Remove(held) };
}
