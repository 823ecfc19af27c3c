using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>The calls about one issue. Writes on it are paced.</summary>
internal sealed partial class JiraApi
{
    private const string Transitions = "expand=transitions,transitions.fields";

    /// <summary>One issue with these fields.</summary>
    /// <param name="idOrKey">A key from before a move finds the issue too; the answer then has the new key.</param>
    /// <param name="withTransitions">Whether to tell what is open to it as well, which saves a call.</param>
    public Task<JiraAnswer<WireIssue>> IssueAsync(
        string idOrKey,
        IEnumerable<string> fields,
        CancellationToken cancel,
        bool withTransitions = false
    ) =>
        calls.GetAsync(
            $"issue/{JiraCalls.Escape(idOrKey)}?fields={JiraCalls.Escape(string.Join(',', fields))}"
                + (withTransitions ? "&" + Transitions : ""),
            JiraJson.Default.WireIssue,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WireScreen>> EditScreenAsync(string id, CancellationToken cancel) =>
        calls.GetAsync($"issue/{JiraCalls.Escape(id)}/editmeta", JiraJson.Default.WireScreen, Priority.State, cancel);

    public Task<JiraAnswer<WireTransitions>> TransitionsAsync(string id, CancellationToken cancel) =>
        calls.GetAsync(
            $"issue/{JiraCalls.Escape(id)}/transitions?expand=transitions.fields",
            JiraJson.Default.WireTransitions,
            Priority.State,
            cancel
        );

    public async Task<JiraAnswer<WireIssue>> CreateAsync(JsonObject body, CancellationToken cancel)
    {
        var answer = await calls.SendAsync(
            HttpMethod.Post,
            "issue",
            body,
            JiraJson.Default.WireIssue,
            Priority.State,
            cancel
        );
        recent.Add(answer.Value?.Id ?? "");
        return answer;
    }

    /// <summary>Edits and gives the issue as it is after this very edit; null where the answer is 204, as always on Data Center.</summary>
    public async Task<JiraAnswer<WireIssue>> EditAsync(
        string id,
        JsonObject body,
        bool withTransitions,
        CancellationToken cancel
    )
    {
        recent.Add(id);
        var path = $"issue/{JiraCalls.Escape(id)}";
        path += dialect.TellsEdited ? "?returnIssue=true" + (withTransitions ? "&" + Transitions : "") : "";
        var answer = await calls.PacedAsync(
            id,
            () => calls.AskAsync(HttpMethod.Put, path, body, Priority.State, cancel),
            cancel
        );
        return answer is { Status: 204, Good: true } && calls.FailureOf(answer) is null
            ? new JiraAnswer<WireIssue>(null, null)
            : calls.Read(answer, JiraJson.Default.WireIssue);
    }

    public Task<JiraAnswer<Accepted>> TransitAsync(string id, JsonObject body, CancellationToken cancel)
    {
        recent.Add(id);
        return calls.TellAsync(
            HttpMethod.Post,
            id,
            $"issue/{JiraCalls.Escape(id)}/transitions",
            body,
            Priority.State,
            cancel
        );
    }

    /// <summary>The same globalId on the same issue updates the link in place; what is left out is emptied then.</summary>
    public Task<JiraAnswer<Accepted>> PutRemoteLinkAsync(string id, JsonObject body, CancellationToken cancel) =>
        calls.TellAsync(HttpMethod.Post, id, $"issue/{JiraCalls.Escape(id)}/remotelink", body, Priority.State, cancel);

    public Task<JiraAnswer<WireCommentPage>> CommentsAsync(string id, int startAt, CancellationToken cancel) =>
        calls.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"issue/{JiraCalls.Escape(id)}/comment?startAt={startAt}&maxResults={JiraCalls.PageSize}&orderBy=created&expand=properties"
            ),
            JiraJson.Default.WireCommentPage,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WireComment>> AddCommentAsync(string id, JsonObject body, CancellationToken cancel) =>
        calls.WriteAsync(
            HttpMethod.Post,
            id,
            $"issue/{JiraCalls.Escape(id)}/comment",
            body,
            JiraJson.Default.WireComment,
            Priority.Rest,
            cancel
        );

    /// <summary>Replaces the text of a comment; its properties stay.</summary>
    public Task<JiraAnswer<WireComment>> EditCommentAsync(
        string id,
        string commentId,
        JsonObject body,
        CancellationToken cancel
    ) =>
        calls.WriteAsync(
            HttpMethod.Put,
            id,
            $"issue/{JiraCalls.Escape(id)}/comment/{JiraCalls.Escape(commentId)}",
            body,
            JiraJson.Default.WireComment,
            Priority.Rest,
            cancel
        );

    public Task<JiraAnswer<Accepted>> RemoveCommentAsync(string id, string commentId, CancellationToken cancel) =>
        calls.TellAsync(
            HttpMethod.Delete,
            id,
            $"issue/{JiraCalls.Escape(id)}/comment/{JiraCalls.Escape(commentId)}",
            null,
            Priority.Rest,
            cancel
        );

    public Task<JiraAnswer<WireAttachment>> AttachmentAsync(string attachmentId, CancellationToken cancel) =>
        calls.GetAsync(
            $"attachment/{JiraCalls.Escape(attachmentId)}",
            JiraJson.Default.WireAttachment,
            Priority.Rest,
            cancel
        );

    /// <summary>Whether files may be added at all, and how large.</summary>
    public Task<JiraAnswer<WireAttachmentLimit>> AttachmentLimitAsync(CancellationToken cancel) =>
        calls.GetAsync("attachment/meta", JiraJson.Default.WireAttachmentLimit, Priority.Rest, cancel);

    /// <summary>Adds a file to an issue as it streams in. The answer is 200 with the list of what was added.</summary>
    public async Task<JiraAnswer<List<WireAttachment>>> AttachAsync(
        string id,
        MultipartFormDataContent form,
        CancellationToken cancel
    )
    {
        var answer = await calls.PacedAsync(
            id,
            () => calls.UploadAsync($"issue/{JiraCalls.Escape(id)}/attachments", form, Priority.Rest, cancel),
            cancel
        );
        return calls.Read(answer, JiraJson.Default.ListWireAttachment);
    }
}
