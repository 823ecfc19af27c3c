using System.Collections.Immutable;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Simulation;

/// <summary>How a mapping test went: no failure is good.</summary>
/// <param name="Story">What happened and what the bridge decided, up to the first failure.</param>
/// <param name="Covered">Keys of the <see cref="CoveragePoint"/>s that the test used.</param>
public sealed record TestOutcome(
    MappingTest Test,
    ImmutableArray<TestFailure> Failures,
    ImmutableArray<StoryLine> Story,
    ImmutableHashSet<string> Covered
);

/// <summary>Something that was not as expected.</summary>
/// <param name="Step">The step as the file words it.</param>
/// <param name="What">What was looked at: "stage", "ticket.Severity".</param>
public sealed record TestFailure(FilePlace Place, string Step, string What, string Expected, string Actual);

/// <summary>
/// A line of a test's story. Mark: ">" a step, "+" done, "." noted, "-" not done, "~" waits, "|" a text as it was written.
/// </summary>
/// <param name="At">By the clock on the wall, in the calendar's zone.</param>
public sealed record StoryLine(DateTime At, char Mark, string Text)
{
    /// <summary>True for a text that the bridge wrote for people to read.</summary>
    public bool IsWritten => this.Mark == '|';
}
