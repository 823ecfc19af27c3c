using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp;

/// <content>Looking into the workspace, and working in it as a person.</content>
public sealed partial class ClickUpServer
{
    /// <summary>What this user can do in the UI. An unknown user is added.</summary>
    public ClickUpPerson As(ClickUpUser user)
    {
        this.AddUser(user);
        return new ClickUpPerson(user, this.world, this.tasks, this.edits, this.moves, this.comments);
    }

    public ListSnapshot GetList(string listId) => this.Locked(() => Snapshot.Of(this.world.Lists[listId]));

    /// <summary>The task; null when it was deleted or never was.</summary>
    public TaskSnapshot? FindTask(string taskId) =>
        this.Locked(() => this.world.Tasks.TryGetValue(taskId, out var task) ? Snapshot.Of(this.world, task) : null);

    /// <summary>The task; throws when there is none.</summary>
    public TaskSnapshot GetTask(string taskId) => this.Locked(() => Snapshot.Of(this.world, this.world.Tasks[taskId]));

    /// <summary>All tasks, or those of one list, in the order of their creation; also closed, sub and archived ones.</summary>
    public IReadOnlyList<TaskSnapshot> GetTasks(string? listId = null) =>
        this.Locked(() =>
            (listId is null ? this.world.Tasks.Values : this.world.Lists[listId].Tasks.Values)
                .OrderBy(t => t.Sequence)
                .Select(t => Snapshot.Of(this.world, t))
                .ToArray()
        );

    /// <summary>The comments of a task, oldest first, each followed by its replies.</summary>
    public IReadOnlyList<CommentSnapshot> GetComments(string taskId) =>
        this.Locked(() =>
            this.world.Tasks[taskId].Comments.SelectMany(c => c.Replies.Prepend(c)).Select(Snapshot.Of).ToArray()
        );

    /// <summary>All webhooks of the workspace, whoever made them.</summary>
    public IReadOnlyList<WebhookSnapshot> GetWebhooks() =>
        this.Locked(() => this.webhooks.All.Select(Snapshot.Of).ToArray());

    private T Locked<T>(Func<T> read)
    {
        lock (this.world.Gate)
        {
            return read();
        }
    }
}
