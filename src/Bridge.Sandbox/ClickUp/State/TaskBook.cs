using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Creates tasks and sets their custom fields, tags, links and files, for API callers and people alike.</summary>
internal sealed class TaskBook(World world, WebhookBook webhooks)
{
    /// <summary>
    /// Creates a task from the body of POST /list/{id}/task. A create tells three events: taskCreated with both
    /// items, taskStatusUpdated with the first, taskUpdated.
    /// </summary>
    public Outcome<TaskItem> Create(ClickUpUser actor, TaskList list, JsonElement body, bool viaApi)
    {
        if (string.IsNullOrWhiteSpace(body.Text("name")))
        {
            return Refusal.NoName;
        }

        var status = body.Text("status") is { } name ? list.Status(name) : list.Statuses[0];
        if (status is null)
        {
            return Refusal.CreateStatus;
        }

        List<(Field Field, object? Value)> values = [];
        TaskItem? parent = null;
        if (body.Text("parent") is { } parentId && !list.Tasks.TryGetValue(parentId, out parent))
        {
            return Refusal.ForeignParent;
        }

        if ((TaskInput.Check(body) ?? this.ReadFields(actor, list, body, out values)) is { } refusal)
        {
            return refusal;
        }

        var (sequence, id) = world.Ids.Task();
        var task = new TaskItem(id, sequence, list, status, actor, world.Now)
        {
            CustomId = NextCustomId(list.Space),
            Name = body.Text("name")!,
            Parent = parent,
        };
        TaskInput.Fill(world, actor, task, body);
        foreach (var (field, value) in values)
        {
            world.SetValue(task, field.Id, value);
        }

        parent?.Subtasks.Add(task);
        list.Tasks.Add(id, task);
        world.Tasks.Add(id, task);
        if (task.CustomId is not null)
        {
            world.TasksByCustomId.Add(task.CustomId, task);
        }

        this.TellCreated(actor, task, viaApi);
        return task;
    }

    /// <summary>Sets a custom field from the body of POST /task/{id}/field/{id}, or clears it (body null).</summary>
    public Refusal? SetField(ClickUpUser actor, TaskItem task, string fieldId, JsonElement? body)
    {
        if (task.List.Field(fieldId) is not { } field)
        {
            return Refusal.FieldElsewhere;
        }

        var old = task.Values.GetValueOrDefault(field.Id);
        object? value = null;
        if (body is { } entry)
        {
            var outcome = FieldValues.Read(world, actor, field, entry, old);
            if (outcome.Value is not { } write)
            {
                return outcome.Refusal;
            }

            value = write.Value;
        }

        var before = FieldJson.History(world, field, old);
        var after = FieldJson.History(world, field, value);
        if (before == after)
        {
            return null;
        }

        world.SetValue(task, field.Id, value);
        var item = this.Item(actor, task, "custom_field") with
        {
            Before = before,
            After = after,
            Extra = ("custom_field", Json.Text(json => FieldJson.WriteDefinition(json, field))),
        };
        this.Tell(task, item);
        return null;
    }

    /// <summary>Adds or takes away a tag. ClickUp writes tags in lower case.</summary>
    public void Tag(ClickUpUser actor, TaskItem task, string name, bool add)
    {
        var tag = name.ToLowerInvariant();
        if (add == task.Tags.Contains(tag))
        {
            return;
        }

        if (add)
        {
            task.Tags.Add(tag);
            task.List.Space.Tags.Add(tag);
        }
        else
        {
            task.Tags.Remove(tag);
        }

        var tags = Json.Text(json =>
        {
            json.WriteStartArray();
            TaskJson.WriteTag(json, tag, actor.Id);
            json.WriteEndArray();
        });
        var item = this.Item(actor, task, add ? "tag" : "tag_removed");
        this.Tell(task, add ? item with { After = tags } : item with { Before = tags }, "taskTagUpdated");
    }

    /// <summary>Links two tasks, both ways.</summary>
    public void Link(ClickUpUser actor, TaskItem task, TaskItem other, bool add)
    {
        if (task == other || add == task.Links.Exists(l => l.To == other))
        {
            return;
        }

        foreach (var (from, to) in new[] { (task, other), (other, task) })
        {
            from.Links.RemoveAll(l => l.To == to);
            if (add)
            {
                from.Links.Add(new Link(to, world.Now, actor));
            }

            var target = Json.Quote(to.Id);
            var item = this.Item(actor, from, "linked_task");
            this.Tell(from, add ? item with { After = target } : item with { Before = target });
        }
    }

    /// <summary>Attaches a file. ClickUp sends no webhook for it.</summary>
    public Attachment Attach(ClickUpUser actor, TaskItem task, string title, string mimeType, byte[] content)
    {
        var extension = Path.GetExtension(title).TrimStart('.');
        var attachment = new Attachment(
            world.Ids.Uuid() + (extension.Length > 0 ? "." + extension : ""),
            title,
            extension,
            mimeType,
            content,
            world.Now,
            actor
        );
        task.Attachments.Add(attachment);
        world.Files[attachment.Id] = attachment;
        task.Updated = world.Now;
        return attachment;
    }

    /// <summary>Deletes a file of a task. ClickUp sends no webhook for it.</summary>
    public void Detach(TaskItem task, string title)
    {
        var at = task.Attachments.FindIndex(a => a.Title == title && !a.Deleted);
        var gone = task.Attachments[at] with { Deleted = true };
        task.Attachments[at] = gone;
        world.Files[gone.Id] = gone;
        task.Updated = world.Now;
    }

    public HistoryItem Item(ClickUpUser actor, TaskItem task, string field) =>
        new(world.Ids.History(), world.Now, field, task.List.Id, actor);

    /// <summary>Moves date_updated and sends the special event, if there is one, and taskUpdated with the same item.</summary>
    public void Tell(TaskItem task, HistoryItem item, string? @event = null)
    {
        task.Updated = item.Date;
        if (@event is null)
        {
            webhooks.Send(task, [item], "taskUpdated");
        }
        else
        {
            webhooks.Send(task, [item], @event, "taskUpdated");
        }
    }

    private static string? NextCustomId(Space space) =>
        space.CustomIdPrefix is null ? null : $"{space.CustomIdPrefix}-{++space.CustomIds}";

    private Refusal? ReadFields(
        ClickUpUser actor,
        TaskList list,
        JsonElement body,
        out List<(Field Field, object? Value)> values
    )
    {
        values = [];
        foreach (var entry in body.Member("custom_fields").Items())
        {
            if (entry.Text("id") is not { } id || list.Field(id) is not { } field)
            {
                return Refusal.FieldElsewhere;
            }

            // A create may name a field with null, which leaves it unset.
            if (entry.Member("value") is not { ValueKind: not JsonValueKind.Null })
            {
                continue;
            }

            var outcome = FieldValues.Read(world, actor, field, entry, null);
            if (outcome.Value is { } write)
            {
                values.Add((field, write.Value));
            }
            else if (field.Type != "url")
            {
                // A bad URL is dropped without a word, anything else fails the whole create.
                return outcome.Refusal;
            }
        }

        var given = values.Where(v => v.Value is not null).Select(v => v.Field).ToHashSet();
        return body.Flag("check_required_custom_fields") && list.AllFields.Any(f => f.Required && !given.Contains(f))
            ? Refusal.FieldRequired
            : null;
    }

    private void TellCreated(ClickUpUser actor, TaskItem task, bool viaApi)
    {
        var status = this.Item(actor, task, "status") with
        {
            Data = StatusHistory.Data(task.Status),
            Before = StatusHistory.None,
            After = StatusHistory.Of(task.Status),
        };
        var creation = this.Item(actor, task, "task_creation") with
        {
            Source = viaApi ? "api" : null,
            Data = viaApi
                ? $$"""{"via":"api","trace_id":"{{world.Ids.Trace()}}","subcategory_id":"{{task.List.Id}}"}"""
                : "{}",
        };
        webhooks.Send(task, [status, creation], "taskCreated");
        webhooks.Send(task, [status], "taskStatusUpdated", "taskUpdated");
    }
}
