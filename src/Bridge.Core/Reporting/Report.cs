using System.Collections.Immutable;

namespace Bridge.Core.Reporting;

/// <summary>What a process did in a period, and how well. All that is counted by days is in the zone of <see cref="Period"/>.</summary>
public sealed record Report
{
    public required string Process { get; init; }

    public required string Owner { get; init; }

    public required Period Period { get; init; }

    /// <summary>Cases that never were in the process during the period are not counted anywhere.</summary>
    public required Volume Volume { get; init; }

    /// <summary>Measured stage visits that ended in the period, and those that are over their limit at its end.</summary>
    public required Compliance Sla { get; init; }

    /// <summary>In the order of the process; stages without a measured visit are left out.</summary>
    public ImmutableArray<Compliance> SlaByStage { get; init; } = [];

    /// <summary>The worst first.</summary>
    public ImmutableArray<Compliance> SlaByOwner { get; init; } = [];

    /// <summary>In the order of the process, without its ends.</summary>
    public ImmutableArray<StageTime> TimeInStage { get; init; } = [];

    public required Bounces Bounces { get; init; }

    /// <summary>Of the cases that were resolved in the period, those that were at first contact.</summary>
    public required Share FirstContact { get; init; }

    /// <summary>Open cases at the end of each day, until the day of the report.</summary>
    public ImmutableArray<BacklogDay> Backlog { get; init; } = [];

    /// <summary>The process's own metrics.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];
}

/// <summary>Whole days, both ends included.</summary>
/// <param name="Zone">IANA zone in which they are days.</param>
/// <param name="At">When the report was made: nothing after it is known.</param>
public sealed record Period(DateOnly From, DateOnly To, string Zone, DateTimeOffset At);

/// <summary>How many cases came, ended and came back.</summary>
/// <param name="CameIn">Cases that entered the process.</param>
/// <param name="Resolved">Times that a case was resolved.</param>
/// <param name="Unresolved">Times that a case was closed without a fix.</param>
/// <param name="Reopened">Times that a closed case came back.</param>
/// <param name="OpenAtStart">Open cases when the period began.</param>
/// <param name="OpenAtEnd">Open cases when it ended.</param>
public sealed record Volume(int CameIn, int Resolved, int Unresolved, int Reopened, int OpenAtStart, int OpenAtEnd);

/// <summary>How often a limit was kept.</summary>
/// <param name="Name">A stage, an owner, or the process.</param>
public sealed record Compliance(string Name, int Kept, int Breached)
{
    public int Measured => this.Kept + this.Breached;

    /// <summary>0 to 1; null when nothing was measured.</summary>
    public double? Rate => this.Measured == 0 ? null : (double)this.Kept / this.Measured;
}

/// <summary>How long visits of a stage took that ended in the period, in hours.</summary>
/// <param name="IsWorkingTime">In hours of the calendar; false: by the clock on the wall.</param>
public sealed record StageTime(
    string Stage,
    string Owner,
    int Visits,
    bool IsWorkingTime,
    double Lowest,
    double Quarter,
    double Median,
    double ThreeQuarters,
    double NineTenths,
    double Highest
);

/// <summary>How often cases went back.</summary>
/// <param name="Moves">Moves to an earlier stage.</param>
/// <param name="Cases">Cases that made one.</param>
/// <param name="Ways">The most frequent first.</param>
public sealed record Bounces(int Moves, int Cases, ImmutableArray<BounceWay> Ways);

public sealed record BounceWay(string From, string To, int Moves);

/// <summary>So many of so many.</summary>
public sealed record Share(int Of, int All)
{
    /// <summary>0 to 1; null of nothing.</summary>
    public double? Rate => this.All == 0 ? null : (double)this.Of / this.All;
}

/// <summary>The open cases at the end of a day.</summary>
/// <param name="Stages">Open cases by stage; stages without any are left out.</param>
public sealed record BacklogDay(DateOnly Day, int Open, ImmutableSortedDictionary<string, int> Stages);

/// <summary>A metric of the mapping file.</summary>
/// <param name="Value">A share, 0 to 1; null: no case was counted.</param>
/// <param name="Goal">As the mapping file says it; null: none.</param>
/// <param name="IsMet">Null without a goal or a value.</param>
/// <param name="Cases">How many were counted.</param>
/// <param name="Good">How many were within the goal (variance), or met the condition (share).</param>
/// <param name="Spread">Of a variance: by case, late above zero and early below, as a share of the promise; empty for a share.</param>
public sealed record Figure(
    string Name,
    double? Value,
    string? Goal,
    bool? IsMet,
    int Cases,
    int Good,
    ImmutableArray<double> Spread
)
{
    public bool IsVariance { get; init; }
}
