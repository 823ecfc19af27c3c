using System.Buffers;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.ClickUp.Wire;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>Turns handlers into endpoints: reads the body, holds the gate, finds what the path names, writes the answer.</summary>
internal sealed class Desk(World world)
{
    /// <summary>Set by the authentication.</summary>
    public const string UserKey = "clickup.user";

    public RequestDelegate Serve(Handler handler) =>
        async context =>
        {
            var (body, valid) = await ReadAsync(context.Request);
            if (!valid)
            {
                await RefuseAsync(context, Refusal.BadJson);
                return;
            }

            var call = new Call(context, (ClickUpUser)context.Items[UserKey]!, body);
            var buffer = new ArrayBufferWriter<byte>(4096);
            Refusal? refusal;
            await using (var json = Json.Writer(buffer))
            {
                lock (world.Gate)
                {
                    refusal = handler(call, json);
                }
            }

            if (refusal is not null)
            {
                await RefuseAsync(context, refusal);
            }
            else if (buffer.WrittenCount == 0)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            else
            {
                context.Response.ContentType = "application/json; charset=utf-8";
                await context.Response.Body.WriteAsync(buffer.WrittenMemory);
            }
        };

    public RequestDelegate OnTeam(Handler handler) =>
        this.Serve((call, json) => call.Route("team_id") == world.TeamId ? handler(call, json) : Refusal.TeamForeign);

    public RequestDelegate OnTask(Func<Call, TaskItem, Utf8JsonWriter, Refusal?> handler) =>
        this.Serve(
            (call, json) =>
                this.Task(call, call.Route("task_id")) switch
                {
                    { Value: { } task } => handler(call, task, json),
                    { Refusal: var refusal } => refusal,
                }
        );

    public RequestDelegate OnList(Func<Call, TaskList, Utf8JsonWriter, Refusal?> handler) =>
        this.Serve(
            (call, json) =>
            {
                if (!world.Lists.TryGetValue(call.Route("list_id"), out var list))
                {
                    return Refusal.NoList;
                }

                return list.HiddenFrom.Contains(call.User.Id) ? Refusal.NoAccess : handler(call, list, json);
            }
        );

    public RequestDelegate OnComment(Func<Call, Comment, Utf8JsonWriter, Refusal?> handler) =>
        this.Serve(
            (call, json) =>
            {
                if (world.Comment(call.Route("comment_id")) is not { } comment)
                {
                    return Refusal.NoComment;
                }

                return comment.Task.List.HiddenFrom.Contains(call.User.Id)
                    ? Refusal.NoAccess
                    : handler(call, comment, json);
            }
        );

    /// <summary>
    /// A task by its id, or by its custom id when the query has custom_task_ids and team_id both.
    /// </summary>
    public Outcome<TaskItem> Task(Call call, string id)
    {
        var custom = call.Query.Flag("custom_task_ids") && call.Query.One("team_id") == world.TeamId;
        if (world.Task(id, custom) is not { } task)
        {
            return Refusal.NoTask;
        }

        return task.List.HiddenFrom.Contains(call.User.Id) ? Refusal.NoAccess : task;
    }

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        var v3 = context.Request.Path.StartsWithSegments("/api/v3", StringComparison.Ordinal);
        var body = Json.Bytes(json =>
        {
            json.WriteStartObject();
            if (v3)
            {
                json.WriteNumber("status", refusal.Status);
                json.WriteString("message", refusal.Text);
                json.WriteNumber("trace_id", 8_403_805_391);
                json.WriteNumber("timestamp", 0);
            }
            else
            {
                json.WriteString("err", refusal.Text);
                if (refusal.Code is not null)
                {
                    json.WriteString("ECODE", refusal.Code);
                }
            }

            json.WriteEndObject();
        });
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static async Task<(JsonElement Body, bool Valid)> ReadAsync(HttpRequest request)
    {
        if (
            request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0
            || request.HasFormContentType
        )
        {
            return (default, true);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body);
            return (document.RootElement.Clone(), true);
        }
        catch (JsonException)
        {
            return (default, false);
        }
    }
}
