using Bridge.Mappings;

namespace Bridge.Demo;

/// <summary>Finds the mapping files that the demo plays by.</summary>
internal static class DemoMappings
{
    private const string Folder = "mappings";
    private static readonly string[] Played =
    [
        "Level 2 Support",
        "DIKSHA S2 Support",
        "L1/L2 Support",
        "Three-Tier Escalation",
    ];

    /// <summary>
    /// Reads the folder of the settings; without one, <c>mappings</c> in the current folder, beside the program, or at the
    /// root of the repository that the program was built in. Error is null when all processes of the demo are there.
    /// </summary>
    public static (MappingSet Set, string? Error) Read(IConfiguration configuration)
    {
        var folder = configuration["Bridge:Mappings"] ?? Candidates().FirstOrDefault(Directory.Exists) ?? Folder;
        var set = MappingFolder.Read(folder);
        var missing = Played.Where(name => !set.Processes.Any(p => p.Name == name)).ToList();
        var error =
            set.Errors > 0 ? set.Report
            : missing.Count > 0
                ? $"The demo plays the process '{missing[0]}', which no mapping file in '{Path.GetFullPath(folder)}' has. "
                    + "Give the folder of the mapping files that ship with the bridge in Bridge:Mappings."
            : null;
        return (set, error);
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Folder;
        yield return Path.Combine(AppContext.BaseDirectory, Folder);
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "Bridge.sln")))
            {
                yield return Path.Combine(at, Folder);
            }
        }
    }
}
