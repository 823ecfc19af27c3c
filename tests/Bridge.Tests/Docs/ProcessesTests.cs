using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace Bridge.Tests.Docs;

/// <summary>docs/processes.md: each key that it names is in the mapping file, each test beside it.</summary>
public sealed partial class ProcessesTests
{
    private const string NoSoftware = "No software: ";

    public static TheoryData<string> Files() =>
        [.. MappingFiles().Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory, MemberData(nameof(Files))]
    public void Every_key_that_a_sentence_leads_to_is_in_the_mapping_file(string name)
    {
        var root = Yaml($"mappings/{name}.yaml");
        var paths = Rows(name).SelectMany(row => Guide.Codes(row.Keys)).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Leads(root, path), $"'{path}' is not in {name}.yaml"));
        Assert.All(Rows(name), row => Assert.NotEmpty(Guide.Codes(row.Keys)));
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_test_that_proves_a_sentence_is_beside_the_mapping_file(string name)
    {
        var tests = ((YamlSequenceNode)Yaml($"mappings/{name}.tests.yaml")["tests"])
            .Select(test => ((YamlScalarNode)test["name"]).Value)
            .ToHashSet(StringComparer.Ordinal);
        var named = Rows(name)
            .Where(row => !row.Proof.StartsWith(NoSoftware, StringComparison.Ordinal))
            .SelectMany(row => row.Proof.Split("<br>"))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(test, tests));
    }

    private static IEnumerable<string> MappingFiles() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml")
            .Where(file => !file.EndsWith(".tests.yaml", StringComparison.Ordinal));

    /// <summary>The rows of the table under the heading whose text links to the file.</summary>
    private static List<Row> Rows(string name)
    {
        var text = Guide.Read("docs/processes.md");
        var section = Assert.Single(
            text.Split("\n## ").Skip(1),
            part => part.Contains($"(../mappings/{name}.yaml)", StringComparison.Ordinal)
        );
        return
        [
            .. TableRow()
                .Matches(section)
                .Select(m => new Row(m.Groups["keys"].Value.Trim(), m.Groups["proof"].Value.Trim()))
                .Where(row => row.Keys is not "Keys" && !row.Keys.StartsWith("---", StringComparison.Ordinal)),
        ];
    }

    private static YamlNode Yaml(string file)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Guide.Read(file));
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    /// <summary>True when the way is there: through a group by key, into a list by an entry or one of its values.</summary>
    private static bool Leads(YamlNode root, string path)
    {
        var node = root;
        foreach (var name in path.Split(" > "))
        {
            var next = node switch
            {
                YamlMappingNode group => group.Children.FirstOrDefault(pair => Is(pair.Key, name)).Value,
                YamlSequenceNode list => list.FirstOrDefault(entry => Is(entry, name)),
                YamlScalarNode scalar when Is(scalar, name) => scalar,
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            node = next;
        }

        return true;
    }

    private static bool Is(YamlNode entry, string name) =>
        entry switch
        {
            YamlScalarNode scalar => scalar.Value == name,
            YamlMappingNode group => group.Children.Values.Any(value => value is YamlScalarNode s && s.Value == name),
            _ => false,
        };

    [GeneratedRegex(
        @"^\|[^|\n]*\|(?<keys>[^|\n]*)\|(?<proof>[^|\n]*)\|$",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TableRow();

    private sealed record Row(string Keys, string Proof);
}
