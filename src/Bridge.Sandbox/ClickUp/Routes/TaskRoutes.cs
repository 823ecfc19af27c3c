using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.ClickUp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>Tasks: create, read, list, change, delete, move, merge, fields, tags, links, files.</summary>
internal sealed class TaskRoutes(World world, Desk desk, TaskBook book, TaskEdits edits, TaskMoves moves)
{
    private readonly TaskSearch search = new(world);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v2/list/{list_id}/task", desk.OnList(this.Create));
        routes.MapGet(
            "/api/v2/list/{list_id}/task",
            desk.OnList((c, list, json) => this.List(c, list.Tasks.Values, json))
        );
        routes.MapGet("/api/v2/team/{team_id}/task", desk.OnTeam((c, json) => this.List(c, world.Tasks.Values, json)));
        routes.MapGet("/api/v2/task/{task_id}", desk.OnTask(this.Get));
        routes.MapPut("/api/v2/task/{task_id}", desk.OnTask(this.Update));
        routes.MapDelete("/api/v2/task/{task_id}", desk.OnTask(this.Delete));
        routes.MapPost("/api/v2/task/{task_id}/merge", desk.OnTask(this.Merge));
        routes.MapPost("/api/v2/task/{task_id}/field/{field_id}", desk.OnTask(this.SetField));
        routes.MapDelete("/api/v2/task/{task_id}/field/{field_id}", desk.OnTask(this.ClearField));
        routes.MapPost(
            "/api/v2/task/{task_id}/tag/{tag}",
            desk.OnTask((c, t, json) => this.Tag(c, t, json, add: true))
        );
        routes.MapDelete(
            "/api/v2/task/{task_id}/tag/{tag}",
            desk.OnTask((c, t, json) => this.Tag(c, t, json, add: false))
        );
        routes.MapPost(
            "/api/v2/task/{task_id}/link/{other}",
            desk.OnTask((c, t, json) => this.Link(c, t, json, add: true))
        );
        routes.MapDelete(
            "/api/v2/task/{task_id}/link/{other}",
            desk.OnTask((c, t, json) => this.Link(c, t, json, add: false))
        );
        routes.MapPost("/api/v2/task/{task_id}/attachment", this.AttachAsync);
        routes.MapGet("/api/v2/task/{task_id}/time_in_status", desk.OnTask(this.GetTimeInStatus));
        routes.MapGet("/api/v2/task/bulk_time_in_status/task_ids", desk.Serve(this.GetBulkTimeInStatus));
        routes.MapPut("/api/v3/workspaces/{team_id}/tasks/{task_id}/home_list/{list_id}", desk.OnTask(this.Move));
    }

    private Refusal? Create(Call call, TaskList list, Utf8JsonWriter json)
    {
        var outcome = book.Create(call.User, list, call.Body, viaApi: true);
        if (outcome.Value is { } task)
        {
            TaskJson.Write(json, world, task, TaskParts.Markdown);
        }

        return outcome.Refusal;
    }

    private Refusal? List(Call call, IEnumerable<TaskItem> scope, Utf8JsonWriter json)
    {
        var outcome = this.search.Find(call.User, scope, call.Query);
        if (outcome.Value is { } page)
        {
            // Attachments are left out of lists, which does not mean that there are none.
            var parts = call.Query.Flag("include_markdown_description") ? TaskParts.Markdown : TaskParts.None;
            json.WriteStartObject();
            json.WriteStartArray("tasks");
            foreach (var task in page.Tasks)
            {
                TaskJson.Write(json, world, task, parts);
            }

            json.WriteEndArray();
            json.WriteBoolean("last_page", page.Last);
            json.WriteEndObject();
        }

        return outcome.Refusal;
    }

    private Refusal? Get(Call call, TaskItem task, Utf8JsonWriter json)
    {
        var parts = TaskParts.Attachments;
        parts |= call.Query.Flag("include_markdown_description") ? TaskParts.Markdown : TaskParts.None;
        parts |= call.Query.Flag("include_subtasks") ? TaskParts.Subtasks : TaskParts.None;
        TaskJson.Write(json, world, task, parts);
        return null;
    }

    private Refusal? Update(Call call, TaskItem task, Utf8JsonWriter json)
    {
        var refusal = edits.Update(call.User, task, call.Body);
        if (refusal is null)
        {
            TaskJson.Write(json, world, task, TaskParts.Markdown | TaskParts.Attachments | TaskParts.Subtasks);
        }

        return refusal;
    }

    private Refusal? Delete(Call call, TaskItem task, Utf8JsonWriter json)
    {
        moves.Delete(task);
        return null;
    }

    private Refusal? Merge(Call call, TaskItem task, Utf8JsonWriter json)
    {
        var sources = call
            .Body.Member("source_task_ids")
            .Items()
            .Select(id => world.Task(id.ToString(), custom: false))
            .ToArray();
        if (sources.Length == 0 || sources.Any(s => s is null || s == task))
        {
            return Refusal.NoTask;
        }

        moves.Merge(call.User, task, [.. sources.OfType<TaskItem>()]);
        TaskJson.Write(json, world, task, TaskParts.Markdown | TaskParts.Attachments);
        return null;
    }

    private Refusal? Move(Call call, TaskItem task, Utf8JsonWriter json)
    {
        if (call.Route("team_id") != world.TeamId)
        {
            return Refusal.TeamForeign;
        }

        if (!world.Lists.TryGetValue(call.Route("list_id"), out var list))
        {
            return Refusal.NoList;
        }

        return moves.Move(call.User, task, list, call.Body) ?? Empty(json);
    }

    private Refusal? SetField(Call call, TaskItem task, Utf8JsonWriter json) =>
        book.SetField(call.User, task, call.Route("field_id"), call.Body) ?? Empty(json);

    private Refusal? ClearField(Call call, TaskItem task, Utf8JsonWriter json) =>
        book.SetField(call.User, task, call.Route("field_id"), null) ?? Empty(json);

    private Refusal? Tag(Call call, TaskItem task, Utf8JsonWriter json, bool add)
    {
        book.Tag(call.User, task, call.Route("tag").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), add);
        return Empty(json);
    }

    private Refusal? Link(Call call, TaskItem task, Utf8JsonWriter json, bool add)
    {
        var other = desk.Task(call, call.Route("other"));
        if (other.Value is not { } target)
        {
            return other.Refusal;
        }

        book.Link(call.User, task, target, add);
        json.WriteStartObject();
        json.WritePropertyName("task");
        TaskJson.Write(json, world, task, TaskParts.None);
        json.WriteEndObject();
        return null;
    }

    private Refusal? GetTimeInStatus(Call call, TaskItem task, Utf8JsonWriter json)
    {
        TimeInStatus.Write(json, task, world.Now);
        return null;
    }

    private Refusal? GetBulkTimeInStatus(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var id in call.Query.All("task_ids"))
        {
            if (world.Task(id, custom: false) is { } task)
            {
                json.WritePropertyName(id);
                TimeInStatus.Write(json, task, world.Now);
            }
        }

        json.WriteEndObject();
        return null;
    }

    private async Task AttachAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : null;
        var file = form?.Files.FirstOrDefault(f =>
            f.Name == "attachment" || f.Name.StartsWith("attachment[", StringComparison.Ordinal)
        );
        using var content = new MemoryStream();
        if (file is not null)
        {
            await file.CopyToAsync(content);
        }

        await desk.OnTask(
            (call, task, json) =>
            {
                if (file is null)
                {
                    return Refusal.NoUpload;
                }

                var type = file.ContentType ?? "application/octet-stream";
                var attachment = book.Attach(call.User, task, file.FileName, type, content.ToArray());
                AttachmentJson.WriteUploaded(json, world, attachment);
                return null;
            }
        )(context);
    }

    private static Refusal? Empty(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
        return null;
    }
}
