using System.Collections.Immutable;
using Bridge.Core.Mappings;

namespace Bridge.Mappings;

/// <summary>The mapping files of a folder: the good processes, and a report of all that is wrong.</summary>
/// <param name="Report">Each error with file, line, column and the line itself; empty when there is none.</param>
public sealed record MappingSet(ImmutableArray<ProcessMapping> Processes, int Files, int Errors, string Report);

/// <summary>Reads mapping files.</summary>
public static class MappingFolder
{
    /// <summary>Reads all *.yaml and *.yml files of a folder, in the order of their names; a single file is read alone.</summary>
    public static MappingSet Read(string path)
    {
        if (File.Exists(path))
        {
            return Read([path]);
        }

        if (!Directory.Exists(path))
        {
            return new MappingSet(
                [],
                0,
                1,
                $"There is no folder '{path}'. Give the folder of the mapping files in Bridge:Mappings."
            );
        }

        var files = Directory
            .EnumerateFiles(path)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? Read(files)
            : new MappingSet(
                [],
                0,
                1,
                $"There is no mapping file (*.yaml) in '{path}'. Copy one from the examples to begin."
            );
    }

    private static MappingSet Read(List<string> files)
    {
        var processes = ImmutableArray.CreateBuilder<ProcessMapping>();
        var reports = new List<string>();
        var errors = 0;
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            var reading = MappingReader.Read(file, text, Beside(file));
            errors += reading.Errors.Length;
            if (reading.Process is not { } process)
            {
                reports.Add(MappingReport.Print(reading.Errors, text));
            }
            else if (processes.FirstOrDefault(p => SameName(p, process)) is { } other)
            {
                errors++;
                reports.Add($"{file}: the process '{process.Name}' is already in {other.File}. Give it another name.");
            }
            else
            {
                processes.Add(process);
            }
        }

        return new MappingSet(processes.ToImmutable(), files.Count, errors, string.Join('\n', reports));
    }

    /// <summary>Reads files that a mapping names: those in its own folder or below it, and no others.</summary>
    internal static Func<string, string?> Beside(string mapping)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(mapping) is { Length: > 0 } named ? named : ".");
        return path =>
        {
            var file = Path.GetFullPath(Path.Combine(folder, path));
            return file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file)
                ? File.ReadAllText(file)
                : null;
        };
    }

    private static bool SameName(ProcessMapping a, ProcessMapping b) =>
        string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
