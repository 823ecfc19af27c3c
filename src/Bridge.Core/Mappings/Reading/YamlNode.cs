using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Where something stands in a file; both count from 1.</summary>
internal sealed record YamlPlace(int Line, int Column)
{
    internal static YamlPlace Top { get; } = new(1, 1);
}

/// <summary>A part of a YAML file with its place. Doubled keys are kept, so that all of them can be reported.</summary>
internal abstract class YamlNode(YamlPlace place)
{
    internal YamlPlace Place { get; } = place;

    /// <summary>What an admin would call it.</summary>
    internal abstract string Kind { get; }
}

internal sealed class YamlText(YamlPlace place, string value, bool quoted) : YamlNode(place)
{
    internal string Value { get; } = value;

    internal bool IsQuoted { get; } = quoted;

    /// <summary>True for nothing after the colon, also when it is written as null or ~.</summary>
    internal bool IsEmpty { get; } = !quoted && value is "" or "~" or "null";

    internal override string Kind => this.IsEmpty ? "nothing" : $"the text '{Words.Short(this.Value)}'";
}

internal sealed class YamlList(YamlPlace place, ImmutableArray<YamlNode> items) : YamlNode(place)
{
    internal ImmutableArray<YamlNode> Items { get; } = items;

    internal override string Kind => "a list";
}

internal sealed class YamlMap(YamlPlace place, ImmutableArray<YamlEntry> entries) : YamlNode(place)
{
    internal ImmutableArray<YamlEntry> Entries { get; } = entries;

    internal override string Kind => "a group of keys";
}

internal sealed record YamlEntry(YamlText Key, YamlNode Value);
