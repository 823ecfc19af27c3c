using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Core.Reporting;

namespace Bridge.Reports;

/// <summary>Writes reports as JSON: an array with one object a process.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<Report>))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    internal static string Write(IReadOnlyList<Report> reports) =>
        JsonSerializer.Serialize(reports, Default.IReadOnlyListReport) + "\n";
}
