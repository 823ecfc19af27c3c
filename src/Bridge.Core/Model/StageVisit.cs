namespace Bridge.Core.Model;

/// <summary>A stage that was entered through its gate.</summary>
public sealed record StageVisit(string Stage, DateTimeOffset At)
{
    /// <summary>How its SLA ended, as it stood when the case left; null: the case is still there, or it is not measured.</summary>
    public SlaResult? Sla { get; init; }
}

/// <summary>The limit that a stage visit is measured by.</summary>
/// <param name="Visit">The number of the visit, from 1.</param>
/// <param name="Limit">As the mapping file says it, such as "1 working day".</param>
/// <param name="Length">That in hours.</param>
/// <param name="IsWorkingTime">False: by the clock on the wall.</param>
/// <param name="Since">When it began to count.</param>
/// <param name="Before">What earlier visits had used already.</param>
/// <param name="Restarts">How often it began anew within the visit.</param>
public sealed record RunningClock(
    int Visit,
    string Limit,
    TimeSpan Length,
    bool IsWorkingTime,
    DateTimeOffset Since,
    TimeSpan Before,
    int Restarts
);

/// <summary>How the SLA of a stage visit ended.</summary>
/// <param name="Owner">The stage's owner at the time; empty: none.</param>
/// <param name="Limit">As the mapping file said it.</param>
/// <param name="Used">Of the limit's kind of time, without pauses.</param>
/// <param name="Due">When the limit was, or would have been, used up; null: the clock stood.</param>
public sealed record SlaResult(
    string Owner,
    string Limit,
    TimeSpan Length,
    TimeSpan Used,
    DateTimeOffset? Due,
    bool Breached
);

/// <summary>A helpdesk status, and when the bridge first saw it.</summary>
public sealed record StatusSeen(string Status, DateTimeOffset At);
