using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>Comments of tasks and the replies in their threads. ClickUp has no mark for a comment: ours are found by author, time and words.</summary>
internal sealed class ClickUpComments(ClickUpApi api, ClickUpPeople people)
{
    private const int PageSize = 25;

    /// <summary>A guard against pages that never end.</summary>
    private const int MostPages = 400;

    /// <summary>How far the clocks of the bridge and of ClickUp may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>All comments and replies, oldest first.</summary>
    public async Task<(ImmutableArray<Comment> Comments, Failure? Failure)> AllAsync(
        string id,
        CancellationToken cancel
    )
    {
        var (me, failure) = await people.MeAsync(cancel);
        if (me is null)
        {
            return ([], failure);
        }

        var (all, trouble) = await this.SinceAsync(id, DateTimeOffset.MinValue, cancel);
        foreach (var thread in all.FindAll(c => c.ReplyCount > 0))
        {
            var replies = await api.RepliesAsync(thread.Id ?? "", cancel);
            trouble ??= replies.Failure;
            all.AddRange(replies.Value?.Comments ?? []);
        }

        return trouble is null
            ? (
                [
                    .. all.DistinctBy(c => c.Id)
                        .OrderBy(c => c.Date)
                        .ThenBy(c => c.Id?.Length)
                        .ThenBy(c => c.Id, StringComparer.Ordinal)
                        .Select(c => Read(c, me)),
                ],
                null
            )
            : ([], trouble);
    }

    /// <summary>With formatted runs; as plain text when ClickUp refuses them.</summary>
    public async Task<Outcome> AddAsync(Effect.AddComment effect, string id, CancellationToken cancel)
    {
        var document = HtmlText.Read(effect.Html);
        var body = new JsonObject { ["comment"] = ClickUpRuns.Write(document), ["notify_all"] = false };
        var answer = await api.AddCommentAsync(id, body, cancel);
        if (answer.Failure is { Kind: FailureKind.Refused, Status: 400 })
        {
            var plain = new JsonObject { ["comment_text"] = PlainText.Write(document), ["notify_all"] = false };
            answer = await api.AddCommentAsync(id, plain, cancel);
        }

        return answer.Value switch
        {
            { Id: { } commentId } => new Outcome.Done(new Written { CommentId = commentId }),
            null => new Outcome.Failed(answer.Failure!),
            _ => new Outcome.Failed(
                new Failure(FailureKind.Unknown, "ClickUp took the comment and did not say its id")
            ),
        };
    }

    public async Task<Found> FindAsync(
        Effect.AddComment effect,
        string id,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, failure) = await people.MeAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(failure!);
        }

        var (recent, trouble) = await this.SinceAsync(id, startedAt - Skew, cancel);
        if (trouble is not null)
        {
            return new Found.Failed(trouble);
        }

        var document = HtmlText.Read(effect.Html);
        var words = TextFingerprint.Of(ClickUpRuns.Reduce(document));
        var plain = TextFingerprint.OfPlain(PlainText.Write(document));
        var found = recent
            .OrderBy(c => c.Date)
            .FirstOrDefault(c =>
                c.User?.Id == me.Id
                && c.Id is { } commentId
                && !claimed.Contains(commentId)
                && (Says(TextFingerprint.Of(Document(c)), words) || Says(TextFingerprint.OfPlain(c.CommentText), plain))
            );
        return found is null ? new Found.No() : new Found.Yes(new Written { CommentId = found.Id });
    }

    private static bool Says(string text, string words) =>
        words.Length > 0 ? text.Contains(words, StringComparison.Ordinal) : text.Length == 0;

    private static Comment Read(WireComment comment, WireUser me) =>
        new(
            comment.Id ?? "",
            comment.User is { } user ? user.Username ?? $"user {user.Id}" : "",
            comment.User?.Id == me.Id,
            Public: false,
            Incoming: false,
            ClickUpDays.At(comment.Date ?? 0),
            EditedAt: null,
            HtmlText.Write(Document(comment))
        );

    private static TextDoc Document(WireComment comment) =>
        comment.Comment.ValueKind is JsonValueKind.Array && comment.Comment.GetArrayLength() > 0
            ? ClickUpRuns.Read(comment.Comment)
            : PlainText.Read(comment.CommentText ?? "");

    /// <summary>Comments from this moment on, newest first, without replies.</summary>
    private async Task<(List<WireComment> Comments, Failure? Failure)> SinceAsync(
        string id,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        var all = new Dictionary<string, WireComment>(StringComparer.Ordinal);
        WireComment? last = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.CommentsAsync(id, last, cancel);
            if (answer.Value is not { } part)
            {
                return ([], answer.Failure);
            }

            var comments = part.Comments ?? [];
            var known = all.Count;
            foreach (var comment in comments.Where(c => c.Id is not null && ClickUpDays.At(c.Date ?? 0) >= since))
            {
                all.TryAdd(comment.Id!, comment);
            }

            last = comments.LastOrDefault();
            if (comments.Count < PageSize || all.Count == known || last?.Date is null)
            {
                break;
            }
        }

        return ([.. all.Values], null);
    }
}
