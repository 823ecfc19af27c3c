using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Time;

/// <summary>Calendars that tests count in.</summary>
internal static class Calendars
{
    public static readonly DayOfWeek[] Weekdays =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
    ];

    public static CalendarRule Office { get; } =
        Of("Europe/Dublin", Weekdays, ["2026-12-25"], "09:00-12:30", "13:30-17:30");

    public static CalendarRule Nights { get; } = Of("Europe/Dublin", Weekdays, ["2026-12-25"], "22:00-06:00");

    public static CalendarRule Always(string zone) => Of(zone, Enum.GetValues<DayOfWeek>(), [], "00:00-00:00");

    public static CalendarRule Of(string zone, DayOfWeek[] days, string[] holidays, params string[] spans) =>
        new(
            zone,
            [.. days.SelectMany(_ => spans, (day, span) => new WorkingHours(day, Clock(span[..5]), Clock(span[6..])))],
            [.. holidays.Select(h => DateOnly.Parse(h, System.Globalization.CultureInfo.InvariantCulture))]
        );

    public static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly Clock(string text) =>
        TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
