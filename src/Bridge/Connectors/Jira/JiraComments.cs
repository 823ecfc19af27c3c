using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>Comments of issues. Each of the bridge's carries the key of its effect in a property, by which it is found again.</summary>
internal sealed class JiraComments(JiraApi api, JiraAccount account, JiraDialect dialect)
{
    private const string Mark = "bridge.effect";

    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The comments as the bridge may carry them, oldest first. One that is restricted to a role or group is left out, since
    /// the helpdesk knows no such restriction: it is never mirrored, and one that is restricted later counts as taken back.
    /// </summary>
    public ImmutableArray<Comment> Read(IEnumerable<WireComment> comments, string me, ImmutableArray<FileRef> files) =>
        [
            .. comments
                .Where(c => c.Visibility is null || dialect.IdOf(c.Author) == me)
                .Select(c => this.Read(c, me, files))
                .OrderBy(c => c.At),
        ];

    /// <summary>The files that stand in restricted comments alone: they are passed over as those comments are.</summary>
    public ImmutableHashSet<string> Hidden(
        IReadOnlyCollection<WireComment> comments,
        string me,
        ImmutableArray<FileRef> files
    )
    {
        var all = comments.ToLookup(c => c.Visibility is null || dialect.IdOf(c.Author) == me);
        return [.. Ids(all[false]).Except(Ids(all[true]))];

        IEnumerable<string> Ids(IEnumerable<WireComment> some) =>
            some.SelectMany(c => this.Read(c, me, files).Files).Select(f => f.Id);
    }

    /// <summary>All comments by creation; <paramref name="known"/> are the first of them and not read again.</summary>
    public async Task<(List<WireComment> Comments, Failure? Failure)> AllAsync(
        string id,
        IReadOnlyList<WireComment> known,
        CancellationToken cancel
    )
    {
        var all = known.ToList();
        while (true)
        {
            var answer = await api.CommentsAsync(id, all.Count, cancel);
            if (answer.Value is not { } page)
            {
                return (all, answer.Failure);
            }

            all.AddRange(page.Comments ?? []);
            if (page.Comments is not { Count: > 0 } || all.Count >= page.Total)
            {
                return ([.. all.DistinctBy(c => c.Id)], null);
            }
        }
    }

    public async Task<Outcome> AddAsync(Effect.AddComment effect, string id, CancellationToken cancel)
    {
        var body = new JsonObject
        {
            ["body"] = dialect.Rich(effect.Html),
            ["properties"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = Mark,
                    ["value"] = new JsonObject { ["key"] = effect.Key },
                }
            ),
        };
        var answer = await api.AddCommentAsync(id, body, cancel);
        return answer.Value is { } made
            ? new Outcome.Done(new Written { CommentId = made.Id })
            : new Outcome.Failed(answer.Failure!);
    }

    /// <summary>Gives a comment its whole new text. One that is gone is done with.</summary>
    public async Task<Outcome> EditAsync(Effect.EditComment effect, string id, CancellationToken cancel)
    {
        var body = new JsonObject { ["body"] = dialect.Rich(effect.Html) };
        var answer = await api.EditCommentAsync(id, effect.CommentId, body, cancel);
        return await this.DoneAsync(answer.Failure, id, effect.CommentId, cancel);
    }

    public async Task<Outcome> RemoveAsync(Effect.RemoveComment effect, string id, CancellationToken cancel)
    {
        var answer = await api.RemoveCommentAsync(id, effect.CommentId, cancel);
        return await this.DoneAsync(answer.Failure, id, effect.CommentId, cancel);
    }

    /// <summary>By the property; only where Jira's answer has no properties at all (Data Center), by author, time and words.</summary>
    public async Task<Found> FindAsync(
        Effect.AddComment effect,
        string id,
        DateTimeOffset since,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, trouble) = await account.IdAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(trouble!);
        }

        var (all, failure) = await this.AllAsync(id, [], cancel);
        if (failure is not null)
        {
            return new Found.Failed(failure);
        }

        var words = JiraWords.Of(effect.Html);
        var found =
            all.Find(c => Key(c) == effect.Key)
            ?? all.Find(c =>
                c.Properties is null
                && c.Id is { } commentId
                && dialect.IdOf(c.Author) == me
                && !claimed.Contains(commentId)
                && JiraValues.Moment(c.Created) >= since - Skew
                && JiraWords.Contain(JiraValues.Html(c.Body), words)
            );
        return found is null ? new Found.No() : new Found.Yes(new Written { CommentId = found.Id });
    }

    /// <summary>
    /// A 404 is about the comment or about the whole issue, and its words are in the profile's language: only when the issue
    /// can be seen is the comment gone.
    /// </summary>
    private async Task<Outcome> DoneAsync(Failure? failure, string id, string commentId, CancellationToken cancel)
    {
        if (failure is null)
        {
            return new Outcome.Done(new Written { CommentId = commentId });
        }

        return failure.Kind == FailureKind.Missing && (await api.IssueAsync(id, ["updated"], cancel)).Value is not null
            ? new Outcome.Done(Written.Nothing)
            : new Outcome.Failed(failure);
    }

    private static string? Key(WireComment comment) =>
        comment.Properties?.Find(p => p.Key == Mark) is { } mark ? JiraValues.Member(mark.Value, "key") : null;

    private Comment Read(WireComment comment, string me, ImmutableArray<FileRef> files)
    {
        var at = JiraValues.Moment(comment.Created) ?? default;
        var edited = JiraValues.Moment(comment.Updated);
        var doc = AdfText.Read(comment.Body);
        return new Comment(
            comment.Id ?? "",
            comment.Author?.DisplayName ?? "",
            dialect.IdOf(comment.Author) == me,
            Public: false,
            Incoming: false,
            at,
            edited > at ? edited : null,
            HtmlText.Write(doc)
        )
        {
            Files = JiraFiles.Named(JiraPictures.Names(doc), edited ?? at, files),
        };
    }
}
