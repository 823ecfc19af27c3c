using System.Net;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What is left to do when the ticket or the item is no longer there.</summary>
internal static class GonePlanner
{
    public static void TicketGone(Draft draft)
    {
        var ticket = draft.Observed.Ticket;
        if (draft.Case.Stage is null)
        {
            draft.Decide(DecisionKind.Skips, $"the ticket is {Named(ticket.Presence)}");
            return;
        }

        var text =
            $"Ticket {ticket.Key} is {Named(ticket.Presence)} in the helpdesk: nothing goes over any more. Restore it, or "
            + "close the item.";
        draft.Find(FindingKind.Gone, "gone/ticket", text);
        draft.Decide(DecisionKind.Waits, text);
        if (
            ticket.Presence != Presence.Unreachable
            && draft.Case.Item is not null
            && draft.FirstTime($"gone/ticket/{ticket.Presence}")
        )
        {
            draft.Comment($"<p>{WebUtility.HtmlEncode(text)}</p>", text);
        }
    }

    /// <summary>True when the linked item was just seen to be gone: nothing is written to it.</summary>
    public static bool ItemGone(Draft draft)
    {
        if (
            draft.Case.Item is not { } linked
            || draft.Observed.Item is not { } item
            || item.Presence == Presence.Present
        )
        {
            return false;
        }

        var text =
            $"{linked.Key} is {Named(item.Presence)} in the tracker: nothing goes over any more. Restore it, or link the "
            + "ticket to another item.";
        draft.Findings.Add(
            new Finding(FindingKind.Gone, "gone/item", text) { Connection = Facets.Connection(draft, Side.Tracker) }
        );
        draft.Decide(DecisionKind.Waits, text);
        if (draft.FirstTime($"gone/item/{linked.Id}/{item.Presence}"))
        {
            draft.Note($"<p>{WebUtility.HtmlEncode(text)}</p>", text, draft.Process.Gates.Leads);
        }

        return true;
    }

    /// <summary>Says that the item was moved out of every process's reach; what still fits goes over all the same.</summary>
    public static void ItemElsewhere(Draft draft)
    {
        if (draft.Case.Item is not { } linked || draft.Observed.Item is not { Elsewhere: { } where })
        {
            return;
        }

        var text =
            $"{linked.Key} is in {where} now, which no process names: statuses and fields that differ there do not go over. "
            + "Move it back, or name that place in a mapping file.";
        draft.Findings.Add(
            new Finding(FindingKind.Elsewhere, "elsewhere/item", text)
            {
                Connection = Facets.Connection(draft, Side.Tracker),
            }
        );
    }

    private static string Named(Presence presence) =>
        presence switch
        {
            Presence.Deleted => "deleted",
            Presence.Spam => "marked as spam",
            _ => "not to be found, or not visible to the bridge's user",
        };
}
