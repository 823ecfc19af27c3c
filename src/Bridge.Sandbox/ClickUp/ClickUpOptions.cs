namespace Bridge.Sandbox.ClickUp;

/// <summary>How this ClickUp behaves where workspaces, plans or reports about the real one differ.</summary>
public sealed record ClickUpOptions
{
    /// <summary>
    /// Requests a minute and token. ClickUp: 100 up to the Business plan, 1,000 for Business Plus, 10,000 for
    /// Enterprise; the default stays out of the way.
    /// </summary>
    public int RequestsPerMinute { get; init; } = 1_000_000;

    /// <summary>The token of the integration user that exists from the start; it is sent raw, without Bearer.</summary>
    public string Token { get; init; } = "pk_1_bridge";

    /// <summary>The integration user, id 1001.</summary>
    public ClickUpUser Integration { get; init; } = new(1001, "Bridge", "bridge@example.com");

    /// <summary>ClickUp waits 7 seconds for the answer to a webhook.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The waits between attempts. ClickUp: 5 attempts in all, seen within some 45 seconds.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetryWaits { get; init; } =
    [.. Enumerable.Repeat(TimeSpan.FromSeconds(9), 4)];

    /// <summary>True: date_updated_gt means &gt;; false: &gt;=. Clients report both of the real one.</summary>
    public bool StrictUpdatedFilter { get; init; } = true;

    /// <summary>Whether a comment moves the task's date_updated. Not known of the real one; false is the harder case.</summary>
    public bool CommentsTouchTask { get; init; }
}
