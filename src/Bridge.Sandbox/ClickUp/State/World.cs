using System.Globalization;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Everything of one workspace. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class World
{
    private readonly TimeProvider time;

    public World(TimeProvider time, ClickUpOptions options)
    {
        this.time = time;
        this.Options = options;
        this.AddUser(options.Integration);
        this.Tokens[options.Token] = options.Integration;
    }

    public Lock Gate { get; } = new();

    public ClickUpOptions Options { get; }

    public string TeamId { get; } = "9011000529";

    public string TeamName { get; } = "Sandbox";

    public Ids Ids { get; } = new();

    public Dictionary<long, ClickUpUser> Users { get; } = [];

    public Dictionary<string, ClickUpUser> Tokens { get; } = [];

    public Dictionary<string, Space> Spaces { get; } = [];

    public Dictionary<string, Folder> Folders { get; } = [];

    public Dictionary<string, TaskList> Lists { get; } = [];

    public Dictionary<string, Field> Fields { get; } = [];

    public Dictionary<string, TaskItem> Tasks { get; } = [];

    public Dictionary<string, TaskItem> TasksByCustomId { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<long, Comment> Comments { get; } = [];

    public Dictionary<string, Attachment> Files { get; } = [];

    /// <summary>Where files are downloaded, without a trailing slash. The real one has a host for each workspace.</summary>
    public required Func<string> FileHost { get; init; }

    /// <summary>Tasks by the exact text of a custom field: creating after a lookup must not cost more in a large workspace.</summary>
    public Dictionary<(string FieldId, string Text), HashSet<TaskItem>> TasksByText { get; } = [];

    public long Now => this.time.GetUtcNow().ToUnixTimeMilliseconds();

    public void AddUser(ClickUpUser user) => this.Users[user.Id] = user;

    public TaskItem? Task(string id, bool custom) => (custom ? this.TasksByCustomId : this.Tasks).GetValueOrDefault(id);

    public Comment? Comment(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? this.Comments.GetValueOrDefault(number)
            : null;

    /// <summary>Sets or clears (null) a custom field's value and keeps <see cref="TasksByText"/> true.</summary>
    public void SetValue(TaskItem task, string fieldId, object? value)
    {
        if (task.Values.Remove(fieldId, out var old) && old is string oldText)
        {
            this.Forget(task, fieldId, oldText);
        }

        if (value is null)
        {
            return;
        }

        task.Values[fieldId] = value;
        if (value is string text)
        {
            if (!this.TasksByText.TryGetValue((fieldId, text), out var tasks))
            {
                this.TasksByText[(fieldId, text)] = tasks = [];
            }

            tasks.Add(task);
        }
    }

    /// <summary>Takes a task and its comments out of every index; its subtasks stay.</summary>
    public void Remove(TaskItem task)
    {
        this.Tasks.Remove(task.Id);
        task.List.Tasks.Remove(task.Id);
        task.Parent?.Subtasks.Remove(task);
        if (task.CustomId is not null)
        {
            this.TasksByCustomId.Remove(task.CustomId);
        }

        foreach (var comment in task.Comments.SelectMany(c => c.Replies.Prepend(c)))
        {
            this.Comments.Remove(comment.Id);
        }

        foreach (var (fieldId, value) in task.Values)
        {
            if (value is string text)
            {
                this.Forget(task, fieldId, text);
            }
        }
    }

    private void Forget(TaskItem task, string fieldId, string text)
    {
        if (this.TasksByText.TryGetValue((fieldId, text), out var tasks) && tasks.Remove(task) && tasks.Count == 0)
        {
            this.TasksByText.Remove((fieldId, text));
        }
    }
}
