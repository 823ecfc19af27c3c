using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>
/// Sorted collections of texts, by the texts' numbers alone: the same on every machine, whatever its language, and also
/// after they were read from JSON, which knows no comparer. Null, from JSON that is older than the property, is empty.
/// </summary>
internal static class Ordinal
{
    private static readonly ImmutableSortedSet<string> EmptySet = ImmutableSortedSet<string>.Empty.WithComparer(
        StringComparer.Ordinal
    );

    public static ImmutableSortedDictionary<string, T> By<T>(ImmutableSortedDictionary<string, T>? values) =>
        values is null or { IsEmpty: true } ? Empty<T>.Dictionary : values.WithComparers(StringComparer.Ordinal);

    public static ImmutableSortedSet<string> Set(ImmutableSortedSet<string>? values) =>
        values is null or { IsEmpty: true } ? EmptySet : values.WithComparer(StringComparer.Ordinal);

    private static class Empty<T>
    {
        public static readonly ImmutableSortedDictionary<string, T> Dictionary = ImmutableSortedDictionary<
            string,
            T
        >.Empty.WithComparers(StringComparer.Ordinal);
    }
}
