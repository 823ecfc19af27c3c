namespace Bridge.Sandbox.ClickUp.State;

/// <summary>ClickUp keeps a date without time as 04:00 of that day in the zone of the user who set it.</summary>
internal static class LocalDay
{
    public static long FourAm(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(4, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    public static long FourAm(long milliseconds, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), zone);
        return FourAm(DateOnly.FromDateTime(local.DateTime), zone);
    }
}
