namespace Bridge.Store;

/// <summary>Which findings. Null or false: whatever.</summary>
/// <param name="Kind">By the name of <see cref="Core.Model.FindingKind"/>.</param>
/// <param name="Process">Of cases in this process.</param>
/// <param name="Connection">About this connection: the one that a finding names, else its ticket's.</param>
/// <param name="Since">Opened at this moment or later.</param>
/// <param name="CaseId">Of this case.</param>
/// <param name="Closed">True for those that are over or were dropped; false for open ones.</param>
public sealed record FindingFilter(
    string? Kind = null,
    string? Process = null,
    string? Connection = null,
    DateTimeOffset? Since = null,
    long? CaseId = null,
    bool Closed = false
);

/// <summary>A finding as it is stored.</summary>
/// <param name="CaseId">Null when it is of no case.</param>
/// <param name="Scope">Empty for what plans find; else who raises it: drift, quarantine, stuck.</param>
/// <param name="Connection">The connection that it is about; null when it is about none.</param>
/// <param name="RetriedAt">Somebody had it tried again, and no look has seen it since; null: nobody did.</param>
/// <param name="ClosedBy">Who dropped it; null when it closed by itself.</param>
/// <param name="Hidden">True while it holds though it was dropped.</param>
public sealed record StoredFinding(
    long Id,
    long? CaseId,
    string? Helpdesk,
    string? TicketId,
    string? Process,
    string Scope,
    string Kind,
    string Key,
    string? Connection,
    string Message,
    DateTime OpenedAt,
    DateTime? RetriedAt,
    DateTime? ClosedAt,
    string? ClosedBy,
    string? ClosedWhy,
    bool Hidden
);
