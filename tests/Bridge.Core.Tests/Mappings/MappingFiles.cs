namespace Bridge.Core.Tests.Mappings;

/// <summary>The mapping files that ship, found above the test's folder.</summary>
internal static class MappingFiles
{
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Directory
            .GetFiles(Folder(), "*.yaml")
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".tests.yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    internal static string Text(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Bridge.sln"), "mappings");
    }
}
