using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>
/// Changes a task from the body of PUT /task/{id}. Each attribute that really changes makes its own history item
/// and events; custom_fields, tags, list and unknown keys are ignored.
/// </summary>
internal sealed class TaskEdits(World world, TaskBook book)
{
    public Refusal? Update(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        Status? status = null;
        if (body.Text("status") is { } name && (status = task.List.Status(name)) is null)
        {
            return Refusal.UpdateStatus;
        }

        TaskItem? parent = null;
        if (
            body.Text("parent") is { } parentId
            && (!task.List.Tasks.TryGetValue(parentId, out parent) || IsBelow(parent, task))
        )
        {
            return Refusal.ForeignParent;
        }

        if (TaskInput.Check(body) is { } refusal)
        {
            return refusal;
        }

        this.Rename(actor, task, body);
        this.Describe(actor, task, body);
        this.Enter(actor, task, status);
        this.Prioritise(actor, task, body);
        this.SetDue(actor, task, body);
        this.SetStart(actor, task, body);
        this.Assign(actor, task, body);
        this.SetRest(actor, task, body);
        if (parent is not null && parent != task.Parent)
        {
            task.Parent?.Subtasks.Remove(task);
            parent.Subtasks.Add(task);
            var before = Json.Quote(task.Parent?.Id);
            task.Parent = parent;
            book.Tell(task, book.Item(actor, task, "parent") with { Before = before, After = Json.Quote(parent.Id) });
        }

        return null;
    }

    /// <summary>Moves the task to a status of its list; null or the present one does nothing.</summary>
    public void Enter(ClickUpUser actor, TaskItem task, Status? status)
    {
        if (status is null || status.Id == task.Status.Id)
        {
            return;
        }

        var item = book.Item(actor, task, "status") with
        {
            Data = StatusHistory.Data(status),
            Before = StatusHistory.Of(task.Status),
            After = StatusHistory.Of(status),
        };
        task.Enter(status, world.Now);
        book.Tell(task, item, "taskStatusUpdated");
    }

    private void Rename(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (body.Text("name") is { } name && !string.IsNullOrWhiteSpace(name) && name != task.Name)
        {
            var item = book.Item(actor, task, "name") with { Before = Json.Quote(task.Name), After = Json.Quote(name) };
            task.Name = name;
            book.Tell(task, item);
        }
    }

    private void Describe(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (TaskInput.Content(body) is not { } content || content == (task.Text, task.Markdown))
        {
            return;
        }

        var item = book.Item(actor, task, "content") with
        {
            Before = task.Text.Length == 0 ? "null" : Json.Quote(Quill(task.Text)),
            After = Json.Quote(Quill(content.Text)),
        };
        (task.Text, task.Markdown) = content;
        book.Tell(task, item);
    }

    private void Prioritise(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (body.Member("priority") is not { } wanted)
        {
            return;
        }

        var priority = (int?)wanted.Whole();
        if (priority == task.Priority)
        {
            return;
        }

        var item = book.Item(actor, task, "priority") with
        {
            Before = Json.Text(json => TaskJson.WritePriority(json, task.Priority)),
            After = Json.Text(json => TaskJson.WritePriority(json, priority)),
        };
        task.Priority = priority;
        book.Tell(task, item, "taskPriorityUpdated");
    }

    private void SetDue(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (body.Member("due_date") is null)
        {
            return;
        }

        var (due, hasTime) = TaskInput.Date(actor, body, "due_date");
        if (due == task.Due && hasTime == task.DueHasTime)
        {
            return;
        }

        var item = book.Item(actor, task, "due_date") with
        {
            Data = $$"""{"due_date_time":{{Bool(hasTime)}},"old_due_date_time":{{Bool(task.DueHasTime)}}}""",
            Before = Moment(task.Due),
            After = Moment(due),
        };
        (task.Due, task.DueHasTime) = (due, hasTime);
        book.Tell(task, item, "taskDueDateUpdated");
    }

    private void SetStart(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (body.Member("start_date") is null)
        {
            return;
        }

        var (start, hasTime) = TaskInput.Date(actor, body, "start_date");
        if (start == task.Start && hasTime == task.StartHasTime)
        {
            return;
        }

        var item = book.Item(actor, task, "start_date") with
        {
            Data = $$"""{"start_date_time":{{Bool(hasTime)}},"old_start_date_time":{{Bool(task.StartHasTime)}}}""",
            Before = Moment(task.Start),
            After = Moment(start),
        };
        (task.Start, task.StartHasTime) = (start, hasTime);
        book.Tell(task, item);
    }

    private void Assign(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        var change = body.Member("assignees");
        foreach (var id in change?.Member("add").Items() ?? [])
        {
            if (TaskInput.Assignee(world, task.List, id) is { } user && !task.Assignees.Contains(user))
            {
                task.Assignees.Add(user);
                this.TellAssignee(actor, task, user, "assignee_add");
            }
        }

        foreach (var id in change?.Member("rem").Items() ?? [])
        {
            if (task.Assignees.Find(u => u.Id == id.Whole()) is { } user)
            {
                task.Assignees.Remove(user);
                this.TellAssignee(actor, task, user, "assignee_rem");
            }
        }
    }

    private void TellAssignee(ClickUpUser actor, TaskItem task, ClickUpUser user, string field)
    {
        var who = Json.Text(json => UserJson.Write(json, user));
        var item = book.Item(actor, task, field) with
        {
            Before = field == "assignee_rem" ? who : null,
            After = field == "assignee_rem" ? null : who,
        };
        book.Tell(task, item, "taskAssigneeUpdated");
    }

    private void SetRest(ClickUpUser actor, TaskItem task, JsonElement body)
    {
        if (body.Member("time_estimate") is { } estimate && estimate.Whole() != task.Estimate)
        {
            var item = book.Item(actor, task, "time_estimate") with
            {
                Before = Moment(task.Estimate),
                After = Moment(estimate.Whole()),
            };
            task.Estimate = estimate.Whole();
            book.Tell(task, item, "taskTimeEstimateUpdated");
        }

        if (body.Member("points") is { } points && points.ToString() is var text)
        {
            double? value = points.ValueKind == JsonValueKind.Number ? points.GetDouble() : null;
            if (value != task.Points)
            {
                task.Points = value;
                book.Tell(task, book.Item(actor, task, "points") with { After = value is null ? "null" : text });
            }
        }

        if (
            body.Member("archived") is { ValueKind: JsonValueKind.True or JsonValueKind.False } archived
            && archived.GetBoolean() != task.Archived
        )
        {
            task.Archived = archived.GetBoolean();
            var item = book.Item(actor, task, "archived") with
            {
                Before = Bool(!task.Archived),
                After = Bool(task.Archived),
            };
            book.Tell(task, item);
        }
    }

    private static bool IsBelow(TaskItem? task, TaskItem top)
    {
        while (task is not null && task != top)
        {
            task = task.Parent;
        }

        return task is not null;
    }

    private static string Quill(string text) =>
        Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("ops");
            json.WriteStartObject();
            json.WriteString("insert", text + "\n");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static string Moment(long? value) =>
        value is { } number ? Json.Quote(number.ToString(CultureInfo.InvariantCulture)) : "null";

    private static string Bool(bool value) => value ? "true" : "false";
}
