using System.Text.Json.Nodes;
using Bridge.Core.Mappings;
using Bridge.Mappings;
using Bridge.Mappings.Reports;

namespace Bridge.Tests.Mappings;

public sealed class FindingsReportTests
{
    private static readonly MappingSet Set = MappingFolder.Read([
        new MappingText("a b.yaml", "process: A\nstagges: {}\n"),
    ]);

    [Fact]
    public void Json_gives_place_rule_and_what_was_meant()
    {
        var report = JsonNode.Parse(Write(ReportFormat.Json))!;
        var finding = ((JsonArray)report["findings"]!).Single(f => (string)f!["code"]! == "unknown-key")!;

        Assert.Equal(Set.Errors, (int)report["errors"]!);
        Assert.Equal("2:1:7", $"{finding["line"]}:{finding["column"]}:{finding["length"]}");
        Assert.Equal("stagges", (string)finding["found"]!);
        Assert.Equal("stages", (string)finding["nearest"]![0]!);
        Assert.Equal("write 'stages'", (string)finding["cure"]!);
        Assert.Contains("messages", ((JsonArray)finding["allowed"]!).Select(a => (string)a!));
    }

    [Fact]
    public void Sarif_names_every_rule_and_points_each_result_to_its_own()
    {
        var report = JsonNode.Parse(Write(ReportFormat.Sarif))!;
        var run = report["runs"]![0]!;
        var rules = (JsonArray)run["tool"]!["driver"]!["rules"]!;

        Assert.Equal("2.1.0", (string)report["version"]!);
        Assert.Equal(MappingRules.All.Select(r => r.Code), rules.Select(r => (string)r!["id"]!));
        Assert.All(
            (JsonArray)run["results"]!,
            r => Assert.Equal((string)r!["ruleId"]!, (string)rules[(int)r["ruleIndex"]!]!["id"]!)
        );
        Assert.Equal(
            "a%20b.yaml",
            (string)run["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!
        );
    }

    [Fact]
    public void Github_gets_one_command_a_finding()
    {
        var lines = Write(ReportFormat.GitHub).TrimEnd().Split('\n');

        Assert.Equal(Set.Findings.Length, lines.Length);
        Assert.Contains(
            "::error file=a b.yaml,line=2,col=1,endColumn=8,title=unknown-key::unknown key 'stagges' in the file, did you mean 'stages'?",
            lines
        );
    }

    private static string Write(ReportFormat format) =>
        FindingsReport.Write(format, Set.Findings, Set.TextOf, isColoured: false);
}
