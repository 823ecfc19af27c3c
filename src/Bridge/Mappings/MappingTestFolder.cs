using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Mappings;

/// <summary>A process with all its tests: those in its file first, then those beside it.</summary>
public sealed record TestedProcess(ProcessMapping Process, ImmutableArray<MappingTest> Tests);

/// <summary>The tests of a folder of mapping files.</summary>
/// <param name="Set">The mapping files that they test.</param>
/// <param name="Processes">Empty when anything is wrong.</param>
/// <param name="Findings">What is wrong with files of tests; what is wrong with mapping files is the set's.</param>
public sealed record MappingTestSet(
    MappingSet Set,
    ImmutableArray<TestedProcess> Processes,
    ImmutableArray<MappingError> Findings
)
{
    public int Errors => this.Set.Errors + this.Findings.Length;

    /// <summary>Each error with its place and line; empty when nothing is wrong.</summary>
    public string Report =>
        string.Join(
            '\n',
            new[] { this.Set.Report, MappingReport.Print(this.Findings, this.Set.TextOf) }.Where(r => r.Length > 0)
        );
}

/// <summary>Reads the tests of mapping files.</summary>
public static class MappingTestFolder
{
    /// <summary>True for a file of tests beside a mapping file, by its name.</summary>
    public static bool IsTests(string path) =>
        path.EndsWith(MappingTests.Ending, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(Path.ChangeExtension(MappingTests.Ending, ".yml"), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a folder, or one mapping file with the files of tests beside it that name its process or carry its name, or one
    /// file of tests.
    /// </summary>
    public static MappingTestSet Read(string path)
    {
        var isFile = File.Exists(path);
        var isTests = isFile && IsTests(path);
        var folder = isFile ? Path.GetDirectoryName(path) : path;
        var set = MappingFolder.Read(isTests ? (string.IsNullOrEmpty(folder) ? "." : folder) : path);
        var tests = set
            .Processes.DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(p => p.Name, p => isTests ? [] : p.Tests.ToList(), StringComparer.OrdinalIgnoreCase);
        var findings = new List<MappingError>();
        foreach (var file in set.Texts.Where(t => IsTests(t.Name) && !t.Name.Contains('/', StringComparison.Ordinal)))
        {
            if (isTests && file.Name != Path.GetFileName(path))
            {
                continue;
            }

            var reading = MappingTests.Read(MappingFolder.Below(folder, file.Name), file.Text, set.Processes);
            if (reading.Process is null && isFile && !isTests && !CarriesName(file.Name, path))
            {
                // One mapping file was asked for; this one tests another.
                continue;
            }

            findings.AddRange(reading.Errors.Where(e => set.Errors == 0 || e.Rule != MappingRules.UnknownProcess));
            if (reading.Process is { } process)
            {
                tests[process.Name].AddRange(reading.Tests);
            }
        }

        var processes = set
            .Processes.Select(p => new TestedProcess(p, [.. tests[p.Name]]))
            .Where(p => !isTests || !p.Tests.IsEmpty);
        return new MappingTestSet(set, set.Errors + findings.Count > 0 ? [] : [.. processes], [.. findings]);
    }

    /// <summary>True for NAME.tests.yaml beside NAME.yaml.</summary>
    private static bool CarriesName(string tests, string path) =>
        string.Equals(
            Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(tests)),
            Path.GetFileNameWithoutExtension(path),
            StringComparison.OrdinalIgnoreCase
        );
}
