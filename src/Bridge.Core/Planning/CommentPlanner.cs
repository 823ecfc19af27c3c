using System.Net;
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

        var policy = draft.Process.Comments;
        if (policy.ToTracker != HelpdeskComments.None)
        {
            foreach (var comment in News(draft, Side.Helpdesk))
            {
                if (GoesToTracker(policy.ToTracker, comment))
                {
                    var who =
                        comment.Incoming ? "customer"
                        : comment.Public ? "agent, to the customer"
                        : "agent";
                    draft.Comment(
                        Named(comment, $"{who}, ticket {draft.Observed.Ticket.Key}"),
                        $"comment of {comment.Author}",
                        Id(Side.Helpdesk, comment)
                    );
                    draft.Decide(DecisionKind.Does, $"carries the comment of {comment.Author} to the tracker");
                }
            }
        }

        if (policy.ToHelpdesk != TrackerComments.None)
        {
            foreach (var comment in News(draft, Side.Tracker))
            {
                draft.Note(
                    Named(comment, draft.Case.Item.Key),
                    $"comment of {comment.Author}",
                    mirrorOf: Id(Side.Tracker, comment)
                );
                draft.Decide(
                    DecisionKind.Does,
                    $"carries the comment of {comment.Author} to the helpdesk, as a private note"
                );
            }
        }
    }

    private static string Id(Side side, Comment comment) => Case.CommentId(side, comment.Id);

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

        var since = draft.Case.Visits.IsEmpty ? draft.Now : draft.Case.Visits[0].At;
        var news = snapshot
            .Comments.Where(c => c.At >= Seconds(since))
            .Where(c => !draft.Case.OwnComments.Contains(Id(side, c)) && !draft.Case.SeenComments.Contains(Id(side, c)))
            .OrderBy(c => c.At)
            .ToList();
        draft.Case = draft.Case with { SeenComments = draft.Case.SeenComments.Union(news.Select(c => Id(side, c))) };
        return news;
    }

    /// <summary>Freshdesk tells times in whole seconds.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    private static string Named(Comment comment, string where) =>
        $"<p><b>{WebUtility.HtmlEncode(comment.Author)}</b> ({WebUtility.HtmlEncode(where)}):</p>{comment.Html}";
}
