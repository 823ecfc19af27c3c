using System.Collections.Immutable;

namespace Bridge.Core.Tests.Planning;

internal static class Unread
{
    /// <summary>The list, or an empty one where it was not read.</summary>
    public static ImmutableArray<T> Or<T>(this ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
