using System.Text.Json.Nodes;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Tests.Mappings.Format;

public sealed class FormatSchemaTests
{
    private static readonly JsonObject Schema = (JsonObject)JsonNode.Parse(FormatSchema.Write())!;

    public static TheoryData<string> Files => [.. MappingFiles.Names];

    [Fact]
    public void The_schema_that_ships_is_the_one_that_the_format_gives() =>
        Assert.Equal(FormatSchema.Write(), MappingFiles.Text("bridge.schema.json"));

    [Theory, MemberData(nameof(Files))]
    public void A_mapping_file_that_ships_holds_to_the_schema(string name) =>
        Assert.Empty(new SchemaValidator(Schema).Errors(YamlJson.Of(MappingFiles.Text(name))));

    [Theory, MemberData(nameof(Files))]
    public void A_mapping_file_that_ships_points_editors_to_the_schema(string name) =>
        Assert.StartsWith("# yaml-language-server: $schema=bridge.schema.json\n", MappingFiles.Text(name));

    [Theory]
    [InlineData("mode: enforce", "mode: shout", "$.mode")]
    [InlineData("stage conflicts:", "stage conflict:", "$ knows no stage conflict")]
    [InlineData("    type: text", "    typ: text", "has no type")]
    [InlineData("  grace: 2 minutes", "  grace: soon", "$.gates.grace")]
    [InlineData("  at most: 3", "  at most: 300", "$.gates.at most")]
    [InlineData("  zone: Europe/Dublin\n", "", "$.calendar is nothing that may stand there")]
    [InlineData("outcome: resolved", "outcome: good", "outcome")]
    public void The_schema_finds_what_the_reader_finds(string good, string bad, string error)
    {
        var text = MappingFiles.Text("level-2-support.yaml");
        Assert.Contains(good, text, StringComparison.Ordinal);
        var wrong = text.Replace(good, bad, StringComparison.Ordinal);

        Assert.Contains(
            new SchemaValidator(Schema).Errors(YamlJson.Of(wrong)),
            e => e.Contains(error, StringComparison.Ordinal)
        );
        Assert.NotEmpty(MappingReader.Read("f.yaml", wrong).Errors);
    }

    [Fact]
    public void Every_key_is_explained_and_every_example_may_stand_where_it_is()
    {
        foreach (var (id, definition) in (JsonObject)Schema["$defs"]!)
        {
            foreach (var (key, rule) in (JsonObject)definition!["properties"]!)
            {
                Assert.True(rule!["description"]?.GetValue<string>().EndsWith('.'), $"{id}: {key} is not explained");
                var alone = (JsonObject)rule.DeepClone();
                alone["$defs"] = Schema["$defs"]!.DeepClone();
                foreach (var example in (JsonArray?)rule["examples"] ?? [])
                {
                    Assert.True(new SchemaValidator(alone).Errors(example).Count == 0, $"{id}: example of {key}");
                }
            }
        }
    }
}
