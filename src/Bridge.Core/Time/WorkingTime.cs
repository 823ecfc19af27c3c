using System.Runtime.CompilerServices;
using Bridge.Core.Mappings;

namespace Bridge.Core.Time;

/// <summary>
/// Counts working time in a calendar: its zone, its hours, its holidays, and the zone's clock changes. An hour that the
/// clocks skip is no working time, one that they repeat counts twice. Nothing before 1970 counts.
/// </summary>
public static class WorkingTime
{
    private static readonly ConditionalWeakTable<CalendarRule, WorkingSchedule> Schedules = new();

    /// <summary>
    /// The instant at which a span of working time that begins at <paramref name="start"/> is used up. A working day is
    /// as long as the calendar's longest day.
    /// </summary>
    /// <exception cref="ArgumentException">The calendar has no working hours, or a zone that tzdb does not know.</exception>
    public static DateTimeOffset Add(CalendarRule calendar, DateTimeOffset start, WorkingSpan span, double share = 1) =>
        Add(calendar, start, Length(calendar, span) * share);

    /// <summary>The first instant by which so much working time has passed; <paramref name="start"/> itself for none.</summary>
    /// <exception cref="ArgumentException">The calendar has no working hours, or a zone that tzdb does not know.</exception>
    public static DateTimeOffset Add(CalendarRule calendar, DateTimeOffset start, TimeSpan working) =>
        Of(calendar).Add(start, working);

    /// <summary>The working time between two instants; zero when <paramref name="end"/> is not after <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentException">The calendar's zone is not in tzdb.</exception>
    public static TimeSpan Between(CalendarRule calendar, DateTimeOffset start, DateTimeOffset end) =>
        Of(calendar).Between(start, end);

    /// <summary>How long a span is in hours: a working day is as long as the calendar's longest day.</summary>
    /// <exception cref="ArgumentException">The calendar has no working hours.</exception>
    public static TimeSpan Length(CalendarRule calendar, WorkingSpan span) => Of(calendar).Length(span);

    /// <summary>The calendar's local time of an instant.</summary>
    /// <exception cref="ArgumentException">The calendar's zone is not in tzdb.</exception>
    public static DateTimeOffset Local(CalendarRule calendar, DateTimeOffset at) => Zones.Local(calendar.Zone, at);

    private static WorkingSchedule Of(CalendarRule calendar) =>
        Schedules.GetValue(calendar, rule => new WorkingSchedule(rule));
}
