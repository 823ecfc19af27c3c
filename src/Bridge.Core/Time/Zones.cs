using NodaTime;

namespace Bridge.Core.Time;

/// <summary>Zones by their IANA names.</summary>
public static class Zones
{
    /// <summary>The local time of an instant, with the offset that holds then.</summary>
    /// <exception cref="ArgumentException">The zone is not in tzdb.</exception>
    public static DateTimeOffset Local(string zone, DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(Of(zone)).ToDateTimeOffset();

    /// <summary>The calendar day of an instant.</summary>
    /// <exception cref="ArgumentException">The zone is not in tzdb.</exception>
    public static DateOnly Day(string zone, DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(Of(zone)).Date.ToDateOnly();

    /// <summary>When a calendar day begins.</summary>
    /// <exception cref="ArgumentException">The zone is not in tzdb.</exception>
    public static DateTimeOffset StartOf(string zone, DateOnly day) =>
        Of(zone).AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();

    /// <summary>True when tzdb knows the name.</summary>
    public static bool Knows(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    internal static DateTimeZone Of(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? throw new ArgumentException($"'{zone}' is no IANA zone such as Europe/Dublin", nameof(zone));
}
