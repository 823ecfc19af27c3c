using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Mappings;

/// <summary>A process with all its tests: those in its file first, then those beside it.</summary>
public sealed record TestedProcess(ProcessMapping Process, ImmutableArray<MappingTest> Tests);

/// <summary>The tests of a folder of mapping files.</summary>
/// <param name="Report">What is wrong with files, with places; empty when nothing is.</param>
public sealed record MappingTestSet(ImmutableArray<TestedProcess> Processes, int Errors, string Report);

/// <summary>Reads the tests of mapping files.</summary>
public static class MappingTestFolder
{
    /// <summary>True for a file of tests beside a mapping file, by its name.</summary>
    public static bool IsTests(string path) =>
        path.EndsWith(MappingTests.Ending, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(Path.ChangeExtension(MappingTests.Ending, ".yml"), StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a folder, or one mapping file with the files of tests beside it that name its process.</summary>
    public static MappingTestSet Read(string path)
    {
        var set = MappingFolder.Read(path);
        if (set.Errors > 0)
        {
            return new MappingTestSet([], set.Errors, set.Report);
        }

        var tests = set.Processes.ToDictionary(p => p.Name, p => p.Tests.ToList(), StringComparer.OrdinalIgnoreCase);
        var errors = new List<(MappingError Error, string Text)>();
        foreach (var file in Beside(path))
        {
            var text = File.ReadAllText(file);
            var reading = MappingTests.Read(file, text, set.Processes);
            if (reading.Process is null && File.Exists(path))
            {
                // One mapping file was asked for; this one tests another.
                continue;
            }

            errors.AddRange(reading.Errors.Select(e => (e, text)));
            if (reading.Process is { } process)
            {
                tests[process.Name].AddRange(reading.Tests);
            }
        }

        return new MappingTestSet(
            [.. set.Processes.Select(p => new TestedProcess(p, [.. tests[p.Name]]))],
            errors.Count,
            string.Join(
                '\n',
                errors
                    .GroupBy(e => e.Error.File)
                    .Select(g => MappingReport.Print([.. g.Select(e => e.Error)], g.First().Text))
            )
        );
    }

    private static IEnumerable<string> Beside(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        return Directory.EnumerateFiles(folder).Where(IsTests).Order(StringComparer.Ordinal);
    }
}
