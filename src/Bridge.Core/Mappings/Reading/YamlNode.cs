using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Where something stands; line and column count from 1.</summary>
/// <param name="File">Null: the mapping file itself; else a file beside it.</param>
internal sealed record YamlPlace(int Line, int Column, string? File = null)
{
    internal static YamlPlace Top { get; } = new(1, 1);
}

/// <summary>A part of a YAML file with its place. Doubled keys are kept, so that all of them can be reported.</summary>
/// <param name="weight">How many parts it is, with all below it, aliases spelled out.</param>
/// <param name="depth">How deep it nests; 0 for a text.</param>
internal abstract class YamlNode(YamlPlace place, long weight, int depth)
{
    internal YamlPlace Place { get; } = place;

    internal long Weight { get; } = weight;

    internal int Depth { get; } = depth;

    /// <summary>What an admin would call it.</summary>
    internal abstract string Kind { get; }
}

internal sealed class YamlText(YamlPlace place, string value, bool quoted) : YamlNode(place, 1, 0)
{
    internal string Value { get; } = value;

    internal bool IsQuoted { get; } = quoted;

    /// <summary>True for nothing after the colon, also when it is written as null or ~.</summary>
    internal bool IsEmpty { get; } = !quoted && value is "" or "~" or "null";

    internal override string Kind => this.IsEmpty ? "nothing" : $"the text '{Words.Short(this.Value)}'";
}

internal sealed class YamlList(YamlPlace place, ImmutableArray<YamlNode> items)
    : YamlNode(place, 1 + items.Sum(i => i.Weight), 1 + items.Select(i => i.Depth).DefaultIfEmpty(-1).Max())
{
    internal ImmutableArray<YamlNode> Items { get; } = items;

    internal override string Kind => "a list";
}

internal sealed class YamlMap(YamlPlace place, ImmutableArray<YamlEntry> entries)
    : YamlNode(
        place,
        1 + entries.Sum(e => 1 + e.Value.Weight),
        1 + entries.Select(e => e.Value.Depth).DefaultIfEmpty(-1).Max()
    )
{
    internal ImmutableArray<YamlEntry> Entries { get; } = entries;

    internal override string Kind => "a group of keys";
}

internal sealed record YamlEntry(YamlText Key, YamlNode Value);
