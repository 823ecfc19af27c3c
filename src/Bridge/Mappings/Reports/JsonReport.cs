using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Mappings;

namespace Bridge.Mappings.Reports;

/// <summary>Findings as one JSON object: counts, and each finding with its place, rule, what was found and what is allowed.</summary>
internal static class JsonReport
{
    internal static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(ImmutableArray<MappingError> findings)
    {
        var report = new JsonObject
        {
            ["errors"] = findings.Count(f => f.IsError),
            ["warnings"] = findings.Count(f => !f.IsError),
            ["findings"] = new JsonArray([.. findings.Select(Finding)]),
        };
        return report.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Finding(MappingError finding) =>
        new()
        {
            ["severity"] = finding.IsError ? "error" : "warning",
            ["code"] = finding.Rule.Code,
            ["file"] = finding.File,
            ["line"] = finding.Line,
            ["column"] = finding.Column,
            ["length"] = finding.Length,
            ["message"] = finding.Message,
            ["found"] = finding.Found,
            ["allowed"] = Texts(finding.Allowed),
            ["nearest"] = Texts(finding.Nearest),
            ["cure"] = finding.Cure,
        };

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
