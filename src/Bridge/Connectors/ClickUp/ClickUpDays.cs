namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Calendar days as ClickUp keeps them: as 04:00 of the day in the zone of whoever set it, without a word of that zone.
/// Whether a time of day was meant is not in a task's answer.
/// </summary>
internal static class ClickUpDays
{
    private static readonly TimeSpan FourOClock = TimeSpan.FromHours(4);
    private static readonly TimeSpan West = TimeSpan.FromHours(-12);
    private static readonly TimeSpan East = TimeSpan.FromHours(14);

    /// <summary>The instant; one that no calendar holds becomes the nearest that it does.</summary>
    public static DateTimeOffset At(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, -62_135_000_000_000, 253_402_000_000_000));

    /// <summary>
    /// The day that was meant. 04:00 in the connection's zone is that day; another moment is the day in the zone where it
    /// is 04:00 (whole and half hours of offset, the one nearest to the connection's), since a day alone is what people
    /// mostly set; else the day that the connection's zone shows.
    /// </summary>
    public static DateOnly Read(long milliseconds, TimeZoneInfo zone)
    {
        var at = At(milliseconds);
        var here = TimeZoneInfo.ConvertTime(at, zone);
        if (here.TimeOfDay == FourOClock)
        {
            return DateOnly.FromDateTime(here.DateTime);
        }

        var offset = FourOClock - at.TimeOfDay;
        var day = TimeSpan.FromDays(1);
        var setter = ((TimeSpan[])[offset - day, offset, offset + day])
            .Where(o => o >= West && o <= East && o.Ticks % (TimeSpan.TicksPerMinute * 30) == 0)
            .OrderBy(o => (o - here.Offset).Duration())
            .Cast<TimeSpan?>()
            .FirstOrDefault();
        return DateOnly.FromDateTime(setter is { } found ? at.ToOffset(found).DateTime : here.DateTime);
    }

    /// <summary>04:00 of the day in the zone, in Unix milliseconds.</summary>
    public static long Write(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(4, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
