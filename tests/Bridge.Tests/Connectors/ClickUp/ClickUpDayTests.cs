using System.Globalization;
using Bridge.Connectors.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpDayTests
{
    [Theory]
    [InlineData("2022-01-20T18:00:00Z", "Etc/UTC", "2022-01-21")]
    [InlineData("2026-05-31T03:00:00Z", "Europe/Dublin", "2026-05-31")]
    [InlineData("2026-05-30T22:30:00Z", "Europe/Dublin", "2026-05-31")]
    [InlineData("2026-05-31T11:00:00Z", "Europe/Dublin", "2026-05-31")]
    [InlineData("2026-05-31T16:00:00Z", "America/Los_Angeles", "2026-05-31")]
    [InlineData("2026-05-31T09:13:00Z", "Europe/Dublin", "2026-05-31")]
    [InlineData("2026-05-31T23:13:00Z", "Asia/Kolkata", "2026-06-01")]
    public void A_moment_is_the_day_that_was_meant(string at, string zone, string day) =>
        Assert.Equal(
            DateOnly.Parse(day, CultureInfo.InvariantCulture),
            ClickUpDays.Read(
                DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
                TimeZoneInfo.FindSystemTimeZoneById(zone)
            )
        );

    [Fact]
    public void A_day_written_in_any_zone_reads_as_itself_in_it()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year < 2027; day = day.AddDays(9))
            {
                Assert.Equal(day, ClickUpDays.Read(ClickUpDays.Write(day, zone), zone));
            }
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void No_number_is_too_wild(long milliseconds) =>
        Assert.NotEqual(default, ClickUpDays.Read(milliseconds, TimeZoneInfo.Utc).AddDays(1));
}
