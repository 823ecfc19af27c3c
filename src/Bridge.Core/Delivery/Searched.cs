using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Delivery;

/// <summary>What a search of the knowledge base gave. The set is closed.</summary>
public abstract record Searched
{
    private Searched() { }

    /// <summary>The best first; empty: the tool knows of none, or has no knowledge base.</summary>
    public sealed record Articles(ImmutableArray<Article> Found) : Searched;

    /// <summary>The tool could not be searched.</summary>
    public sealed record Failed(Failure Failure) : Searched;
}
