using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Mappings;

namespace Bridge.Mappings.Reports;

/// <summary>Findings as SARIF 2.1.0 (OASIS), with all rules and their help.</summary>
internal static class SarifReport
{
    internal static string Write(ImmutableArray<MappingError> findings)
    {
        var rules = MappingRules.All;
        var driver = new JsonObject
        {
            ["name"] = "bridge mappings check",
            ["version"] = typeof(SarifReport).Assembly.GetName().Version?.ToString(3),
            ["rules"] = new JsonArray([.. rules.Select(Rule)]),
        };
        var report = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(
                new JsonObject
                {
                    ["tool"] = new JsonObject { ["driver"] = driver },
                    ["columnKind"] = "utf16CodeUnits",
                    ["results"] = new JsonArray([.. findings.Select(f => Result(f, rules.IndexOf(f.Rule)))]),
                }
            ),
        };
        return report.ToJsonString(JsonReport.Layout) + "\n";
    }

    private static JsonObject Rule(MappingRule rule) =>
        new()
        {
            ["id"] = rule.Code,
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
            ["help"] = new JsonObject { ["text"] = rule.Help },
        };

    private static JsonObject Result(MappingError finding, int rule) =>
        new()
        {
            ["ruleId"] = finding.Rule.Code,
            ["ruleIndex"] = rule,
            ["level"] = finding.IsError ? "error" : "warning",
            ["message"] = new JsonObject { ["text"] = finding.Message },
            ["locations"] = new JsonArray(
                new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = new JsonObject
                        {
                            ["uri"] = Uri.EscapeDataString(finding.File).Replace("%2F", "/", StringComparison.Ordinal),
                        },
                        ["region"] = new JsonObject
                        {
                            ["startLine"] = finding.Line,
                            ["startColumn"] = finding.Column,
                            ["endColumn"] = finding.Column + finding.Length,
                        },
                    },
                }
            ),
        };
}
