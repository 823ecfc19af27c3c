using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Time;

namespace Bridge.Core.Mappings;

/// <summary>What happens to a running clock when its case begins to ask for another target (its priority changed, say).</summary>
public enum TargetChange
{
    /// <summary>The new target, counted from when the clock began.</summary>
    Recompute,

    /// <summary>The new target, counted from now.</summary>
    Restart,

    /// <summary>The target that held when the stage was entered.</summary>
    Keep,
}

/// <summary>What a stage's clock shows when a closed case comes back to it.</summary>
public enum OnReopen
{
    /// <summary>It begins anew.</summary>
    Restart,

    /// <summary>It goes on from what the last stay in the stage had used.</summary>
    Continue,
}

/// <summary>How long a case may stay in a stage, whom to tell before and after, and what stops the clock.</summary>
public sealed record SlaRule
{
    /// <summary>Cases that came in before this day (in the calendar's zone) are not measured; null: all are.</summary>
    public DateOnly? EnforceFrom { get; init; }

    /// <summary>Shares of the time (0 to 1) at which the stage's owner is warned, ascending.</summary>
    public ImmutableArray<decimal> WarnAt { get; init; } = [0.75m];

    /// <summary>Helpdesk statuses in which the clock stands.</summary>
    public ImmutableArray<string> PausesIn { get; init; } = [];

    public TargetChange OnTargetChange { get; init; }

    public OnReopen OnReopen { get; init; }

    /// <summary>What was reached must last so long before anybody is told.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How often the note of a breach is said again; null: never.</summary>
    public SlaRepeat? Repeat { get; init; }

    /// <summary>The first one that holds wins; a stage's own time is the last.</summary>
    public ImmutableArray<SlaTarget> Targets { get; init; } = [];

    /// <summary>Steps of escalation, ascending.</summary>
    public ImmutableArray<SlaStep> Steps { get; init; } = [];

    /// <summary>While the ticket has this tag nobody is told and no step is taken; null: no such tag.</summary>
    public string? QuietTag { get; init; }

    /// <summary>The longest that the tag keeps quiet, from when it was first seen; null: as long as it is there.</summary>
    public TimeSpan? QuietAtMost { get; init; }
}

/// <summary>A time limit and which cases have it.</summary>
/// <param name="Stage">Null: any stage but the ends of the process.</param>
/// <param name="When">Null: any case.</param>
public sealed record SlaTarget(string? Stage, Condition? When, TimeLimit Time);

/// <summary>A step of escalation.</summary>
/// <param name="At">The share of the time; 1 is the breach, more is later.</param>
/// <param name="Tell">E-mail addresses of agents whom a private note notifies.</param>
/// <param name="Actions">What the ticket gets; null: nothing.</param>
public sealed record SlaStep(decimal At, ImmutableArray<string> Tell, OnEntry? Actions)
{
    /// <summary>Only in these stages; empty: in any.</summary>
    public ImmutableArray<string> Stages { get; init; } = [];

    /// <summary>Taken as soon as this holds too; null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>The webhook of the settings that is told; null: none.</summary>
    public string? PostTo { get; init; }

    /// <summary>What the webhook is told, as plain text; null: how the clock stands.</summary>
    public Template? Text { get; init; }
}

/// <summary>The note of a breach again after each such time, so many times.</summary>
public sealed record SlaRepeat(TimeLimit Every, int AtMost);

/// <summary>A time limit: working time of the calendar, or hours by the clock on the wall.</summary>
/// <param name="Working">Null when it is by the wall clock.</param>
public sealed record TimeLimit(WorkingSpan? Working, TimeSpan Wall)
{
    public static TimeLimit Of(WorkingSpan span) => new(span, TimeSpan.Zero);

    /// <summary>The instant at which it is over. Working time without a calendar counts nothing, which no checked file has.</summary>
    public DateTimeOffset From(DateTimeOffset start, CalendarRule? calendar) =>
        this.Working is not { } span ? start + this.Wall
        : calendar is null ? start
        : WorkingTime.Add(calendar, start, span);

    /// <summary>How long it is; a calendar is needed for working time.</summary>
    /// <exception cref="ArgumentNullException">It is working time and there is no calendar.</exception>
    public TimeSpan Length(CalendarRule? calendar)
    {
        if (this.Working is null)
        {
            return this.Wall;
        }

        ArgumentNullException.ThrowIfNull(calendar);
        return WorkingTime.Length(calendar, this.Working);
    }

    public override string ToString() =>
        this.Working?.ToString()
        ?? (
            this.Wall.Ticks % TimeSpan.TicksPerDay == 0
                ? Count(this.Wall.TotalDays, "day")
                : Count(this.Wall.TotalHours, "hour")
        );

    private static string Count(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}{(number == 1 ? "" : "s")}");
}
