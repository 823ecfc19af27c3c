using System.Collections.Immutable;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>What the bridge would do about a ticket, and why; for all that it does not, what stands in the way.</summary>
/// <param name="Candidates">The processes that were asked, in order; the last one that takes the ticket decides.</param>
/// <param name="Process">The process that decides; null when none wants the ticket.</param>
/// <param name="Stage">The stage of the case once this is done; null: it is in none.</param>
/// <param name="Now">What is decided and written at once.</param>
/// <param name="Gates">The stages that could come next, each with what its gate lacks.</param>
/// <param name="Later">What comes by itself when nobody does anything, soonest first.</param>
/// <param name="Next">The message of the process that goes out next; null: none does by itself.</param>
public sealed record Explanation(
    ImmutableArray<Candidate> Candidates,
    string? Process,
    string? Stage,
    Moment Now,
    ImmutableArray<AskedGate> Gates,
    ImmutableArray<Moment> Later,
    NextMessage? Next
);

/// <summary>A process that was asked whether it wants a ticket. Why is null when it does.</summary>
public sealed record Candidate(string Process, string? Why);

/// <summary>A moment at which the bridge looks: why, what it decides, and what it writes.</summary>
/// <param name="At">By the clock on the wall, in the calendar's zone.</param>
public sealed record Moment(
    DateTime At,
    string Why,
    ImmutableArray<Decision> Decisions,
    ImmutableArray<Effect> Effects
);

/// <summary>A message that goes out, or waits for something.</summary>
/// <param name="Text">What it says, as plain text.</param>
public sealed record NextMessage(string Name, string To, DateTime At, string Text);
