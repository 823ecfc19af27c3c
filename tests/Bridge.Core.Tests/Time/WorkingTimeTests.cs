using Bridge.Core.Mappings;
using Bridge.Core.Time;
using NodaTime;
using static Bridge.Core.Tests.Time.Calendars;

namespace Bridge.Core.Tests.Time;

public sealed class WorkingTimeTests
{
    [Theory]
    [InlineData("2026-11-02T09:00Z", 4, "2026-11-02T14:00Z")]
    [InlineData("2026-11-02T12:00Z", 1, "2026-11-02T14:00Z")]
    [InlineData("2026-11-06T17:00Z", 1, "2026-11-09T09:30Z")]
    [InlineData("2026-11-07T12:00Z", 1, "2026-11-09T10:00Z")]
    [InlineData("2026-12-24T17:00Z", 1, "2026-12-28T09:30Z")]
    [InlineData("2026-06-01T08:00Z", 1, "2026-06-01T09:00Z")]
    public void Lunch_evenings_weekends_holidays_and_summer_time_are_left_out(string start, int hours, string end) =>
        Assert.Equal(At(end), WorkingTime.Add(Office, At(start), TimeSpan.FromHours(hours)));

    [Fact]
    public void A_limit_that_ends_with_the_day_is_due_in_the_evening_and_not_the_next_morning() =>
        Assert.Equal(
            At("2026-11-02T17:30Z"),
            WorkingTime.Add(Office, At("2026-11-02T09:00Z"), new WorkingSpan(1, TimeSpan.Zero))
        );

    [Fact]
    public void A_night_shift_works_on_over_midnight()
    {
        Assert.Equal(
            TimeSpan.FromHours(8),
            WorkingTime.Between(Nights, At("2026-11-02T12:00Z"), At("2026-11-03T12:00Z"))
        );
        Assert.Equal(At("2026-11-03T01:00Z"), WorkingTime.Add(Nights, At("2026-11-02T23:00Z"), TimeSpan.FromHours(2)));
    }

    [Fact]
    public void A_holiday_is_free_from_midnight_to_midnight_also_for_the_night_shift_of_its_eve() =>
        // Thursday 22:00-24:00, all of the 25th free, and Friday's shift of the 25th is no more.
        Assert.Equal(
            TimeSpan.FromHours(2),
            WorkingTime.Between(Nights, At("2026-12-24T12:00Z"), At("2026-12-25T23:59Z"))
        );

    [Fact]
    public void Clock_changes_make_a_night_shift_an_hour_shorter_or_longer()
    {
        var nights = Of("Europe/Dublin", [DayOfWeek.Saturday], [], "22:00-06:00");

        Assert.Equal(
            TimeSpan.FromHours(7),
            WorkingTime.Between(nights, At("2026-03-28T12:00Z"), At("2026-03-29T12:00Z"))
        );
        Assert.Equal(
            TimeSpan.FromHours(9),
            WorkingTime.Between(nights, At("2026-10-24T12:00Z"), At("2026-10-25T12:00Z"))
        );
    }

    [Fact]
    public void An_hour_that_the_clocks_skip_is_no_working_time()
    {
        var calendar = Of("Europe/Dublin", [DayOfWeek.Sunday], [], "01:15-01:45", "02:00-03:00");

        Assert.Equal(
            TimeSpan.FromHours(1),
            WorkingTime.Between(calendar, At("2026-03-29T00:00Z"), At("2026-03-30T00:00Z"))
        );
    }

    [Fact]
    public void Every_day_of_every_zone_is_as_long_as_the_zone_makes_it()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids)
        {
            var rule = DateTimeZoneProviders.Tzdb[zone];
            var calendar = Always(zone);
            var spring = rule.AtStartOfDay(new LocalDate(2026, 1, 1)).ToInstant();
            var winter = rule.AtStartOfDay(new LocalDate(2027, 1, 1)).ToInstant();

            Assert.Equal(
                (winter - spring).ToTimeSpan(),
                WorkingTime.Between(calendar, spring.ToDateTimeOffset(), winter.ToDateTimeOffset())
            );
            foreach (var change in rule.GetZoneIntervals(spring, winter).Where(i => i.HasStart && i.Start > spring))
            {
                var day = change.Start.InZone(rule).Date;
                var (begin, end) = (rule.AtStartOfDay(day).ToInstant(), rule.AtStartOfDay(day.PlusDays(1)).ToInstant());
                Assert.Equal(
                    (end - begin).ToTimeSpan(),
                    WorkingTime.Between(calendar, begin.ToDateTimeOffset(), end.ToDateTimeOffset())
                );
            }
        }
    }

    [Fact]
    public void A_calendar_without_hours_or_with_an_unknown_zone_cannot_be_counted_in()
    {
        var idle = new CalendarRule("Europe/Dublin", [], []);

        Assert.Throws<ArgumentException>(() => WorkingTime.Add(idle, At("2026-11-02T09:00Z"), TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentException>(() =>
            WorkingTime.Between(idle with { Zone = "Europe/Dublim" }, At("2026-11-02T09:00Z"), At("2026-11-03T09:00Z"))
        );
    }
}
