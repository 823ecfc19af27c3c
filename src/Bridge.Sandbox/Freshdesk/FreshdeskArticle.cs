namespace Bridge.Sandbox.Freshdesk;

/// <summary>A knowledge base article. <paramref name="Status"/>: 1 draft, 2 published.</summary>
public sealed record FreshdeskArticle(
    long Id,
    long FolderId,
    string Title,
    string Description,
    string DescriptionText,
    int Status,
    long AgentId,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);
