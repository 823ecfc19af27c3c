using Bridge.Core.Mappings;
using Bridge.Mappings;

namespace Bridge.Tests.Docs;

/// <summary>What docs/mapping.md says of the check, held to the code.</summary>
public sealed class MappingGuideTests
{
    private static readonly string Section = Guide.Section(Guide.Read("docs/mapping.md"), "## Checking a file");

    [Fact]
    public void The_file_with_twelve_mistakes_gets_the_output_that_the_guide_shows()
    {
        var file = new MappingText("printers.yaml", Assert.Single(Guide.Blocks(Section, "yaml")));
        var set = MappingFolder.Read([file]);

        Assert.Equal(Assert.Single(Guide.Blocks(Section, "")), MappingReport.Print(set.Findings, set.TextOf));
        Assert.Equal(12, set.Findings.Count(f => f.IsError));
    }

    [Fact]
    public void The_guide_names_every_code_with_its_title()
    {
        Assert.All(
            MappingRules.All,
            rule => Assert.Contains($"| `{rule.Code}` | {rule.Title}", Section, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void The_shared_parts_of_the_guide_are_read_and_included()
    {
        var text = Guide.Section(Guide.Read("docs/mapping.md"), "## include: parts that several processes share");
        var blocks = Guide.Blocks(text, "yaml").ToList();
        var set = MappingFolder.Read([
            new MappingText("f.yaml", blocks[1]),
            new MappingText("shared/company.yaml", blocks[0]),
        ]);

        Assert.All(set.Findings, f => Assert.Equal("missing-key", f.Rule.Code));
    }
}
