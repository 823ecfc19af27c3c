namespace Bridge.Sandbox.ClickUp.State;

internal sealed record Stay(Status Status, long From);

internal sealed record Link(TaskItem To, long Created, ClickUpUser By);

internal sealed record Attachment(
    string Id,
    string Title,
    string Extension,
    string MimeType,
    byte[] Content,
    long Date,
    ClickUpUser By
)
{
    public long Size => this.Content.LongLength;

    /// <summary>A deleted file stays in its task's answer, and its address is dead.</summary>
    public bool Deleted { get; init; }
}

internal sealed class TaskItem(
    string id,
    long sequence,
    TaskList list,
    Status status,
    ClickUpUser creator,
    long created
)
{
    public string Id { get; } = id;

    /// <summary>Counts tasks in the order of their creation.</summary>
    public long Sequence { get; } = sequence;

    public long Created { get; } = created;

    public ClickUpUser Creator { get; } = creator;

    public string? CustomId { get; init; }

    public int CustomItemId { get; set; }

    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    public string Markdown { get; set; } = "";

    public TaskList List { get; set; } = list;

    public Status Status { get; private set; } = status;

    public long Updated { get; set; } = created;

    public long? Closed { get; private set; } = status.Type == "closed" ? created : null;

    public long? Done { get; private set; } = status.Type is "closed" or "done" ? created : null;

    public bool Archived { get; set; }

    public List<ClickUpUser> Assignees { get; } = [];

    public List<string> Tags { get; } = [];

    public TaskItem? Parent { get; set; }

    public List<TaskItem> Subtasks { get; } = [];

    public int? Priority { get; set; }

    public long? Due { get; set; }

    public bool DueHasTime { get; set; }

    public long? Start { get; set; }

    public bool StartHasTime { get; set; }

    public double? Points { get; set; }

    public long? Estimate { get; set; }

    /// <summary>By field id, in the form <see cref="FieldValues"/> keeps it. Also those the present list does not show.</summary>
    public Dictionary<string, object> Values { get; } = [];

    public List<Link> Links { get; } = [];

    public List<Attachment> Attachments { get; } = [];

    /// <summary>By id, which is by date; without replies.</summary>
    public List<Comment> Comments { get; } = [];

    public List<Stay> Stays { get; } = [new(status, created)];

    /// <summary>Takes over the new name of the present status.</summary>
    public void Rename(Status renamed) => this.Status = renamed;

    public void Enter(Status next, long now)
    {
        this.Status = next;
        this.Stays.Add(new Stay(next, now));
        this.Closed = next.Type == "closed" ? now : null;
        this.Done = next.Type is "closed" or "done" ? now : null;
    }
}

internal sealed class Comment(long id, TaskItem task, ClickUpUser author, long date, string historyId)
{
    public long Id { get; } = id;

    public TaskItem Task { get; set; } = task;

    public ClickUpUser Author { get; } = author;

    public long Date { get; } = date;

    /// <summary>An edit is announced with the history id and date of the first posting.</summary>
    public string HistoryId { get; } = historyId;

    /// <summary>The runs as JSON.</summary>
    public string Runs { get; set; } = "[]";

    public string Text { get; set; } = "";

    public bool Resolved { get; set; }

    public ClickUpUser? Assignee { get; set; }

    public ClickUpUser? AssignedBy { get; set; }

    /// <summary>Null for a comment of the task itself.</summary>
    public Comment? Parent { get; init; }

    public List<Comment> Replies { get; } = [];
}
