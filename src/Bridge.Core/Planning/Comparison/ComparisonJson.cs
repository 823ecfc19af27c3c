using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Core.Planning.Comparison;

/// <summary>A comparison as it is stored beside a waiting set and as <c>bridge plan --format json</c> prints it.</summary>
/// <param name="Before">Hash of the live set; null: none was.</param>
/// <param name="After">Hash of the changed set.</param>
/// <param name="Limit">So many customer messages go without a confirmation.</param>
/// <param name="Changes">Cases that change, in the order of their ids; no more than the first two thousand.</param>
public sealed record ComparisonReport(
    string? Before,
    string After,
    int Limit,
    ComparisonSummary Summary,
    ImmutableArray<CaseChange> Changes
)
{
    /// <summary>True when the changed set may not go live without a person's word.</summary>
    public bool NeedsConfirmation => this.Summary.Messages > this.Limit;
}

/// <summary>Reads and writes reports without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(ComparisonReport))]
public sealed partial class ComparisonJson : JsonSerializerContext
{
    public static string Write(ComparisonReport report) => JsonSerializer.Serialize(report, Default.ComparisonReport);

    public static ComparisonReport Read(string json) =>
        JsonSerializer.Deserialize(json, Default.ComparisonReport)
        ?? throw new JsonException("the stored comparison is null: the row was not written by the bridge");
}
