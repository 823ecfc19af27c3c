using Bridge.Core.Time;
using NodaTime;
using static Bridge.Core.Tests.Time.Calendars;

namespace Bridge.Core.Tests.Time;

/// <summary>Office hours in every zone of the tz database, through a year with whatever its clocks do.</summary>
public sealed class EveryZoneTests
{
    private static readonly LocalDate First = new(2026, 1, 1);
    private static readonly LocalDate Last = new(2027, 1, 1);

    [Fact]
    public void A_working_day_has_its_hours_in_every_zone_on_every_day()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var office = Of(id, Enum.GetValues<DayOfWeek>(), [], "09:00-17:30");
            for (var day = First; day < Last; day = day.PlusDays(1))
            {
                var worked = WorkingTime.Between(office, Begin(zone, day), Begin(zone, day.PlusDays(1)));

                Assert.True(worked == Wall(zone, day), $"{id} on {day}: {worked}");
            }
        }
    }

    [Fact]
    public void Eight_hours_from_the_opening_end_eight_working_hours_later_in_every_zone()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var office = Of(id, Weekdays, [], "09:00-17:30");
            for (var day = First; day < Last; day = day.PlusDays(7))
            {
                var start = Begin(zone, day);
                var end = WorkingTime.Add(office, start, TimeSpan.FromHours(8));

                Assert.True(
                    WorkingTime.Between(office, start, end) == TimeSpan.FromHours(8),
                    $"{id} from {day}: until {end}"
                );
                Assert.True(WorkingTime.Add(office, start, TimeSpan.FromHours(9)) > end, $"{id} from {day}");
            }
        }
    }

    [Fact]
    public void A_pause_never_lets_a_limit_end_sooner_in_any_zone()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var office = Of(id, Weekdays, [], "09:00-17:30");
            for (var day = First; day < Last; day = day.PlusDays(11))
            {
                var start = Begin(zone, day);
                var (paused, resumed) = (start.AddHours(15), start.AddHours(40));
                var used = WorkingTime.Between(office, start, paused);
                var rest = TimeSpan.FromHours(20) - used;

                Assert.True(
                    WorkingTime.Add(office, resumed, rest) >= WorkingTime.Add(office, start, TimeSpan.FromHours(20)),
                    $"{id} from {day}"
                );
            }
        }
    }

    /// <summary>The office hours of a day by the zone's own rules: a clock change within them makes them longer or shorter.</summary>
    private static TimeSpan Wall(DateTimeZone zone, LocalDate day) =>
        (At(zone, day.At(new LocalTime(17, 30))) - At(zone, day.At(new LocalTime(9, 0)))).ToTimeSpan();

    private static Instant At(DateTimeZone zone, LocalDateTime local)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
    }

    private static DateTimeOffset Begin(DateTimeZone zone, LocalDate day) => zone.AtStartOfDay(day).ToDateTimeOffset();
}
