using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>When people work: a zone (IANA), hours per weekday, and holidays.</summary>
/// <param name="Zone">IANA name, such as Europe/Dublin.</param>
/// <param name="Hours">Spans of working time; a weekday that has none is free.</param>
public sealed record CalendarRule(string Zone, ImmutableArray<WorkingHours> Hours, ImmutableArray<DateOnly> Holidays);

/// <summary>One span of working time on a weekday, local time.</summary>
public sealed record WorkingHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A length of working time: whole working days and hours on top.</summary>
public sealed record WorkingSpan(int Days, TimeSpan Hours)
{
    public override string ToString() =>
        (this.Days, this.Hours) switch
        {
            (var d, { Ticks: 0 }) => $"{d} working day{(d == 1 ? "" : "s")}",
            (0, var h) => $"{h.TotalHours:0.##} working hours",
            var (d, h) => $"{d} working day{(d == 1 ? "" : "s")} and {h.TotalHours:0.##} hours",
        };
}
