using System.Collections.Immutable;
using Bridge.Core.Mappings;

namespace Bridge.Mappings;

/// <summary>Reads mapping files.</summary>
public static class MappingFolder
{
    /// <summary>
    /// Reads all *.yaml and *.yml files of a folder, in the order of their names, with what they share below it; a single
    /// file is read alone.
    /// </summary>
    public static MappingSet Read(string path)
    {
        if (File.Exists(path))
        {
            var alone = new MappingText(Path.GetFileName(path), File.ReadAllText(path));
            return Read([alone], Path.GetDirectoryName(path)) with { Folder = path };
        }

        if (!Directory.Exists(path))
        {
            return new MappingSet(
                [],
                0,
                1,
                $"There is no folder '{path}'. Give the folder of the mapping files in Bridge:Mappings."
            )
            {
                Folder = path,
            };
        }

        var texts = TextsOf(path);
        return (
            texts.Any(IsProcess)
                ? Read(texts, path)
                : new MappingSet(
                    [],
                    0,
                    1,
                    $"There is no mapping file (*.yaml) in '{path}'. Copy one from the examples to begin."
                )
        ) with
        {
            Folder = path,
        };
    }

    /// <summary>Reads texts that are kept elsewhere, as a folder that holds these files would be read.</summary>
    /// <param name="place">What to put before the names of files in reports; null: nothing.</param>
    public static MappingSet Read(ImmutableArray<MappingText> texts, string? place = null)
    {
        var processes = ImmutableArray.CreateBuilder<ProcessMapping>();
        var reports = new List<string>();
        var errors = 0;
        var files = texts.Where(IsProcess).ToList();
        var side = new SideFiles(texts.Where(t => !IsProcess(t)).Select(t => KeyValuePair.Create(t.Name, t.Text)));
        foreach (var (name, text) in files)
        {
            var file = string.IsNullOrEmpty(place) ? name : Path.Combine(place, name);
            var reading = MappingReader.Read(file, text, side);
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

        return new MappingSet(processes.ToImmutable(), files.Count, errors, string.Join('\n', reports))
        {
            Texts = texts,
        };
    }

    /// <summary>
    /// All texts that a set is read from: the mapping files first, then what lies below the folder. Hidden folders are passed
    /// over: a mounted volume keeps its older versions there.
    /// </summary>
    private static ImmutableArray<MappingText> TextsOf(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".ics")
                .Select(f => (Path: f, Name: Path.GetRelativePath(folder, f).Replace('\\', '/')))
                .Where(f => !f.Name.Split('/').Any(part => part.StartsWith('.')))
                .OrderBy(f => f.Name.Contains('/', StringComparison.Ordinal))
                .ThenBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new MappingText(f.Name, File.ReadAllText(f.Path))),
        ];

    private static bool IsProcess(MappingText file) =>
        Path.GetExtension(file.Name) is ".yaml" or ".yml"
        && !file.Name.Contains('/', StringComparison.Ordinal)
        && !MappingTestFolder.IsTests(file.Name);

    private static bool SameName(ProcessMapping a, ProcessMapping b) =>
        string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
