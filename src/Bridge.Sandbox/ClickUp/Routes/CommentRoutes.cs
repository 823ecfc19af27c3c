using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.ClickUp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>Comments of tasks and their replies.</summary>
internal sealed class CommentRoutes(World world, Desk desk, CommentBook comments)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/task/{task_id}/comment", desk.OnTask(List));
        routes.MapPost(
            "/api/v2/task/{task_id}/comment",
            desk.OnTask((c, task, json) => this.Post(c, task, null, json))
        );
        routes.MapPut("/api/v2/comment/{comment_id}", desk.OnComment(this.Put));
        routes.MapDelete("/api/v2/comment/{comment_id}", desk.OnComment(this.Delete));
        routes.MapGet("/api/v2/comment/{comment_id}/reply", desk.OnComment((_, c, json) => WriteAll(json, c.Replies)));
        routes.MapPost(
            "/api/v2/comment/{comment_id}/reply",
            desk.OnComment((c, to, json) => this.Post(c, to.Task, to, json))
        );
    }

    private static Refusal? List(Call call, TaskItem task, Utf8JsonWriter json) =>
        WriteAll(json, CommentBook.Page(task, call.Query.One("start"), call.Query.One("start_id")));

    private Refusal? Post(Call call, TaskItem task, Comment? parent, Utf8JsonWriter json)
    {
        var outcome = comments.Post(call.User, task, parent, call.Body);
        if (outcome.Value is { } comment)
        {
            CommentJson.WriteCreated(json, world, comment);
        }

        return outcome.Refusal;
    }

    private Refusal? Put(Call call, Comment comment, Utf8JsonWriter json)
    {
        comments.Edit(call.User, comment, call.Body);
        return Empty(json);
    }

    private Refusal? Delete(Call call, Comment comment, Utf8JsonWriter json)
    {
        comments.Delete(comment);
        return Empty(json);
    }

    private static Refusal? WriteAll(Utf8JsonWriter json, IEnumerable<Comment> all)
    {
        json.WriteStartObject();
        json.WriteStartArray("comments");
        foreach (var comment in all)
        {
            CommentJson.Write(json, comment);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private static Refusal? Empty(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
        return null;
    }
}
