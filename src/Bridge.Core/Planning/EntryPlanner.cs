using System.Net;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Decides whether a ticket comes into the process, and makes or links its item.</summary>
internal static class EntryPlanner
{
    /// <summary>
    /// A ticket that has its status for longer stood in it before anybody thought of the bridge: what was said then stays.
    /// </summary>
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromDays(1);

    /// <summary>True when the case is in the process once this plan is recorded.</summary>
    public static bool Enter(Draft draft)
    {
        if (draft.Case.Stage is not null)
        {
            return true;
        }

        var process = draft.Process;
        foreach (var scope in process.Entry.OutOfScope)
        {
            if (ConditionCheck.Holds(scope.When, draft.Value))
            {
                draft.Decide(DecisionKind.Skips, $"not in {process.Name}: out of scope ({scope.Name})");
                if (draft.FirstTime($"scope/{process.Name}/{scope.Name}"))
                {
                    draft.Note(scope.Note.Render(TemplateValues.Of(draft)), $"out of scope: {scope.Name}");
                }

                return false;
            }
        }

        if (ConditionCheck.FirstFailing(process.Entry.When, draft.Value) is { } why)
        {
            draft.Decide(DecisionKind.Skips, $"not in {process.Name}: {why}");
            return false;
        }

        var first = process.Stages[0];
        var missing = draft.Ask(first);
        if (missing.Length > 0 && (first.OnViolation ?? process.Gates.OnViolation) != OnViolation.Warn)
        {
            var list = string.Join(", ", missing);
            draft.Find(
                FindingKind.GateViolation,
                $"gate/{first.Name}",
                $"The ticket cannot come into {process.Name} yet. Missing: {list}. Fill it in on the ticket; it comes in by itself then."
            );
            draft.Decide(DecisionKind.Waits, $"not in {process.Name} yet: {first.Name} asks for {list}");
            if (draft.FirstTime($"entry/{process.Name}/{list}"))
            {
                draft.Note(GateTexts.Entry(process, first, missing), $"{first.Name} asks for {list}");
            }

            return false;
        }

        draft.Case = draft.Case with { Process = process.Name };
        draft.Decide(DecisionKind.Does, $"comes into {process.Name}: the entry rule holds");
        StagePlanner.Enter(draft, first, null);
        draft.Case = draft.Case with { CameInAt = UnseenSince(draft) };
        return true;
    }

    /// <summary>
    /// When the ticket came in, if it is its status that brings it in and that is told: a webhook may be late, and what is
    /// written meanwhile counts. Null: now.
    /// </summary>
    private static DateTimeOffset? UnseenSince(Draft draft)
    {
        var ticket = draft.Observed.Ticket;
        return
            ticket.StatusSince is { } told
            && ticket.Ours(told) is var since
            && since < draft.Now
            && draft.Now - since <= LongestUnseen
            && AsksForStatus(draft.Process.Entry.When)
            ? since
            : null;
    }

    private static bool AsksForStatus(Condition when) =>
        when switch
        {
            Condition.All all => all.Of.Any(AsksForStatus),
            Condition.Any any => any.Of.All(AsksForStatus),
            Condition.IsOneOf one => string.Equals(one.Field, FieldNames.Status, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    /// <summary>Makes the item, or links the one that an agent named, once.</summary>
    public static void MakeItem(Draft draft)
    {
        if (draft.Case.Item is not null || draft.Case.ItemPlanned)
        {
            return;
        }

        var entry = draft.Process.Entry;
        var typed = entry.LinkField is { } field ? draft.Value(field)?.Display.Trim() : null;
        if (string.IsNullOrEmpty(typed) && !IsItemTime(draft, entry))
        {
            draft.Decide(DecisionKind.Skips, $"no item yet: it is made in {string.Join(" or ", entry.ItemStages)}");
            return;
        }

        var effect = string.IsNullOrEmpty(typed) ? Creation(draft) : null;
        var wish = effect is null ? Wish(new Effect.LinkItem(typed!) { Key = "", Reason = "" }) : Wish(effect);
        if (!Facets.MayWrite(draft, Facets.Item, wish, "The item"))
        {
            return;
        }

        var attempt = draft.Case.ItemAttempts + 1;
        draft.Case = draft.Case with { ItemPlanned = true, ItemAttempts = attempt };
        var key = $"item/{attempt.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        if (effect is null)
        {
            draft.Create(
                new Effect.LinkItem(typed!)
                {
                    Key = key,
                    Reason = $"an agent named {typed} on the ticket",
                    Marker = Marker(draft),
                    MarkerField = entry.MarkerField,
                    TicketUrl = draft.Observed.Ticket.Url,
                    TicketTitle = TicketTitle(draft),
                }
            );
            draft.Decide(DecisionKind.Does, $"links the ticket to {typed}");
        }
        else
        {
            draft.Create(effect with { Key = key });
            draft.Decide(DecisionKind.Does, $"makes an item in {entry.Container}: {effect.Title}");
        }
    }

    /// <summary>What the refusal of an item is remembered by: when the wish changes, it is tried again.</summary>
    internal static string Wish(Effect.CreateItem create) => $"{create.Title}|{create.Status}|{create.Values}";

    /// <summary>Likewise of a link.</summary>
    internal static string Wish(Effect.LinkItem link) => $"link {link.TypedKey}";

    private static bool IsItemTime(Draft draft, EntryRule entry) =>
        entry.ItemStages.IsEmpty
        || entry.ItemStages.Any(stage => string.Equals(stage, draft.Case.Stage, StringComparison.OrdinalIgnoreCase));

    private static Effect.CreateItem Creation(Draft draft)
    {
        var (process, entry, ticket) = (draft.Process, draft.Process.Entry, draft.Observed.Ticket);
        var values = FieldBag.Empty;
        foreach (var rule in process.Fields.Where(f => f.MayWrite(Side.Tracker)))
        {
            var agreed = draft.Case.Base.GetValueOrDefault(rule.Name)?.Agreed;
            if (agreed is not null && !FieldNames.IsReadOnly(rule.TrackerField!))
            {
                values = values.With(rule.TrackerField!, FieldReading.ToSide(rule, Side.Tracker, agreed));
            }
        }

        var context = TemplateValues.Of(draft);
        var title = WebUtility.HtmlDecode(entry.Title.Render(context)).ReplaceLineEndings(" ").Trim();
        var stage = process.Stage(draft.Case.Stage);
        return new Effect.CreateItem(
            entry.Container,
            entry.ItemType,
            title.Length > 0 ? title : ticket.Key,
            entry.Body.Render(context),
            values,
            stage is null ? null : StageReading.ToSide(stage, Side.Tracker)?.Status,
            Marker(draft)
        )
        {
            Key = "",
            Reason = $"the ticket came into {process.Name}",
            MarkerField = entry.MarkerField,
            TicketUrl = ticket.Url,
            TicketTitle = TicketTitle(draft),
        };
    }

    /// <summary>Unique to the ticket over all helpdesk connections, and fit for a label.</summary>
    internal static string Marker(Draft draft) =>
        TemplateValues.Slug($"{draft.Case.Helpdesk} {draft.Case.TicketId}").Replace('_', '-');

    private static string TicketTitle(Draft draft) =>
        $"{draft.Observed.Ticket.Key} {draft.Observed.Ticket.Values[FieldNames.Subject]?.Display}".Trim();
}
