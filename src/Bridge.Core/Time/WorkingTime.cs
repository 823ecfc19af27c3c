using Bridge.Core.Mappings;
using NodaTime;
using NodaTime.TimeZones;

namespace Bridge.Core.Time;

/// <summary>Counts working time in a calendar: its zone, its hours, its holidays, and the zone's clock changes.</summary>
public static class WorkingTime
{
    /// <summary>A calendar without working time within so many days is refused.</summary>
    private const int FarthestDays = 4000;

    /// <summary>
    /// The instant at which a span of working time that begins at <paramref name="start"/> is used up. A working day is
    /// as long as the calendar's longest day.
    /// </summary>
    /// <exception cref="ArgumentException">The calendar has no working hours, or a zone that tzdb does not know.</exception>
    public static DateTimeOffset Add(CalendarRule calendar, DateTimeOffset start, WorkingSpan span, double share = 1)
    {
        var left = Duration.FromTimeSpan(Length(calendar, span) * share);
        var from = Instant.FromDateTimeOffset(start);
        var zone = ZoneOf(calendar);
        var day = from.InZone(zone).Date;
        for (var i = 0; i < FarthestDays; i++, day = day.PlusDays(1))
        {
            foreach (var (open, close) in Open(calendar, zone, day))
            {
                var begin = Instant.Max(open, from);
                if (close - begin < left)
                {
                    left -= close > begin ? close - begin : Duration.Zero;
                }
                else
                {
                    return (begin + left).ToDateTimeOffset();
                }
            }
        }

        throw new ArgumentException("the calendar has no working time", nameof(calendar));
    }

    /// <summary>The working time between two instants; zero when <paramref name="end"/> is not after <paramref name="start"/>.</summary>
    public static TimeSpan Between(CalendarRule calendar, DateTimeOffset start, DateTimeOffset end)
    {
        var (from, to) = (Instant.FromDateTimeOffset(start), Instant.FromDateTimeOffset(end));
        var zone = ZoneOf(calendar);
        var sum = Duration.Zero;
        for (var day = from.InZone(zone).Date; day <= to.InZone(zone).Date; day = day.PlusDays(1))
        {
            foreach (var (open, close) in Open(calendar, zone, day))
            {
                var (begin, stop) = (Instant.Max(open, from), Instant.Min(close, to));
                sum += stop > begin ? stop - begin : Duration.Zero;
            }
        }

        return sum.ToTimeSpan();
    }

    private static TimeSpan Length(CalendarRule calendar, WorkingSpan span)
    {
        if (calendar.Hours.IsEmpty)
        {
            throw new ArgumentException("the calendar has no working hours", nameof(calendar));
        }

        var longest = calendar.Hours.GroupBy(h => h.Day).Max(d => d.Sum(h => (h.To - h.From).Ticks));
        return (TimeSpan.FromTicks(longest) * span.Days) + span.Hours;
    }

    private static DateTimeZone ZoneOf(CalendarRule calendar) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.Zone)
        ?? throw new ArgumentException($"'{calendar.Zone}' is no IANA zone such as Europe/Dublin", nameof(calendar));

    private static IEnumerable<(Instant Open, Instant Close)> Open(
        CalendarRule calendar,
        DateTimeZone zone,
        LocalDate day
    ) =>
        calendar.Holidays.Contains(day.ToDateOnly())
            ? []
            : calendar
                .Hours.Where(h => h.Day == (DayOfWeek)((int)day.DayOfWeek % 7))
                .OrderBy(h => h.From)
                .Select(h => (At(zone, day, h.From), At(zone, day, h.To)));

    private static Instant At(DateTimeZone zone, LocalDate day, TimeOnly time) =>
        zone.ResolveLocal(day.At(LocalTime.FromTimeOnly(time)), Resolvers.LenientResolver).ToInstant();
}
