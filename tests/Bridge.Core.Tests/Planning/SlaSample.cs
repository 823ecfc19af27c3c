using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Tests.Time;

namespace Bridge.Core.Tests.Planning;

/// <summary>The sample process with working hours and an SLA, and worlds in it.</summary>
internal static class SlaSample
{
    /// <summary>From 09:00 to 17:30 with a lunch of an hour: 7.5 hours a day.</summary>
    public static CalendarRule Calendar => Calendars.Office;

    public static WorkingSpan OneDay { get; } = new(1, TimeSpan.Zero);

    public static TimeLimit Hours(int hours) => new(new WorkingSpan(0, TimeSpan.FromHours(hours)), TimeSpan.Zero);

    public static ProcessMapping Process(SlaRule? sla, WorkingSpan? triage = null) =>
        Sample.Process with
        {
            Calendar = Calendar,
            Sla = sla,
            Stages =
            [
                Sample.Process.Stages[0] with
                {
                    Owner = "Operations",
                    Sla = triage ?? OneDay,
                },
                .. Sample.Process.Stages.Skip(1),
            ],
        };

    /// <summary>A case in Triage since Monday 09:00.</summary>
    public static World Entered(SlaRule? sla = null, WorkingSpan? triage = null) =>
        new World(Process(sla, triage))
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Severity", new FieldValue.Choice("S2"))
            .Signal();

    /// <summary>A signal at a time of that Monday, or of a day after it.</summary>
    public static World At(this World world, string time, int days = 0)
    {
        world.Now = Sample.Monday.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)
            is var at
            ? new DateTimeOffset(at.AddDays(days), TimeSpan.Zero)
            : world.Now;
        return world.Signal();
    }

    public static ImmutableArray<string> Alarms(this World world) =>
        [.. world.Notes.Where(n => n.StartsWith("<p>SLA of", StringComparison.Ordinal))];
}
