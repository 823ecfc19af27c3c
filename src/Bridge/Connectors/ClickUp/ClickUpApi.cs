using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.ClickUp;

/// <summary>The calls of ClickUp's REST API v2 that the bridge makes, one method each. No call is repeated here but GETs.</summary>
/// <param name="workspace">The workspace's id, "team" in this API.</param>
internal sealed class ClickUpApi(ClickUpCalls calls, string workspace)
{
    public Task<ClickUpAnswer<WireMe>> UserAsync(CancellationToken cancel) =>
        calls.GetAsync("user", ClickUpJson.Default.WireMe, Priority.State, cancel);

    public Task<ClickUpAnswer<WireTeams>> TeamsAsync(CancellationToken cancel) =>
        calls.GetAsync("team", ClickUpJson.Default.WireTeams, Priority.State, cancel);

    public Task<ClickUpAnswer<WirePlaces>> SpacesAsync(CancellationToken cancel) =>
        calls.GetAsync(
            $"team/{Escape(workspace)}/space?archived=false",
            ClickUpJson.Default.WirePlaces,
            Priority.Rest,
            cancel
        );

    public Task<ClickUpAnswer<WirePlaces>> FoldersAsync(string spaceId, CancellationToken cancel) =>
        calls.GetAsync(
            $"space/{Escape(spaceId)}/folder?archived=false",
            ClickUpJson.Default.WirePlaces,
            Priority.Rest,
            cancel
        );

    /// <summary>The lists of a space that are in no folder.</summary>
    public Task<ClickUpAnswer<WirePlaces>> ListsAsync(string spaceId, CancellationToken cancel) =>
        calls.GetAsync(
            $"space/{Escape(spaceId)}/list?archived=false",
            ClickUpJson.Default.WirePlaces,
            Priority.Rest,
            cancel
        );

    /// <summary>One list, folder or space.</summary>
    /// <param name="kind">list, folder or space.</param>
    public Task<ClickUpAnswer<WirePlace>> PlaceAsync(string kind, string id, CancellationToken cancel) =>
        calls.GetAsync($"{kind}/{Escape(id)}", ClickUpJson.Default.WirePlace, Priority.State, cancel);

    public Task<ClickUpAnswer<WireFields>> FieldsAsync(string listId, CancellationToken cancel) =>
        calls.GetAsync($"list/{Escape(listId)}/field", ClickUpJson.Default.WireFields, Priority.State, cancel);

    public Task<ClickUpAnswer<WireTaskTypes>> TaskTypesAsync(CancellationToken cancel) =>
        calls.GetAsync(
            $"team/{Escape(workspace)}/custom_item",
            ClickUpJson.Default.WireTaskTypes,
            Priority.State,
            cancel
        );

    /// <summary>One task, with its description as Markdown.</summary>
    /// <param name="custom">Whether the id is a custom one ("ENG-123"), which only holds inside the workspace.</param>
    public Task<ClickUpAnswer<WireTask>> TaskAsync(string id, bool custom, CancellationToken cancel) =>
        calls.GetAsync(
            $"task/{Escape(id)}?include_markdown_description=true"
                + (custom ? $"&custom_task_ids=true&team_id={Escape(workspace)}" : ""),
            ClickUpJson.Default.WireTask,
            Priority.State,
            cancel
        );

    public Task<ClickUpAnswer<WireTask>> CreateAsync(string listId, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"list/{Escape(listId)}/task",
            body,
            ClickUpJson.Default.WireTask,
            Priority.State,
            cancel
        );

    public Task<ClickUpAnswer<WireTask>> UpdateAsync(string id, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Put,
            $"task/{Escape(id)}",
            body,
            ClickUpJson.Default.WireTask,
            Priority.State,
            cancel
        );

    public Task<ClickUpAnswer<Accepted>> SetFieldAsync(
        string id,
        string fieldId,
        JsonObject body,
        CancellationToken cancel
    ) => calls.TellAsync(HttpMethod.Post, $"task/{Escape(id)}/field/{Escape(fieldId)}", body, cancel);

    public Task<ClickUpAnswer<Accepted>> ClearFieldAsync(string id, string fieldId, CancellationToken cancel) =>
        calls.TellAsync(HttpMethod.Delete, $"task/{Escape(id)}/field/{Escape(fieldId)}", null, cancel);

    public Task<ClickUpAnswer<Accepted>> AddTagAsync(string id, string tag, CancellationToken cancel) =>
        calls.TellAsync(HttpMethod.Post, $"task/{Escape(id)}/tag/{Escape(tag)}", new JsonObject(), cancel);

    public Task<ClickUpAnswer<Accepted>> RemoveTagAsync(string id, string tag, CancellationToken cancel) =>
        calls.TellAsync(HttpMethod.Delete, $"task/{Escape(id)}/tag/{Escape(tag)}", null, cancel);

    /// <summary>25 comments, newest first, without the replies in threads.</summary>
    /// <param name="after">The last comment of the page before: both its date and its id are needed; null: the newest.</param>
    public Task<ClickUpAnswer<WireComments>> CommentsAsync(string id, WireComment? after, CancellationToken cancel) =>
        calls.GetAsync(
            $"task/{Escape(id)}/comment"
                + (
                    after is null
                        ? ""
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"?start={after.Date}&start_id={Escape(after.Id ?? "")}"
                        )
                ),
            ClickUpJson.Default.WireComments,
            Priority.State,
            cancel
        );

    public Task<ClickUpAnswer<WireComments>> RepliesAsync(string commentId, CancellationToken cancel) =>
        calls.GetAsync($"comment/{Escape(commentId)}/reply", ClickUpJson.Default.WireComments, Priority.State, cancel);

    public Task<ClickUpAnswer<WireComment>> AddCommentAsync(string id, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"task/{Escape(id)}/comment",
            body,
            ClickUpJson.Default.WireComment,
            Priority.Rest,
            cancel
        );

    public Task<ClickUpAnswer<Accepted>> EditCommentAsync(
        string commentId,
        JsonObject body,
        CancellationToken cancel
    ) => calls.TellAsync(HttpMethod.Put, $"comment/{Escape(commentId)}", body, cancel);

    public Task<ClickUpAnswer<Accepted>> RemoveCommentAsync(string commentId, CancellationToken cancel) =>
        calls.TellAsync(HttpMethod.Delete, $"comment/{Escape(commentId)}", null, cancel);

    /// <summary>Adds a file to a task; the form is read once, as it streams in.</summary>
    public Task<ClickUpAnswer<WireFile>> AttachAsync(string id, HttpContent form, CancellationToken cancel) =>
        calls.UploadAsync($"task/{Escape(id)}/attachment", form, ClickUpJson.Default.WireFile, Priority.Rest, cancel);

    /// <summary>A page of 100 archived tasks of a list, which no other search gives.</summary>
    public Task<ClickUpAnswer<WireTaskPage>> ArchivedAsync(
        string listId,
        string query,
        int page,
        CancellationToken cancel
    ) =>
        calls.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"list/{Escape(listId)}/task?page={page}&archived=true&include_closed=true&subtasks=true&{query}"
            ),
            ClickUpJson.Default.WireTaskPage,
            Priority.Rest,
            cancel
        );

    /// <summary>A page of 100 tasks of the workspace, closed ones and subtasks included, archived ones not.</summary>
    public Task<ClickUpAnswer<WireTaskPage>> SearchAsync(
        string query,
        int page,
        Priority priority,
        CancellationToken cancel
    ) =>
        calls.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"team/{Escape(workspace)}/task?page={page}&include_closed=true&subtasks=true&{query}"
            ),
            ClickUpJson.Default.WireTaskPage,
            priority,
            cancel
        );

    /// <summary>The 100 tasks of a list that were made last.</summary>
    public Task<ClickUpAnswer<WireTaskPage>> NewestAsync(string listId, CancellationToken cancel) =>
        calls.GetAsync(
            $"list/{Escape(listId)}/task?page=0&include_closed=true&subtasks=true&order_by=created&include_markdown_description=true",
            ClickUpJson.Default.WireTaskPage,
            Priority.State,
            cancel
        );

    /// <summary>The webhooks that this very token made.</summary>
    public Task<ClickUpAnswer<WireWebhooks>> WebhooksAsync(CancellationToken cancel) =>
        calls.GetAsync($"team/{Escape(workspace)}/webhook", ClickUpJson.Default.WireWebhooks, Priority.Rest, cancel);

    public Task<ClickUpAnswer<WireWebhook>> CreateWebhookAsync(JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"team/{Escape(workspace)}/webhook",
            body,
            ClickUpJson.Default.WireWebhook,
            Priority.Rest,
            cancel
        );

    public Task<ClickUpAnswer<WireWebhook>> UpdateWebhookAsync(string id, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Put,
            $"webhook/{Escape(id)}",
            body,
            ClickUpJson.Default.WireWebhook,
            Priority.Rest,
            cancel
        );

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
