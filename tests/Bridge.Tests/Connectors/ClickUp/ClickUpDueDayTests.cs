using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bridge.Connectors;
using Bridge.Connectors.ClickUp;
using Bridge.Core.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>The customer must hear the day that was meant, wherever it was set.</summary>
public sealed class ClickUpDueDayTests
{
    private static readonly ImmutableArray<TimeZoneInfo> Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    [Fact]
    public void A_day_set_in_any_zone_is_that_day_in_any_connection_nearer_than_half_a_day() =>
        Check(
            (setter, here, day) =>
            {
                var due = ClickUpDays.Write(day, setter);
                var apart = (Offset(setter, due) - Offset(here, due)).Duration();
                return apart >= TimeSpan.FromHours(12)
                    || ClickUpDueDays.Of(due, here, new ClickUpDue(due, false, "7"), "1", null) == day;
            }
        );

    [Fact]
    public void A_day_that_the_integration_user_set_is_that_day_however_far_away_the_connection_is() =>
        Check(
            (setter, here, day) =>
            {
                var due = ClickUpDays.Write(day, setter);
                return ClickUpDueDays.Of(due, here, new ClickUpDue(due, false, "1"), "1", setter) == day;
            }
        );

    [Fact]
    public void With_a_time_it_is_the_day_that_the_connections_zone_shows() =>
        Check(
            (setter, here, day) =>
            {
                var due = ClickUpDays.Write(day, setter);
                return ClickUpDueDays.Of(due, here, new ClickUpDue(due, true, "7"), "1", setter)
                    == ClickUpDays.Shown(due, here);
            }
        );

    [Fact]
    public void Every_offset_that_a_zone_has_can_be_a_setters()
    {
        foreach (var zone in Zones)
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year < 2028; day = day.AddDays(13))
            {
                var due = ClickUpDays.Write(day, zone);
                var near = TimeZoneInfo.CreateCustomTimeZone(
                    "near",
                    TimeSpan.FromMinutes(Whole(zone, due)),
                    null,
                    null
                );
                Assert.Equal(day, ClickUpDays.Read(due, near));
            }
        }
    }

    [Fact]
    public async Task A_due_date_with_a_time_is_not_taken_for_a_day_elsewhere_once_its_webhook_was_heard()
    {
        await using var rig = await ClickUpRig.StartAsync(
            set: o => o.Zone = "Europe/Dublin",
            memory: new LocalWebhookMemory()
        );
        var id = rig.Task();
        var late = new DateTimeOffset(2026, 5, 31, 21, 30, 0, TimeSpan.Zero);
        rig.AsDana.SetDueDate(id, late);
        Assert.Equal(Day(2026, 6, 1), (await rig.ReadAsync(id)).Values[FieldNames.DueDate]);

        await HearAsync(rig, id, late, withTime: true);

        Assert.Equal(Day(2026, 5, 31), (await rig.ReadAsync(id)).Values[FieldNames.DueDate]);
        var written = await rig.DoneAsync(ClickUpRig.Update(status: "fixing"), id);
        Assert.Equal(Day(2026, 5, 31), written.After?.Values[FieldNames.DueDate]);
    }

    [Fact]
    public async Task What_was_heard_of_an_earlier_due_date_says_nothing_of_the_present_one()
    {
        await using var rig = await ClickUpRig.StartAsync(memory: new LocalWebhookMemory());
        var id = rig.Task();
        await HearAsync(rig, id, new DateTimeOffset(2026, 5, 31, 21, 30, 0, TimeSpan.Zero), withTime: true);
        rig.AsDana.SetDueDate(id, new DateOnly(2026, 7, 1));
        Assert.Equal(Day(2026, 7, 1), (await rig.ReadAsync(id)).Values[FieldNames.DueDate]);
    }

    [Theory]
    [InlineData(
        """{"field":"due_date","date":"5","after":"1642701600000","data":{"due_date_time":false},"user":{"id":-9}}""",
        "1642701600000 day -9"
    )]
    [InlineData(
        """{"field":"due_date","date":"5","after":1642701600000,"data":{"due_date_time":true}}""",
        "1642701600000 time"
    )]
    [InlineData(
        """{"field":"due_date","date":"5","after":"1642701600000","data":{"due_date_time":null}}""",
        "1642701600000 day"
    )]
    [InlineData("""{"field":"due_date","date":"5","after":null,"data":{"due_date_time":false}}""", null)]
    [InlineData("""{"field":"start_date","date":"5","after":"1","data":{"due_date_time":true}}""", null)]
    [InlineData("""{"field":"due_date","date":"5","after":"1","data":{}}""", null)]
    public void A_history_item_says_whether_a_time_was_meant_and_who_set_it(string json, string? value)
    {
        using var item = JsonDocument.Parse(json);
        var fact = ClickUpDue.Fact("t", item.RootElement);
        Assert.Equal(value, fact?.Value);
        Assert.Equal(value?.Split(' ')[1] == "time", ClickUpDue.Of(fact)?.WithTime ?? false);
    }

    [Fact]
    public void The_documented_change_of_a_due_date_is_understood()
    {
        var path = Path.Combine(ClickUpWebhookTests.Fixtures(), "docs.webhook.taskDueDateUpdated.json");
        Assert.SkipUnless(File.Exists(path), "the recorded payloads are not beside the repository");
        var reading = ClickUpWebhook.Understand(
            "clickup",
            new WebhookRequest(ImmutableDictionary<string, string>.Empty, File.ReadAllBytes(path))
        );
        var fact = Assert.Single(Assert.IsType<WebhookReading.Understood>(reading).Facts);
        Assert.Equal(new ClickUpDue(1643608800000, true, "183"), ClickUpDue.Of(fact));

        // The date before it was a day, set at UTC+10: the UTC date is the day before.
        Assert.Equal(new DateOnly(2022, 1, 21), ClickUpDays.Read(1642701600000, TimeZoneInfo.Utc));
    }

    private static FieldValue.Date Day(int year, int month, int day) => new(new DateOnly(year, month, day));

    private static async Task HearAsync(ClickUpRig rig, string id, DateTimeOffset due, bool withTime)
    {
        var body = $$$"""
            {"event":"taskDueDateUpdated","task_id":"{{{id}}}","history_items":[{"id":"1","field":"due_date","date":"1",
              "after":"{{{due.ToUnixTimeMilliseconds()}}}","data":{"due_date_time":{{{(
                withTime ? "true" : "false"
            )}}} },"user":{"id":2002}}]}
            """;
        var request = new WebhookRequest(ImmutableDictionary<string, string>.Empty, Encoding.UTF8.GetBytes(body));
        var understood = Assert.IsType<WebhookReading.Understood>(rig.Connector.Understand(request));
        await rig.Memory!.KeepFactsAsync("clickup", understood.Facts, ClickUpRig.None);
    }

    private static TimeSpan Offset(TimeZoneInfo zone, long at) => zone.GetUtcOffset(ClickUpDays.At(at));

    /// <summary>A whole number of hours next to the zone's offset, within what offsets may be.</summary>
    private static double Whole(TimeZoneInfo zone, long at) =>
        Math.Clamp(Math.Round(Offset(zone, at).TotalHours), -13, 13) * 60;

    private static void Check(Func<TimeZoneInfo, TimeZoneInfo, DateOnly, bool> holds)
    {
        var zone = Gen.Elements(Zones.ToArray());
        var day = Gen.Choose(0, 2000).Select(n => new DateOnly(2024, 1, 1).AddDays(n));
        var cases = from setter in zone from here in zone from date in day select (setter, here, date);
        Prop.ForAll(
                cases.ToArbitrary(),
                c =>
                    holds(c.setter, c.here, c.date)
                        .Label($"{c.setter.Id} {c.here.Id} {c.date.ToString("O", CultureInfo.InvariantCulture)}")
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
