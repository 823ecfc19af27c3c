namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Calendar days as ClickUp keeps them: as 04:00 of the day in the zone of whoever set it, without a word of that zone.
/// Whether a time of day was meant is not in a task's answer.
/// </summary>
internal static class ClickUpDays
{
    private static readonly TimeSpan FourOClock = TimeSpan.FromHours(4);

    /// <summary>
    /// Offsets that zones have, in minutes: whole hours from -12 to 14 and the odd ones. A moment that would be four o'clock
    /// at any other was not meant as a day.
    /// </summary>
    private static readonly HashSet<int> Offsets =
    [
        .. Enumerable.Range(-12, 27).Select(hour => hour * 60),
        -570,
        -210,
        -150,
        210,
        270,
        330,
        345,
        390,
        525,
        570,
        630,
        765,
        825,
    ];

    /// <summary>The instant; one that no calendar holds becomes the nearest that it does.</summary>
    public static DateTimeOffset At(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, -62_135_000_000_000, 253_402_000_000_000));

    /// <summary>
    /// The day that was meant. 04:00 in the connection's zone is that day; another moment is the day in the zone where it
    /// is 04:00 (of those that there are, the one nearest to the connection's), since a day alone is what people mostly set;
    /// else the day that the connection's zone shows.
    /// </summary>
    public static DateOnly Read(long milliseconds, TimeZoneInfo zone)
    {
        var at = At(milliseconds);
        var here = TimeZoneInfo.ConvertTime(at, zone);
        if (here.TimeOfDay == FourOClock)
        {
            return Shown(milliseconds, zone);
        }

        var offset = FourOClock - at.TimeOfDay;
        var day = TimeSpan.FromDays(1);
        var setter = ((TimeSpan[])[offset - day, offset, offset + day])
            .Where(o => o.Ticks % TimeSpan.TicksPerMinute == 0 && Offsets.Contains((int)o.TotalMinutes))
            .OrderBy(o => (o - here.Offset).Duration())
            .Cast<TimeSpan?>()
            .FirstOrDefault();
        return DateOnly.FromDateTime(setter is { } found ? at.ToOffset(found).DateTime : here.DateTime);
    }

    /// <summary>True when it is four o'clock in the zone, as ClickUp keeps a day.</summary>
    public static bool IsDay(long milliseconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(At(milliseconds), zone).TimeOfDay == FourOClock;

    /// <summary>The day that calendars in the zone show at that moment.</summary>
    public static DateOnly Shown(long milliseconds, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(At(milliseconds), zone).DateTime);

    /// <summary>04:00 of the day in the zone, in Unix milliseconds.</summary>
    public static long Write(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(4, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
