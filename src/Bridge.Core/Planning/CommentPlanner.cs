using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Carries comments over by the process's policy: never a public one out of an internal one. Known by their recorded
/// ids, never by author or text. What was written before the case came in stays where it is.
/// </summary>
internal static class CommentPlanner
{
    public static void Mirror(Draft draft)
    {
        if (draft.Case.Item is null)
        {
            return;
        }

        foreach (var side in new[] { Side.Helpdesk, Side.Tracker })
        {
            var told = new HashSet<string>(StringComparer.Ordinal);
            if (GoesFrom(draft.Process, side))
            {
                CarryNews(draft, side, told);
                MirrorPlanner.Follow(draft, side, told);
            }

            MirrorPlanner.NoticeEdits(draft, side);
            FilePlanner.Carry(draft, side, told);
        }

        FilePlanner.TellLost(draft);
    }

    /// <summary>True when comments of that side go over.</summary>
    internal static bool GoesFrom(ProcessMapping process, Side side) =>
        side == Side.Helpdesk
            ? process.Comments.ToTracker != HelpdeskComments.None
            : process.Comments.ToHelpdesk != TrackerComments.None;

    /// <summary>
    /// When what people write begins to count: with the case, by the clock of the tool that tells when they wrote, and by
    /// Freshdesk's whole seconds.
    /// </summary>
    internal static DateTimeOffset Since(Draft draft, Snapshot told) =>
        DateTimeOffset.FromUnixTimeSeconds(
            told.Told(draft.Case.CameInAt ?? (draft.Case.Visits.IsEmpty ? draft.Now : draft.Case.Visits[0].At))
                .ToUnixTimeSeconds()
        );

    private static void CarryNews(Draft draft, Side side, HashSet<string> told)
    {
        foreach (var comment in News(draft, side))
        {
            if (side == Side.Helpdesk && !GoesToTracker(draft.Process.Comments.ToTracker, comment))
            {
                continue;
            }

            var source = Case.CommentId(side, comment.Id);
            var html = CarriedText.Of(draft, side, comment, told);
            if (side == Side.Helpdesk)
            {
                draft.Comment(html, $"comment of {comment.Author}", source);
                draft.Decide(DecisionKind.Does, $"carries the comment of {comment.Author} to the tracker");
            }
            else
            {
                draft.Note(html, $"comment of {comment.Author}", mirrorOf: source);
                draft.Decide(
                    DecisionKind.Does,
                    $"carries the comment of {comment.Author} to the helpdesk, as a private note"
                );
            }

            var mirror = new Mirror(source, comment.Author, comment.At, TextPrint.Of(comment.Html));
            draft.Case = draft.Case with { Carried = draft.Case.Carried.With(mirror) };
        }
    }

    private static bool GoesToTracker(HelpdeskComments policy, Comment comment)
    {
        var talk = comment.Public || comment.Incoming;
        return policy switch
        {
            HelpdeskComments.All => true,
            HelpdeskComments.Conversation => talk,
            _ => !talk,
        };
    }

    private static List<Comment> News(Draft draft, Side side)
    {
        if (!draft.Observed.Fresh(side) || draft.Observed.On(side) is not { Comments.IsDefault: false } snapshot)
        {
            return [];
        }

        var since = Since(draft, snapshot);
        var news = snapshot
            .Comments.Where(c => c.At >= since)
            .Where(c => !draft.Case.IsOwn(side, c.Id) && !draft.Case.SeenComments.Contains(Case.CommentId(side, c.Id)))
            .OrderBy(c => c.At)
            .ToList();
        draft.Case = draft.Case with
        {
            SeenComments = draft.Case.SeenComments.Union(news.Select(c => Case.CommentId(side, c.Id))),
        };
        return news;
    }
}
