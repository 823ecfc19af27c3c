using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Time;

namespace Bridge.Core.Planning;

/// <summary>The clock of a stage visit, computed from when it began and from the statuses in which it stood.</summary>
public sealed class SlaClock
{
    private readonly CalendarRule? calendar;
    private readonly ImmutableArray<(DateTimeOffset From, DateTimeOffset? To)> runs;

    private SlaClock(
        RunningClock running,
        CalendarRule? calendar,
        ImmutableArray<(DateTimeOffset From, DateTimeOffset? To)> runs
    ) => (this.Running, this.calendar, this.runs) = (running, calendar, runs);

    public RunningClock Running { get; }

    /// <summary>True while the ticket is in a status in which the clock stands.</summary>
    public bool Stands => this.runs.IsEmpty || this.runs[^1].To is not null;

    /// <summary>The clock of a case, as its history and the process's pauses say.</summary>
    public static SlaClock Of(ProcessMapping process, Case of, RunningClock running)
    {
        var pauses = process.Sla?.PausesIn ?? [];
        var found = ImmutableArray.CreateBuilder<(DateTimeOffset, DateTimeOffset?)>();
        var from = (DateTimeOffset?)running.Since;
        foreach (var (status, at) in of.Statuses)
        {
            var stands = pauses.Contains(status, StringComparer.OrdinalIgnoreCase);
            if (stands && from is { } begun)
            {
                if (at > begun)
                {
                    found.Add((begun, at));
                }

                from = null;
            }
            else if (!stands && from is null)
            {
                from = at > running.Since ? at : running.Since;
            }
        }

        if (from is { } still)
        {
            found.Add((still, null));
        }

        return new SlaClock(running, process.Calendar, found.ToImmutable());
    }

    /// <summary>The limit that a case has where it is; null: it is not measured.</summary>
    /// <param name="value">Field of the process, or of the ticket, by name.</param>
    public static TimeLimit? Limit(ProcessMapping process, Case of, Func<string, FieldValue?> value)
    {
        if (process.Stage(of.Stage) is not { } stage || of.Visits.IsEmpty || !Measured(process, of))
        {
            return null;
        }

        var limit = Target(process, stage, value)?.Time ?? (stage.Sla is { } own ? TimeLimit.Of(own) : null);
        return limit?.Working is not null && process.Calendar is null ? null : limit;
    }

    /// <summary>The target that a stage has now; null: none of the section "sla".</summary>
    /// <param name="value">As for <see cref="Limit"/>.</param>
    public static SlaTarget? Target(ProcessMapping process, Stage stage, Func<string, FieldValue?> value) =>
        process.Sla?.Targets.FirstOrDefault(t =>
            (
                t.Stage is { } named
                    ? string.Equals(named, stage.Name, StringComparison.OrdinalIgnoreCase)
                    : stage.Outcome == StageOutcome.None
            ) && (t.When is not { } when || ConditionCheck.Holds(when, value))
        );

    /// <summary>The clock as it is to run now: begun with the visit, or changed as the process says when the limit is another.</summary>
    public static RunningClock? Set(
        ProcessMapping process,
        Case of,
        Func<string, FieldValue?> value,
        DateTimeOffset now
    )
    {
        if (Limit(process, of, value) is not { } limit)
        {
            return null;
        }

        var fresh = new RunningClock(
            of.Visits.Length,
            limit.ToString(),
            limit.Length(process.Calendar),
            limit.Working is not null,
            of.Visits[^1].At,
            Before(process, of),
            0
        );
        if (of.Clock is not { } known || known.Visit != fresh.Visit)
        {
            return fresh;
        }

        return process.Sla?.OnTargetChange switch
        {
            TargetChange.Keep => known,
            TargetChange.Restart when known.Limit != fresh.Limit => fresh with
            {
                Since = now,
                Before = TimeSpan.Zero,
                Restarts = known.Restarts + 1,
            },
            _ => fresh with { Since = known.Since, Before = known.Before, Restarts = known.Restarts },
        };
    }

    /// <summary>How much of the limit is used.</summary>
    public TimeSpan Used(DateTimeOffset now)
    {
        var used = this.Running.Before;
        foreach (var (from, to) in this.runs)
        {
            used += this.Measure(from, to is { } end && end < now ? end : now);
        }

        return used;
    }

    /// <summary>When a share of the limit is, or was, used; null while the clock stands before it.</summary>
    public DateTimeOffset? When(decimal share)
    {
        var left = (this.Running.Length * (double)share) - this.Running.Before;
        foreach (var (from, to) in this.runs)
        {
            var run = to is { } end ? this.Measure(from, end) : TimeSpan.MaxValue;
            if (run >= left)
            {
                return left <= TimeSpan.Zero ? from : this.After(from, left);
            }

            left -= run;
        }

        return null;
    }

    /// <summary>The clock as it ends now.</summary>
    public SlaResult End(string owner, DateTimeOffset now) =>
        new(
            owner,
            this.Running.Limit,
            this.Running.Length,
            this.Used(now),
            this.When(1),
            this.When(1) is { } due && due <= now
        );

    /// <summary>So much time of the limit's kind after an instant.</summary>
    internal DateTimeOffset After(DateTimeOffset from, TimeSpan time) =>
        this.Running.IsWorkingTime && this.calendar is { } hours ? WorkingTime.Add(hours, from, time) : from + time;

    private TimeSpan Measure(DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? TimeSpan.Zero
        : this.Running.IsWorkingTime && this.calendar is { } hours ? WorkingTime.Between(hours, from, to)
        : to - from;

    private static bool Measured(ProcessMapping process, Case of) =>
        process.Sla?.EnforceFrom is not { } day
        || of.Visits[0].At >= Zones.StartOf(process.Calendar?.Zone ?? "Etc/UTC", day);

    /// <summary>What a stage had used when the case was closed out of it, if its clock goes on after a reopening.</summary>
    private static TimeSpan Before(ProcessMapping process, Case of)
    {
        if (process.Sla?.OnReopen != OnReopen.Continue)
        {
            return TimeSpan.Zero;
        }

        var earlier = of.Visits[..^1];
        for (var (i, closed) = (earlier.Length - 1, false); i >= 0; i--)
        {
            closed |= process.Stage(earlier[i].Stage) is { Outcome: not StageOutcome.None };
            if (string.Equals(earlier[i].Stage, of.Stage, StringComparison.OrdinalIgnoreCase))
            {
                return closed ? earlier[i].Sla?.Used ?? TimeSpan.Zero : TimeSpan.Zero;
            }
        }

        return TimeSpan.Zero;
    }
}
