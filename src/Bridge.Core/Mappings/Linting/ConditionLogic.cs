using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Linting;

/// <summary>What conditions say together: whether they can all hold, and whether one holds whenever another does.</summary>
internal static class ConditionLogic
{
    /// <summary>More alternatives than this are not looked through.</summary>
    private const int Most = 300;

    /// <summary>
    /// The ways in which all of these can hold, each as what it says of every field; none: they can never hold. Null: there
    /// are too many to look through.
    /// </summary>
    internal static IReadOnlyList<FieldFacts>? Alternatives(ProcessMapping process, IEnumerable<Condition> all)
    {
        IReadOnlyList<FieldFacts>? ways = [FieldFacts.None];
        foreach (var condition in all)
        {
            ways = ways is null ? null : And(process, ways, condition, isTrue: true);
        }

        return ways;
    }

    /// <summary>True when the one certainly holds whenever the other does; false also when that cannot be said.</summary>
    internal static bool Implies(ProcessMapping process, Condition holds, Condition then) =>
        Alternatives(process, [holds, new Condition.Not(then)]) is { Count: 0 };

    private static IReadOnlyList<FieldFacts>? And(
        ProcessMapping process,
        IReadOnlyList<FieldFacts> ways,
        Condition condition,
        bool isTrue
    )
    {
        switch (condition)
        {
            case Condition.Not not:
                return And(process, ways, not.Of, !isTrue);
            case Condition.All all:
                return isTrue ? Each(process, ways, all.Of, isTrue) : Some(process, ways, all.Of, isTrue);
            case Condition.Any any:
                return isTrue ? Some(process, ways, any.Of, isTrue) : Each(process, ways, any.Of, isTrue);
            default:
                return [.. ways.Select(w => w.With(process, condition, isTrue)).OfType<FieldFacts>()];
        }
    }

    private static IReadOnlyList<FieldFacts>? Each(
        ProcessMapping process,
        IReadOnlyList<FieldFacts> ways,
        ImmutableArray<Condition> all,
        bool isTrue
    )
    {
        IReadOnlyList<FieldFacts>? left = ways;
        foreach (var one in all)
        {
            left = left is null ? null : And(process, left, one, isTrue);
        }

        return left;
    }

    private static List<FieldFacts>? Some(
        ProcessMapping process,
        IReadOnlyList<FieldFacts> ways,
        ImmutableArray<Condition> any,
        bool isTrue
    )
    {
        var all = new List<FieldFacts>();
        foreach (var one in any)
        {
            if (And(process, ways, one, isTrue) is not { } more || all.Count + more.Count > Most)
            {
                return null;
            }

            all.AddRange(more);
        }

        return all;
    }
}
