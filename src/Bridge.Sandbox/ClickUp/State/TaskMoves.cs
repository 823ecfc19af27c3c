using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Moves tasks between lists, merges and deletes them.</summary>
internal sealed class TaskMoves(World world, TaskBook book, TaskEdits edits, WebhookBook webhooks)
{
    /// <summary>
    /// Moves a task to another list, from the body of the v3 call: status_mappings by status id, move_custom_fields
    /// and custom_fields_to_move. A status that the target list lacks needs a mapping.
    /// </summary>
    public Refusal? Move(ClickUpUser actor, TaskItem task, TaskList target, JsonElement body)
    {
        if (target == task.List)
        {
            return null;
        }

        var status = target.Status(task.Status.Name) ?? Mapped(task.Status, target, body);
        if (status is null)
        {
            return Refusal.NeedsStatusMapping;
        }

        TakeFieldsAlong(task, target, body);
        this.Move(actor, task, target, status);
        return null;
    }

    /// <summary>Moves a task as the UI does: a status that the target lacks becomes one of the same type, or the first.</summary>
    public void Move(ClickUpUser actor, TaskItem task, TaskList target)
    {
        var statuses = target.Statuses;
        var status =
            target.Status(task.Status.Name) ?? statuses.FirstOrDefault(s => s.Type == task.Status.Type) ?? statuses[0];
        this.Move(actor, task, target, status);
    }

    /// <summary>Deletes a task. Its subtasks go with it; taskDeleted carries no history, so nobody knows who did it.</summary>
    public void Delete(TaskItem task)
    {
        foreach (var subtask in task.Subtasks.ToArray())
        {
            this.Delete(subtask);
        }

        foreach (var link in task.Links)
        {
            link.To.Links.RemoveAll(l => l.To == task);
        }

        world.Remove(task);
        webhooks.Send(task, [], "taskDeleted");
    }

    /// <summary>Merges sources into a task: their comments and files move over, they themselves are deleted.</summary>
    public void Merge(ClickUpUser actor, TaskItem target, IReadOnlyList<TaskItem> sources)
    {
        foreach (var source in sources)
        {
            target.Attachments.AddRange(source.Attachments);
            foreach (var comment in source.Comments)
            {
                comment.Task = target;
                comment.Replies.ForEach(r => r.Task = target);
                target.Comments.Add(comment);
            }

            source.Comments.Clear();
            this.Delete(source);
        }

        target.Comments.Sort((a, b) => a.Id.CompareTo(b.Id));
        var merged = Json.Text(json =>
        {
            json.WriteStartArray();
            foreach (var source in sources)
            {
                json.WriteStringValue(source.Id);
            }

            json.WriteEndArray();
        });
        book.Tell(target, book.Item(actor, target, "merged_tasks") with { After = merged });
    }

    private void Move(ClickUpUser actor, TaskItem task, TaskList target, Status status)
    {
        var old = task.List;
        old.Tasks.Remove(task.Id);
        task.List = target;
        target.Tasks.Add(task.Id, task);
        var item = book.Item(actor, task, "section_moved") with
        {
            Data = """{"mute_notifications":true}""",
            Before = Place(old),
            After = Place(target),
        };
        book.Tell(task, item, "taskMoved");
        webhooks.Send(target.Space, "spaceUpdated");
        edits.Enter(actor, task, status);
        foreach (var subtask in task.Subtasks)
        {
            this.Move(actor, subtask, target);
        }
    }

    private static Status? Mapped(Status from, TaskList target, JsonElement body) =>
        body.Member("status_mappings")
            .Items()
            .Where(m => m.Text("source_status") == from.Id)
            .Select(m => target.Statuses.FirstOrDefault(s => s.Id == m.Text("destination_status")))
            .FirstOrDefault();

    private static void TakeFieldsAlong(TaskItem task, TaskList target, JsonElement body)
    {
        var named = body.Member("custom_fields_to_move").Items().Select(e => e.ToString()).ToHashSet();
        if (!body.Flag("move_custom_fields") && named.Count == 0)
        {
            return;
        }

        target.Fields.AddRange(
            task.List.AllFields.Where(f =>
                    task.Values.ContainsKey(f.Id)
                    && (named.Count == 0 || named.Contains(f.Id))
                    && target.Field(f.Id) is null
                )
                .ToArray()
        );
    }

    private static string Place(TaskList list) =>
        Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", list.Id);
            json.WriteString("name", list.Name);
            json.WriteStartObject("category");
            json.WriteString("id", list.Folder.Id);
            json.WriteString("name", list.Folder.Name);
            json.WriteBoolean("hidden", list.Folder.Hidden);
            json.WriteEndObject();
            json.WriteStartObject("project");
            json.WriteString("id", list.Space.Id);
            json.WriteString("name", list.Space.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
