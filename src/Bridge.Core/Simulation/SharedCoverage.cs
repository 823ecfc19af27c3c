using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>What of a shared item tests use: that customers wait for their turn, and that one hears nothing.</summary>
internal static class SharedCoverage
{
    private const string Turn = "shared/turn";
    private const string OptOut = "shared/opt out";

    internal static IEnumerable<CoveragePoint> Points(ProcessMapping process)
    {
        if (process.SharedItem is not { } rule)
        {
            yield break;
        }

        if (rule.AtMost is not null)
        {
            yield return CoveragePoint.At(
                process,
                Turn,
                "a customer who waits while others of the item are told",
                rule,
                "at most"
            );
        }

        if (rule.OptOutTag is { } tag)
        {
            yield return CoveragePoint.At(
                process,
                OptOut,
                $"a ticket with the tag '{tag}' hears no news of its item",
                rule,
                "opt out tag"
            );
        }
    }

    internal static void Use(ProcessMapping process, Look look, ImmutableHashSet<string>.Builder keys)
    {
        var value = look.Plan.Next;
        if (value.Eta.Candidate?.Turn > look.At || value.Held.Any(h => h.Turn > look.At))
        {
            keys.Add(Turn);
        }

        if (
            process.SharedItem?.OptOutTag is { } tag
            && look.Plan.Decisions.Any(d => d.Text.EndsWith(SharedNews.OptedOut(tag), StringComparison.Ordinal))
        )
        {
            keys.Add(OptOut);
        }
    }
}
