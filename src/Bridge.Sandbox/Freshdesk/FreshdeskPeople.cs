namespace Bridge.Sandbox.Freshdesk;

/// <summary>An agent. <paramref name="TicketScope"/>: 1 all tickets, 2 those of the own groups, 3 those assigned.</summary>
public sealed record FreshdeskAgent(
    long Id,
    string Name,
    string Email,
    bool Admin,
    int TicketScope,
    DateTimeOffset CreatedAt
);

public sealed record FreshdeskGroup(long Id, string Name, IReadOnlyList<long> AgentIds, DateTimeOffset CreatedAt);

/// <summary>A customer's company. <paramref name="AccountTier"/>: Basic, Premium, Enterprise or null.</summary>
public sealed record FreshdeskCompany(
    long Id,
    string Name,
    string? AccountTier,
    IReadOnlyList<string> Domains,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public string? Description { get; init; }

    public string? Note { get; init; }

    public string? HealthScore { get; init; }

    public string? Industry { get; init; }
}

/// <summary>A customer. One of e-mail, phone or external id is there.</summary>
public sealed record FreshdeskContact(
    long Id,
    string Name,
    string? Email,
    long? CompanyId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public string? Phone { get; init; }

    public string? Mobile { get; init; }

    public string? UniqueExternalId { get; init; }

    public string? JobTitle { get; init; }
}
