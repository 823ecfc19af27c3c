namespace Bridge.Sandbox.Freshdesk;

/// <summary>A ticket as it is at one moment. Times have whole seconds.</summary>
public sealed record FreshdeskTicket
{
    public required long Id { get; init; }

    public string? Subject { get; init; }

    /// <summary>Sanitised and wrapped HTML.</summary>
    public string Description { get; init; } = "<div></div>";

    public string DescriptionText { get; init; } = "";

    /// <summary>2 Open, 3 Pending, 4 Resolved, 5 Closed; custom ones from 6.</summary>
    public int Status { get; init; } = 2;

    /// <summary>1 Low, 2 Medium, 3 High, 4 Urgent.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>1 Email, 2 Portal, 3 Phone and so on.</summary>
    public int Source { get; init; } = 2;

    public string? Type { get; init; }

    /// <summary>A contact or an agent: they share one space of ids.</summary>
    public long RequesterId { get; init; }

    /// <summary>The agent that the ticket is assigned to.</summary>
    public long? ResponderId { get; init; }

    public long? GroupId { get; init; }

    public long? CompanyId { get; init; }

    public long? ProductId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>By field name; string, bool, long or decimal. A field without a value is absent.</summary>
    public IReadOnlyDictionary<string, object> CustomFields { get; init; } = new Dictionary<string, object>();

    public IReadOnlyList<string> CcEmails { get; init; } = [];

    /// <summary>Null until the policy has computed it.</summary>
    public DateTimeOffset? DueBy { get; init; }

    public DateTimeOffset? FirstResponseDueBy { get; init; }

    /// <summary>True once somebody set the due date by hand: no change of priority recomputes it.</summary>
    public bool DueByHand { get; init; }

    public bool IsEscalated { get; init; }

    public bool FirstResponseEscalated { get; init; }

    public bool Spam { get; init; }

    public bool Deleted { get; init; }

    public bool Archived { get; init; }

    /// <summary>1 Parent, 2 Child, 3 Tracker, 4 Related; null for none.</summary>
    public int? AssociationType { get; init; }

    public IReadOnlyList<long> AssociatedTickets { get; init; } = [];

    public IReadOnlyList<FreshdeskFile> Attachments { get; init; } = [];

    public FreshdeskStats Stats { get; init; } = new();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>When things happened to a ticket; null for not yet.</summary>
public sealed record FreshdeskStats
{
    public DateTimeOffset? AgentRespondedAt { get; init; }

    public DateTimeOffset? RequesterRespondedAt { get; init; }

    public DateTimeOffset? FirstRespondedAt { get; init; }

    public DateTimeOffset? StatusUpdatedAt { get; init; }

    public DateTimeOffset? ReopenedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? PendingSince { get; init; }
}

/// <summary>An attachment; its bytes are in <see cref="FreshdeskServer.FileBytes"/>.</summary>
public sealed record FreshdeskFile(long Id, string Name, string ContentType, long Size, DateTimeOffset CreatedAt);
