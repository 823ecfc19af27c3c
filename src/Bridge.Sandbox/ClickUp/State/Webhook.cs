namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Where a webhook listens: the most specific of its places wins, none means the whole workspace.</summary>
internal sealed record WebhookScope(string? TaskId, string? ListId, string? FolderId, string? SpaceId)
{
    public bool Covers(TaskItem task) => this.TaskId is null ? this.Covers(task.List) : this.TaskId == task.Id;

    public bool Covers(TaskList list) =>
        this switch
        {
            { TaskId: not null } => false,
            { ListId: { } id } => id == list.Id,
            { FolderId: { } id } => id == list.Folder.Id,
            { SpaceId: { } id } => id == list.Space.Id,
            _ => true,
        };
}

internal sealed class Webhook(string id, ClickUpUser owner, WebhookScope scope, string secret)
{
    /// <summary>ClickUp gives a webhook up after this many failed events in a row.</summary>
    private const int FailLimit = 100;

    public string Id { get; } = id;

    public ClickUpUser Owner { get; } = owner;

    public WebhookScope Scope { get; } = scope;

    public string Secret { get; } = secret;

    public required Uri Endpoint { get; set; }

    /// <summary>Names of events; "*" for all.</summary>
    public required IReadOnlyList<string> Events { get; set; }

    public string Status { get; private set; } = "active";

    public int FailCount { get; private set; }

    public bool Wants(string @event) =>
        this.Status != "suspended" && (this.Events.Contains("*") || this.Events.Contains(@event));

    public void Activate()
    {
        this.Status = "active";
        this.FailCount = 0;
    }

    /// <summary>
    /// Counts how the delivery of one event ended: 401 and 410 suspend at once, success heals, anything else counts.
    /// </summary>
    public void Delivered(int? status)
    {
        if (this.Status == "suspended")
        {
            return;
        }

        if (status is 401 or 410)
        {
            this.FailCount++;
            this.Status = "suspended";
        }
        else if (status is >= 200 and < 300)
        {
            this.Activate();
        }
        else
        {
            this.FailCount++;
            this.Status = this.FailCount >= FailLimit ? "suspended" : "failing";
        }
    }
}
