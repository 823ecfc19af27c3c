using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Doctor;

/// <summary>The result for programs: lines with about, check, mark, found and cure, and the counts.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    public static string Write(DoctorReport report) => JsonSerializer.Serialize(report, Default.DoctorReport);
}
