using System.Collections;
using System.Runtime.CompilerServices;

namespace Bridge.Core.Text;

/// <summary>An immutable list that equals another list with equal elements in the same order.</summary>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed class EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] elements;

    internal EquatableList(T[] elements) => this.elements = elements;

    public int Count => this.elements.Length;

    public T this[int index] => this.elements[index];

    public bool Equals(EquatableList<T>? other) =>
        other is not null && this.elements.AsSpan().SequenceEqual(other.elements);

    public override bool Equals(object? obj) => this.Equals(obj as EquatableList<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var element in this.elements)
        {
            hash.Add(element);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", this.elements)}]";

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)this.elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.elements.GetEnumerator();
}

/// <summary>Makes <see cref="EquatableList{T}"/> from what is at hand.</summary>
public static class EquatableList
{
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> elements) => new(elements.ToArray());

    public static EquatableList<T> ToEquatableList<T>(this IEnumerable<T> elements) => new([.. elements]);
}
