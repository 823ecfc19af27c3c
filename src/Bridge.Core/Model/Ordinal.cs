using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>
/// Sorted collections of texts, by the texts' numbers alone: the same on every machine, whatever its language, and also
/// after they were read from JSON, which knows no comparer. Null, from JSON that is older than the property, is empty.
/// </summary>
internal static class Ordinal
{
    public static ImmutableSortedDictionary<string, T> By<T>(ImmutableSortedDictionary<string, T>? values) =>
        (values ?? ImmutableSortedDictionary<string, T>.Empty).WithComparers(StringComparer.Ordinal);

    public static ImmutableSortedSet<string> Set(ImmutableSortedSet<string>? values) =>
        (values ?? ImmutableSortedSet<string>.Empty).WithComparer(StringComparer.Ordinal);
}
