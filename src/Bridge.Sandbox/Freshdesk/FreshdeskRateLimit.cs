namespace Bridge.Sandbox.Freshdesk;

/// <summary>Credits per minute for the whole account, and the sub-limits in calls per minute; null means no sub-limit.</summary>
public sealed record FreshdeskRateLimit(
    int Total,
    int? TicketCreate = null,
    int? TicketUpdate = null,
    int? TicketList = null,
    int? ContactList = null
)
{
    /// <summary>So high that no test meets it.</summary>
    public static FreshdeskRateLimit Loose { get; } = new(100_000_000);

    public static FreshdeskRateLimit Trial { get; } = new(50);

    public static FreshdeskRateLimit Growth { get; } = new(200, 80, 80, 20, 20);

    public static FreshdeskRateLimit Pro { get; } = new(400, 160, 160, 100, 100);

    public static FreshdeskRateLimit Enterprise { get; } = new(700, 280, 280, 200, 200);
}
