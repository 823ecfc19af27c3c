using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>A task's comments. From is the moment from which all were read; null: all there are.</summary>
internal sealed record TaskComments(ImmutableArray<Comment> All, DateTimeOffset? From);

/// <summary>
/// Comments of tasks and the replies in their threads. ClickUp has no mark for a comment: ours are found by author, time and
/// words. Nor does it say when one was edited: that is seen by its text.
/// </summary>
internal sealed class ClickUpComments(ClickUpApi api, ClickUpPeople people)
{
    private const int PageSize = 25;

    /// <summary>A guard against pages that never end.</summary>
    private const int MostPages = 400;

    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>All comments and replies, oldest first. Replies stand in no list but their thread's.</summary>
    public async Task<(TaskComments? Comments, Failure? Failure)> AllAsync(string id, CancellationToken cancel)
    {
        var (me, failure) = await people.MeAsync(cancel);
        if (me is null)
        {
            return (null, failure);
        }

        var (all, from, trouble) = await this.SinceAsync(id, DateTimeOffset.MinValue, cancel);
        if (trouble is not null)
        {
            return (null, trouble);
        }

        foreach (var thread in all.FindAll(c => c.ReplyCount > 0))
        {
            var replies = await api.RepliesAsync(thread.Id!, cancel);
            if (replies.Value?.Comments is { } answers)
            {
                all.AddRange(answers);
            }
            else if (replies.Failure is { Kind: not FailureKind.Missing } broken)
            {
                // A thread that is missing was deleted between the two calls, with its replies.
                return (null, broken);
            }
        }

        return (
            new TaskComments(
                [
                    .. all.DistinctBy(c => c.Id)
                        .OrderBy(c => c.Date)
                        .ThenBy(c => c.Id?.Length)
                        .ThenBy(c => c.Id, StringComparer.Ordinal)
                        .Select(c => Read(c, me)),
                ],
                from
            ),
            null
        );
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

    /// <summary>
    /// Replaces the whole text, by runs: with plain text alone ClickUp drops the formatting, and without any it blanks the
    /// comment. One that is gone needs no new text.
    /// </summary>
    public async Task<Outcome> EditAsync(Effect.EditComment effect, CancellationToken cancel)
    {
        var document = HtmlText.Read(effect.Html);
        var runs = new JsonObject { ["comment"] = ClickUpRuns.Write(document) };
        var answer = await api.EditCommentAsync(effect.CommentId, runs, cancel);
        if (answer.Failure is { Kind: FailureKind.Refused, Status: 400 })
        {
            var plain = new JsonObject { ["comment_text"] = PlainText.Write(document) };
            answer = await api.EditCommentAsync(effect.CommentId, plain, cancel);
        }

        return Ended(answer, effect.CommentId);
    }

    public async Task<Outcome> RemoveAsync(Effect.RemoveComment effect, CancellationToken cancel) =>
        Ended(await api.RemoveCommentAsync(effect.CommentId, cancel), effect.CommentId);

    public async Task<Found> FindAsync(
        Effect.AddComment effect,
        string id,
        DateTimeOffset since,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, failure) = await people.MeAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(failure!);
        }

        var (recent, _, trouble) = await this.SinceAsync(id, since - Skew, cancel);
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

    private static Outcome Ended(ClickUpAnswer<Accepted> answer, string commentId) =>
        answer.Failure is null or { Kind: FailureKind.Missing }
            ? new Outcome.Done(new Written { CommentId = commentId })
            : new Outcome.Failed(answer.Failure);

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
        )
        {
            Files = ClickUpFiles.Of(comment, me),
        };

    private static TextDoc Document(WireComment comment) =>
        comment.Comment.ValueKind is JsonValueKind.Array && comment.Comment.GetArrayLength() > 0
            ? ClickUpRuns.Read(comment.Comment)
            : PlainText.Read(comment.CommentText ?? "");

    /// <summary>
    /// Comments from this moment on, newest first, without replies. From is set when the guard ended the reading before the
    /// oldest.
    /// </summary>
    private async Task<(List<WireComment> Comments, DateTimeOffset? From, Failure? Failure)> SinceAsync(
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
                return ([], null, answer.Failure);
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
                return ([.. all.Values], null, null);
            }
        }

        return ([.. all.Values], ClickUpDays.At(last?.Date ?? 0), null);
    }
}
