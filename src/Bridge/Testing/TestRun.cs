using System.Collections.Immutable;
using System.Diagnostics;
using Bridge.Core.Simulation;
using Bridge.Mappings;

namespace Bridge.Testing;

/// <summary>How a test of a mapping went, and how long it took.</summary>
public sealed record TimedOutcome(TestOutcome Outcome, TimeSpan Took)
{
    public bool Holds => this.Outcome.Failures.IsEmpty;
}

/// <summary>The tests of one process that were run.</summary>
/// <param name="Points">All that tests could use.</param>
/// <param name="Unused">What none used.</param>
public sealed record ProcessRun(
    TestedProcess Tested,
    ImmutableArray<TimedOutcome> Outcomes,
    ImmutableArray<CoveragePoint> Points,
    ImmutableArray<CoveragePoint> Unused
)
{
    /// <summary>From 0 to 100, rounded down.</summary>
    public int Coverage =>
        this.Points.IsEmpty ? 100 : 100 * (this.Points.Length - this.Unused.Length) / this.Points.Length;
}

/// <summary>A run of mapping tests.</summary>
public sealed record TestRun(ImmutableArray<ProcessRun> Processes, TimeSpan Took)
{
    public int Passed => this.Processes.Sum(p => p.Outcomes.Count(o => o.Holds));

    public int Failed => this.Processes.Sum(p => p.Outcomes.Count(o => !o.Holds));

    /// <summary>Runs all tests whose name contains the filter, side by side.</summary>
    /// <param name="filter">Null: all.</param>
    public static TestRun Of(IEnumerable<TestedProcess> processes, string? filter)
    {
        var began = Stopwatch.GetTimestamp();
        var wanted = processes
            .SelectMany(p => p.Tests.Where(t => IsWanted(t.Name, filter)).Select(t => (Process: p, Test: t)))
            .ToArray();
        var outcomes = new TimedOutcome[wanted.Length];
        Parallel.For(
            0,
            wanted.Length,
            i =>
            {
                var start = Stopwatch.GetTimestamp();
                var outcome = MappingTestRunner.Run(wanted[i].Process.Process, wanted[i].Test);
                outcomes[i] = new TimedOutcome(outcome, Stopwatch.GetElapsedTime(start));
            }
        );
        var runs = processes.Select(process =>
        {
            var own = outcomes.Where((_, i) => ReferenceEquals(wanted[i].Process, process)).ToImmutableArray();
            var used = own.SelectMany(o => o.Outcome.Covered).ToHashSet(StringComparer.Ordinal);
            var points = Coverage.Points(process.Process);
            return new ProcessRun(process, own, points, [.. points.Where(p => !used.Contains(p.Key))]);
        });
        return new TestRun([.. runs], Stopwatch.GetElapsedTime(began));
    }

    private static bool IsWanted(string name, string? filter) =>
        filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase);
}
