using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>What of the knowledge base tests use: known solutions offered, an article drafted or held back.</summary>
internal static class KnowledgeCoverage
{
    private const string Offered = "knowledge/offered";
    private const string Drafted = "knowledge/drafted";
    private const string HeldBack = "knowledge/held back";

    internal static IEnumerable<CoveragePoint> Points(ProcessMapping process)
    {
        if (process.Knowledge?.Suggest is { } suggest)
        {
            yield return CoveragePoint.At(process, Offered, "known solutions offered", suggest);
        }

        if (process.Knowledge?.Draft is { } draft)
        {
            yield return CoveragePoint.At(process, Drafted, "an article drafted", draft);
            if (draft.OnlyIf is not null)
            {
                yield return CoveragePoint.At(
                    process,
                    HeldBack,
                    "no article drafted, as its 'only if' does not hold",
                    draft,
                    "only if"
                );
            }
        }
    }

    internal static void Use(ProcessMapping process, Plan plan, ImmutableHashSet<string>.Builder keys)
    {
        foreach (var effect in plan.Effects.Select(planned => planned.Effect))
        {
            if (effect is Effect.AddNote { Reason: KnowledgePlanner.Offered })
            {
                keys.Add(Offered);
            }
            else if (effect is Effect.DraftArticle)
            {
                keys.Add(Drafted);
            }
        }

        if (plan.HeldBack.Any(onlyIf => ReferenceEquals(onlyIf, process.Knowledge?.Draft?.OnlyIf)))
        {
            keys.Add(HeldBack);
        }
    }
}
