namespace Bridge.Sandbox.ClickUp;

/// <summary>
/// A member of the workspace. <paramref name="Zone"/> is an IANA time zone; ClickUp stores a due date without time
/// as 04:00 in the zone of the user who set it. Role: 1 owner, 2 admin, 3 member, 4 guest.
/// </summary>
public sealed record ClickUpUser(long Id, string Name, string Email, string Zone = "UTC", int Role = 3)
{
    internal TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    internal string Initials =>
        string.Concat(this.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => w[..1]))
            .ToUpperInvariant();

    internal string Color { get; } = "#7b68ee";
}
