using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>When people work: a zone (IANA), hours per weekday, and holidays.</summary>
/// <param name="Zone">IANA name, such as Europe/Dublin.</param>
/// <param name="Hours">Spans of working time; a weekday that has none is free.</param>
/// <param name="Holidays">Days that are free from midnight to midnight.</param>
public sealed record CalendarRule(string Zone, ImmutableArray<WorkingHours> Hours, ImmutableArray<DateOnly> Holidays);

/// <summary>One span of working time that begins on a weekday, local time. One that ends no later than it begins runs over midnight.</summary>
public sealed record WorkingHours(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    /// <summary>True when it ends on the next day, also at its very beginning (00:00).</summary>
    public bool IsOvernight => this.To <= this.From;

    /// <summary>How long it is by the clock on the wall.</summary>
    public TimeSpan Length => this.To == this.From ? TimeSpan.FromDays(1) : this.To - this.From;
}

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
