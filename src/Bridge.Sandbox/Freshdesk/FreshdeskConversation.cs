namespace Bridge.Sandbox.Freshdesk;

/// <summary>A reply, a note or a customer's message on a ticket.</summary>
public sealed record FreshdeskConversation
{
    public required long Id { get; init; }

    public required long TicketId { get; init; }

    /// <summary>Sanitised and wrapped HTML.</summary>
    public required string Body { get; init; }

    public required string BodyText { get; init; }

    /// <summary>Who wrote it: an agent or a contact.</summary>
    public required long UserId { get; init; }

    /// <summary>The rule that wrote it, which has no author then; null: a person or the API did.</summary>
    public long? AutomationId { get; init; }

    /// <summary>True for what came from the customer.</summary>
    public bool Incoming { get; init; }

    public bool Private { get; init; }

    /// <summary>0 reply (also a customer's), 2 note, 8 forwarded.</summary>
    public int Source { get; init; }

    /// <summary>1 customer's reply, 2 note, 3 agent's reply.</summary>
    public int Category { get; init; }

    public string? FromEmail { get; init; }

    public string? SupportEmail { get; init; }

    /// <summary>Who got it by mail; of a note, the people that were notified.</summary>
    public IReadOnlyList<string> ToEmails { get; init; } = [];

    public IReadOnlyList<string> CcEmails { get; init; } = [];

    public IReadOnlyList<string> BccEmails { get; init; } = [];

    public IReadOnlyList<FreshdeskFile> Attachments { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LastEditedAt { get; init; }

    public long? LastEditedUserId { get; init; }

    /// <summary>True for an agent's e-mail to the customer.</summary>
    public bool IsReplyToCustomer => this is { Source: 0, Incoming: false };
}
