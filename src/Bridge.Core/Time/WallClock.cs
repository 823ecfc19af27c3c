using System.Globalization;
using Bridge.Core.Mappings;
using NodaTime;
using NodaTime.TimeZones;

namespace Bridge.Core.Time;

/// <summary>Between instants and the clock on the wall, in a calendar's zone; UTC where there is no calendar.</summary>
internal static class WallClock
{
    /// <summary>The instant of a local time; one that a clock change skips is the instant after the change.</summary>
    internal static DateTimeOffset At(CalendarRule? calendar, DateTime local) =>
        Zone(calendar)
            .ResolveLocal(LocalDateTime.FromDateTime(local), Resolvers.LenientResolver)
            .ToInstant()
            .ToDateTimeOffset();

    /// <summary>The next such weekday and time after an instant; never the instant itself.</summary>
    internal static DateTimeOffset Next(CalendarRule? calendar, DateTimeOffset after, DayOfWeek day, TimeOnly time)
    {
        var local = Local(calendar, after).Date;
        for (var days = 0; ; days++)
        {
            var candidate = local.AddDays(days);
            if (candidate.DayOfWeek == day && At(calendar, candidate + time.ToTimeSpan()) is var at && at > after)
            {
                return at;
            }
        }
    }

    internal static DateTime Local(CalendarRule? calendar, DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(Zone(calendar)).ToDateTimeUnspecified();

    /// <summary>An instant as "2026-03-02 09:00" in the calendar's zone.</summary>
    internal static string Shown(CalendarRule? calendar, DateTimeOffset at) =>
        Local(calendar, at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeZone Zone(CalendarRule? calendar) =>
        (calendar is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.Zone)) ?? DateTimeZone.Utc;
}
