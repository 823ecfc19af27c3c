using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Core.Planning;

/// <summary>
/// Replies that the leak guard stops, and what people decide about them. A decision is of the very text that was shown; it
/// is taken in by the next plan, once.
/// </summary>
internal static class StoppedMessages
{
    /// <summary>Takes in what people decided. What is released goes out with the rest of the plan, see <see cref="May"/>.</summary>
    public static void TakeIn(Draft draft)
    {
        foreach (var verdict in draft.Observed.Verdicts)
        {
            draft.Heed(verdict);
            if (draft.Case.Held.FirstOrDefault(h => h.Number == verdict.Number) is not { Stopped: not null } held)
            {
                draft.Decide(
                    DecisionKind.Skips,
                    $"{verdict.By} decided about a message that was sent or dropped before: nothing is done"
                );
            }
            else if (verdict.Kind == VerdictKind.Drop)
            {
                Put(draft, held, null);
                draft.Decide(DecisionKind.Does, $"{verdict.By} dropped the message '{held.Rule}' to the customer");
            }
            else if (verdict is { Kind: VerdictKind.Rewrite, Text: { } text })
            {
                var html = HtmlText.Write(MarkdownText.Read(text));
                Put(draft, held, held with { Rewritten = html, Stopped = null });
                draft.Decide(DecisionKind.Does, $"{verdict.By} rewrote the message '{held.Rule}' to the customer");
            }
        }
    }

    /// <summary>True when a reply may go; else it is held with what was found, and a finding says so.</summary>
    /// <param name="text">The reply, with its answer links by name.</param>
    public static bool May(Draft draft, MessageRule rule, HeldMessage held, string text)
    {
        var before =
            held.Stopped is { } stopped && string.Equals(stopped.Html, text, StringComparison.Ordinal)
                ? stopped.Found.Where(f => f.OfComment)
                : [];
        var now = new StoppedText(
            text,
            [
                .. LeakGuard
                    .Find(draft.Process, draft.Case.Item, text, Internal(draft))
                    .Concat(before)
                    .DistinctBy(f => f.What, StringComparer.Ordinal),
            ]
        );
        if (now.Found.IsEmpty)
        {
            return true;
        }

        var contains = string.Join(", ", now.Found.Select(f => f.What));
        var verdict = draft.Observed.Verdicts.FirstOrDefault(v =>
            v.Number == held.Number && v.Kind == VerdictKind.Release
        );
        if (verdict is not null && string.Equals(verdict.Seen, now.Print(), StringComparison.Ordinal))
        {
            draft.Decide(
                DecisionKind.Does,
                $"{verdict.By} released the message '{rule.Name}', though it contains {contains}"
            );
            return true;
        }

        if (verdict is not null)
        {
            draft.Decide(
                DecisionKind.Waits,
                $"{verdict.By} released the message '{rule.Name}', but it has changed since: look at it again"
            );
        }

        Put(draft, held, held with { Stopped = now });
        var finding =
            $"The message '{rule.Name}' to the customer is stopped: it contains {contains}. Release it, rewrite it or drop "
            + "it on the page of this case"
            + (
                held.Rewritten is null
                    ? ". Or change the field it comes from, or the message in the mapping file; it goes out by itself then."
                    : "."
            );
        draft.Find(FindingKind.LeakStopped, $"leak/{rule.Name}", finding);
        draft.Decide(DecisionKind.Waits, finding);
        return false;
    }

    /// <summary>Another state of a held message; null: it is held no longer.</summary>
    public static void Put(Draft draft, HeldMessage held, HeldMessage? next) =>
        draft.Case = draft.Case with
        {
            Held = [.. draft.Case.Held.Select(h => h.Number == held.Number ? next : h).OfType<HeldMessage>()],
        };

    /// <summary>What colleagues wrote among themselves, as far as it was read just now.</summary>
    private static IEnumerable<Comment> Internal(Draft draft) =>
        Others(draft, Side.Helpdesk)
            .Where(c => c is { Public: false, Incoming: false })
            .Concat(Others(draft, Side.Tracker));

    private static IEnumerable<Comment> Others(Draft draft, Side side) =>
        draft.Observed.Fresh(side) && draft.Observed.On(side) is { Comments.IsDefaultOrEmpty: false } seen
            ? seen.Comments.Where(c => !c.ByBridge && !draft.Case.IsOwn(side, c.Id))
            : [];
}
