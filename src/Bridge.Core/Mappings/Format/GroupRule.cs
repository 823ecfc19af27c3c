using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Format;

/// <summary>A key that a group of a mapping file takes.</summary>
/// <param name="Says">What it says, in a sentence or two for whoever edits the file.</param>
public sealed record KeyRule(string Name, Shape Shape, string Says)
{
    /// <summary>How to mend a group that has no such key; null when the key may be left out.</summary>
    public string? Needed { get; init; }

    /// <summary>What may stand there, as YAML in one line; null where the words of the choice say it all.</summary>
    public string? Example { get; init; }

    /// <summary>What holds when the key is left out, as it would be written; null when nothing does.</summary>
    public string? Usual { get; init; }
}

/// <summary>
/// A group of keys of a mapping file: what its reader allows, what the JSON Schema says, and what an editor explains.
/// </summary>
/// <param name="Id">Its name in the JSON Schema.</param>
public sealed record GroupRule(string Id, string Says, ImmutableArray<KeyRule> Keys)
{
    /// <summary>Of these keys one must stand there, and only one; empty: no such rule.</summary>
    public ImmutableArray<string> ExactlyOne { get; init; } = [];

    /// <summary>Of these keys at least one must stand there; empty: no such rule.</summary>
    public ImmutableArray<string> AtLeastOne { get; init; } = [];

    /// <summary>In the order of the description.</summary>
    public ImmutableArray<string> Names { get; } = [.. Keys.Select(k => k.Name)];
}
