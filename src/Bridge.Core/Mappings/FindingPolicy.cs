using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings;

/// <summary>How people hear of the findings of a process.</summary>
public sealed record FindingPolicy
{
    /// <summary>What may be put on a ticket. The others tell of themselves where they happen, or are of no ticket.</summary>
    public static ImmutableArray<FindingKind> MayNote { get; } =
    [
        FindingKind.Refused,
        FindingKind.LeakStopped,
        FindingKind.UnmappedValue,
        FindingKind.UnmappedStatus,
        FindingKind.WriteFight,
        FindingKind.Conflict,
        FindingKind.Elsewhere,
    ];

    /// <summary>What is put on it when the file does not say: what somebody of the support team must act on.</summary>
    public static ImmutableArray<FindingKind> UsualNote { get; } =
    [FindingKind.Refused, FindingKind.LeakStopped, FindingKind.UnmappedValue, FindingKind.WriteFight];

    /// <summary>Findings that are put on the ticket as a private note, once; empty: none.</summary>
    public ImmutableArray<FindingKind> Note { get; init; } = UsualNote;
}
