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
            var folder = Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".";
            var alone = new MappingText(Path.GetFileName(path), File.ReadAllText(path));
            var beside = TextsOf(folder).Where(t => !IsProcess(t));
            return Alone(Read([alone, .. beside], folder == "." ? null : folder)) with { Folder = path };
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
        var side = new SideFiles(texts.Where(t => !IsProcess(t)).Select(t => KeyValuePair.Create(t.Name, t.Text)));
        var readings = texts
            .Where(IsProcess)
            .Select(t => MappingReader.Read(Below(place, t.Name), t.Text, side))
            .ToList();
        var findings = readings
            .SelectMany(r => r.Errors.Concat(r.Warnings))
            .Concat(MappingSetCheck.Check(readings, side))
            .Select(f =>
                f.File.StartsWith("shared/", StringComparison.Ordinal) ? f with { File = Below(place, f.File) } : f
            )
            .Distinct()
            .OrderBy(f => f.File, StringComparer.Ordinal)
            .ThenBy(f => f.Line)
            .ThenBy(f => f.Column)
            .ToImmutableArray();
        var set = new MappingSet(
            [.. readings.Select(r => r.Process).OfType<ProcessMapping>()],
            readings.Count,
            findings.Count(f => f.IsError),
            ""
        )
        {
            Texts = texts,
            Findings = findings,
        };
        return set with { Report = MappingReport.Print([.. findings.Where(f => f.IsError)], set.TextOf) };
    }

    /// <summary>What a file alone does not use, others of its folder may.</summary>
    private static MappingSet Alone(MappingSet set) =>
        set with
        {
            Findings = [.. set.Findings.Where(f => f.Rule != LintRules.UnusedShared)],
        };

    /// <summary>How findings name a file below a place; null: by its name alone.</summary>
    internal static string Below(string? place, string name) =>
        string.IsNullOrEmpty(place) ? name : Path.Combine(place, name).Replace('\\', '/');

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
}
