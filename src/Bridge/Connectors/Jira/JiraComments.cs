using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>Comments of issues. Each of the bridge's carries the key of its effect in a property, by which it is found again.</summary>
internal sealed class JiraComments(JiraApi api, JiraAccount account)
{
    private const string Mark = "bridge.effect";

    /// <summary>How far the clocks of the bridge and of Jira may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public static Comment Read(WireComment comment, string me)
    {
        var at = JiraValues.Moment(comment.Created) ?? default;
        var edited = JiraValues.Moment(comment.Updated);
        return new Comment(
            comment.Id ?? "",
            comment.Author?.DisplayName ?? "",
            comment.Author?.AccountId == me,
            Public: false,
            Incoming: false,
            at,
            edited > at ? edited : null,
            JiraValues.Html(comment.Body)
        );
    }

    /// <summary>All comments by creation; <paramref name="known"/> are the first of them and not read again.</summary>
    public static async Task<(List<WireComment> Comments, Failure? Failure)> AllAsync(
        JiraApi api,
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
            ["body"] = JiraWriting.Document(effect.Html),
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

    /// <summary>By the property; only where Jira's answer has no properties at all, by author, time and words.</summary>
    public async Task<Found> FindAsync(
        Effect.AddComment effect,
        string id,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, trouble) = await account.IdAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(trouble!);
        }

        var (all, failure) = await AllAsync(api, id, [], cancel);
        if (failure is not null)
        {
            return new Found.Failed(failure);
        }

        var words = JiraWords.Of(effect.Html);
        var found =
            all.Find(c => Key(c) == effect.Key)
            ?? all.Find(c =>
                c.Properties is null
                && c is { Id: { } commentId, Author.AccountId: { } author }
                && author == me
                && !claimed.Contains(commentId)
                && JiraValues.Moment(c.Created) >= startedAt - Skew
                && JiraWords.Contain(JiraValues.Html(c.Body), words)
            );
        return found is null ? new Found.No() : new Found.Yes(new Written { CommentId = found.Id });
    }

    private static string? Key(WireComment comment) =>
        comment.Properties?.Find(p => p.Key == Mark) is { } mark ? JiraValues.Member(mark.Value, "key") : null;
}
