using System.Reflection;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Docs;

public sealed class GuideTests
{
    private const string SourceMap = "src/README.md";

    public static TheoryData<string> Files() => [.. Guide.Files()];

    public static TheoryData<string> SetupGuides() =>
        ["docs/setup-freshdesk.md", "docs/setup-jira.md", "docs/setup-clickup.md"];

    [Theory, MemberData(nameof(Files))]
    public void Every_link_leads_somewhere(string file)
    {
        var text = Guide.Read(file);
        foreach (var link in Guide.Links(text).Where(l => !l.Contains("://", StringComparison.Ordinal)))
        {
            var (path, anchor) = (link.Split('#')[0], link.Split('#').ElementAtOrDefault(1));
            var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, file))!;
            var target = path.Length == 0 ? Path.Combine(Repository.Root, file) : Path.GetFullPath(path, folder);

            Assert.True(Path.Exists(target), $"{file} links to {link}, which is not there");
            if (anchor is not null)
            {
                var headings = File.ReadAllLines(target).Where(line => line.StartsWith('#'));
                Assert.Contains(anchor, headings.Select(Guide.Anchor));
            }
        }
    }

    [Fact]
    public void The_readme_names_the_two_commands_that_everybody_begins_with()
    {
        var text = Guide.Read("README.md");

        Assert.Contains("./bridge demo", text, StringComparison.Ordinal);
        Assert.Contains("./bridge test", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mapping_excerpt_of_the_readme_is_a_process_without_errors()
    {
        var excerpt = Assert.Single(Guide.Blocks(Guide.Read("README.md"), "yaml"));

        Assert.Empty(MappingReader.Read("README.md", excerpt).Errors);
    }

    [Fact]
    public void Every_path_in_the_map_of_the_sources_exists()
    {
        var paths = Guide
            .Codes(Guide.Read(SourceMap))
            .Where(c =>
                c.StartsWith("src/", StringComparison.Ordinal) || c.StartsWith("tests/", StringComparison.Ordinal)
            )
            .ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public void Every_folder_of_the_sources_is_in_their_map()
    {
        var named = Guide.Codes(Guide.Read(SourceMap)).Select(c => Path.GetFileName(c.TrimEnd('/'))).ToHashSet();
        var folders = new[] { "src/Bridge.Core", "src/Bridge" }
            .SelectMany(project => Directory.GetDirectories(Path.Combine(Repository.Root, project)))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(folder => folder is not ("bin" or "obj" or "Properties"));

        Assert.All(folders, folder => Assert.Contains(folder, named));
    }

    [Fact]
    public void Every_step_in_the_way_of_one_change_is_in_the_code()
    {
        var steps = Guide
            .Codes(Guide.Section(Guide.Read(SourceMap), "## The way of one change"))
            .Where(code => code.Split('.') is [{ Length: > 0 } type, _] && char.IsUpper(type[0]))
            .ToList();
        Type[] types = [.. typeof(BridgeHost).Assembly.GetTypes(), .. typeof(Reconciler).Assembly.GetTypes()];

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.True(types.Any(type => Has(type, step.Split('.'))), step));
    }

    /// <summary>A text of the first column may stand in an interpolated string, but not across two.</summary>
    [Theory, MemberData(nameof(SetupGuides))]
    public void Every_error_in_the_guides_is_one_that_the_bridge_says(string file)
    {
        var code = string.Join(
            '\n',
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "src", "Bridge"), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        var texts = Guide
            .FirstCells(Guide.Section(Guide.Read(file), "## When it does not work"))
            .SelectMany(Guide.Codes)
            .ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.True(code.Contains(text, StringComparison.Ordinal), text));
    }

    private static bool Has(Type type, string[] step) =>
        type.Name == step[0]
        && type.GetMember(
            step[1],
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        ).Length > 0;
}
