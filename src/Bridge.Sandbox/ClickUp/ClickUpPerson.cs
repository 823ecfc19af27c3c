using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp;

/// <summary>
/// One user at work in the UI. Everything fires the same webhooks as the API does; what ClickUp would refuse throws
/// <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class ClickUpPerson
{
    private readonly World world;
    private readonly TaskBook tasks;
    private readonly TaskEdits edits;
    private readonly TaskMoves moves;
    private readonly CommentBook comments;

    internal ClickUpPerson(
        ClickUpUser user,
        World world,
        TaskBook tasks,
        TaskEdits edits,
        TaskMoves moves,
        CommentBook comments
    )
    {
        this.User = user;
        this.world = world;
        this.tasks = tasks;
        this.edits = edits;
        this.moves = moves;
        this.comments = comments;
    }

    public ClickUpUser User { get; }

    /// <summary>Creates a task and returns its id. Status null: the first of the list.</summary>
    public string CreateTask(
        string listId,
        string name,
        string? description = null,
        string? status = null,
        string? parentId = null
    )
    {
        var body = new JsonObject { ["name"] = name };
        Put(body, "description", description);
        Put(body, "status", status);
        Put(body, "parent", parentId);
        lock (this.world.Gate)
        {
            return Must(this.tasks.Create(this.User, this.world.Lists[listId], Element(body), viaApi: false)).Id;
        }
    }

    public void Rename(string taskId, string name) => this.Edit(taskId, "name", name);

    /// <summary>Replaces the description, as Markdown. Empty clears it.</summary>
    public void Describe(string taskId, string markdown) =>
        this.Edit(
            taskId,
            markdown.Length == 0 ? "description" : "markdown_content",
            markdown.Length == 0 ? " " : markdown
        );

    public void SetStatus(string taskId, string status) => this.Edit(taskId, "status", status);

    /// <summary>1 urgent, 2 high, 3 normal, 4 low, null none.</summary>
    public void SetPriority(string taskId, int? priority) => this.Edit(taskId, "priority", priority);

    /// <summary>Sets a due date without time: 04:00 of that day in this user's zone.</summary>
    public void SetDueDate(string taskId, DateOnly day) =>
        this.Edit(taskId, "due_date", LocalDay.FourAm(day, this.User.TimeZone));

    /// <summary>Sets a due date with time.</summary>
    public void SetDueDate(string taskId, DateTimeOffset moment) =>
        this.Edit(taskId, new JsonObject { ["due_date"] = moment.ToUnixTimeMilliseconds(), ["due_date_time"] = true });

    public void ClearDueDate(string taskId) => this.Edit(taskId, "due_date", null);

    public void Assign(string taskId, ClickUpUser user) => this.ChangeAssignee(taskId, "add", user);

    public void Unassign(string taskId, ClickUpUser user) => this.ChangeAssignee(taskId, "rem", user);

    public void Archive(string taskId, bool archived = true) => this.Edit(taskId, "archived", archived);

    /// <summary>
    /// Sets a custom field by its name; null clears it. Options go by their names (labels: a string array), dates as
    /// DateOnly or DateTimeOffset, users as <see cref="ClickUpUser"/>, anything else as its JSON.
    /// </summary>
    public void SetField(string taskId, string fieldName, object? value)
    {
        lock (this.world.Gate)
        {
            var task = this.Task(taskId);
            var field =
                task.List.AllFields.FirstOrDefault(f => f.Name == fieldName)
                ?? throw new InvalidOperationException($"The list {task.List.Name} has no field {fieldName}.");
            JsonElement? body = value is null ? null : Element(PersonInput.Field(this.User, field, value));
            Must(this.tasks.SetField(this.User, task, field.Id, body));
        }
    }

    public void AddTag(string taskId, string tag) =>
        this.On(taskId, task => this.tasks.Tag(this.User, task, tag, add: true));

    public void RemoveTag(string taskId, string tag) =>
        this.On(taskId, task => this.tasks.Tag(this.User, task, tag, add: false));

    public void Link(string taskId, string otherTaskId) =>
        this.On(taskId, task => this.tasks.Link(this.User, task, this.Task(otherTaskId), add: true));

    /// <summary>Attaches a file of this name and size, all spaces.</summary>
    public void Attach(
        string taskId,
        string fileName,
        long size = 1024,
        string mimeType = "application/octet-stream"
    ) => this.Attach(taskId, fileName, [.. Enumerable.Repeat((byte)' ', (int)size)], mimeType);

    /// <summary>Attaches a file; no webhook tells of it.</summary>
    public void Attach(string taskId, string fileName, byte[] content, string mimeType) =>
        this.On(taskId, task => this.tasks.Attach(this.User, task, fileName, mimeType, content));

    /// <summary>Deletes a file by its name; it stays in the task's answer, marked.</summary>
    public void Detach(string taskId, string fileName) => this.On(taskId, task => this.tasks.Detach(task, fileName));

    /// <summary>Writes a comment that holds a file, which becomes one of the task's too; returns the comment's id.</summary>
    public string Comment(string taskId, string text, string fileName, byte[] content, string mimeType)
    {
        lock (this.world.Gate)
        {
            var task = this.Task(taskId);
            var file = this.tasks.Attach(this.User, task, fileName, mimeType, content);
            using var runs = JsonDocument.Parse("{\"comment\":" + AttachmentJson.Runs(this.world, text, file) + "}");
            return Id(Must(this.comments.Post(this.User, task, null, runs.RootElement.Clone())));
        }
    }

    /// <summary>Writes a comment and returns its id. The UI ends its text with a line break of its own.</summary>
    public string Comment(string taskId, string text)
    {
        lock (this.world.Gate)
        {
            var body = Element(PersonInput.Comment(text, this.world.Ids.Uuid()));
            return Id(Must(this.comments.Post(this.User, this.Task(taskId), null, body)));
        }
    }

    /// <summary>Answers a comment in its thread and returns the reply's id; no webhook tells of it.</summary>
    public string Reply(string commentId, string text)
    {
        lock (this.world.Gate)
        {
            var parent = this.CommentOf(commentId);
            var body = Element(PersonInput.Comment(text, this.world.Ids.Uuid()));
            return Id(Must(this.comments.Post(this.User, parent.Task, parent, body)));
        }
    }

    public void EditComment(string commentId, string text)
    {
        lock (this.world.Gate)
        {
            var body = Element(PersonInput.Comment(text, this.world.Ids.Uuid()));
            this.comments.Edit(this.User, this.CommentOf(commentId), body);
        }
    }

    /// <summary>Deletes a comment; no webhook tells of it.</summary>
    public void DeleteComment(string commentId)
    {
        lock (this.world.Gate)
        {
            this.comments.Delete(this.CommentOf(commentId));
        }
    }

    /// <summary>Moves a task to another list; a status that is missing there becomes one of the same type.</summary>
    public void Move(string taskId, string listId) =>
        this.On(taskId, task => this.moves.Move(this.User, task, this.world.Lists[listId]));

    /// <summary>Merges a task into another one, which stays.</summary>
    public void Merge(string taskId, string intoTaskId) =>
        this.On(taskId, task => this.moves.Merge(this.User, this.Task(intoTaskId), [task]));

    public void Delete(string taskId) => this.On(taskId, this.moves.Delete);

    private static void Put(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static string Id(Comment comment) => comment.Id.ToString(CultureInfo.InvariantCulture);

    private static T Must<T>(Outcome<T> outcome)
        where T : class
    {
        Must(outcome.Refusal);
        return outcome.Value!;
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"ClickUp refuses: {refusal.Text} ({refusal.Code}).");
        }
    }

    private void ChangeAssignee(string taskId, string change, ClickUpUser user) =>
        this.Edit(taskId, "assignees", new JsonObject { [change] = new JsonArray(user.Id) });

    private void Edit(string taskId, string name, JsonNode? value) =>
        this.Edit(taskId, new JsonObject { [name] = value });

    private void Edit(string taskId, JsonObject body) =>
        this.On(taskId, task => Must(this.edits.Update(this.User, task, Element(body))));

    private void On(string taskId, Action<TaskItem> act)
    {
        lock (this.world.Gate)
        {
            act(this.Task(taskId));
        }
    }

    private TaskItem Task(string taskId) =>
        this.world.Task(taskId, custom: false) ?? throw new InvalidOperationException($"There is no task {taskId}.");

    private Comment CommentOf(string commentId) =>
        this.world.Comment(commentId) ?? throw new InvalidOperationException($"There is no comment {commentId}.");
}
