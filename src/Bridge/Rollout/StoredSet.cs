using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Core.Planning.Comparison;
using Bridge.Mappings;

namespace Bridge.Rollout;

/// <summary>Where a proposed set of mapping files stands. Names as in the table, in lower case.</summary>
public enum SetState
{
    /// <summary>For a person's word: it would send more customer messages at once than the limit allows.</summary>
    Waiting,

    /// <summary>A person gave the word; the next node to see this takes it live.</summary>
    Confirmed,

    /// <summary>A person said no.</summary>
    KeptOut,

    Live,

    /// <summary>Was live.</summary>
    Past,

    /// <summary>Another proposal took its place before it went live.</summary>
    Dropped,
}

/// <summary>A set of mapping files in the database.</summary>
/// <param name="LiveSince">When it went live; null: it never did.</param>
/// <param name="Report">What it would have changed when it was proposed; null: nobody asked.</param>
public sealed record StoredSet(
    long Id,
    string Hash,
    SetState State,
    ImmutableArray<MappingText> Files,
    DateTimeOffset ProposedAt,
    DateTimeOffset? LiveSince,
    ComparisonReport? Report
);

/// <summary>A version of a process that was live at some time.</summary>
/// <param name="Files">The files of the first set that had it.</param>
public sealed record StoredVersion(
    string Process,
    string Hash,
    string File,
    DateTimeOffset LiveSince,
    ImmutableArray<MappingText> Files
);

/// <summary>Texts of files as the database keeps them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImmutableArray<MappingText>))]
internal sealed partial class SetJson : JsonSerializerContext
{
    internal static string Write(ImmutableArray<MappingText> files) =>
        JsonSerializer.Serialize(files, Default.ImmutableArrayMappingText);

    internal static ImmutableArray<MappingText> Read(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableArrayMappingText);
}
