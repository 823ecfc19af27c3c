using System.Text.Encodings.Web;
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
    /// <summary>Quotes and arrows stay as they are: this goes to a terminal or a file, not into a page.</summary>
    public static string Write(DoctorReport report)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return JsonSerializer.Serialize(report, new DoctorJson(options).DoctorReport);
    }
}
