using Bridge.Core.Mappings;
using Bridge.Mappings;

namespace Bridge.Tests.Infrastructure;

/// <summary>The files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The mapping files that ship.</summary>
    public static IReadOnlyList<ProcessMapping> Mappings() =>
        MappingFolder.Read(Path.Combine(Root, "mappings")).Processes;

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Bridge.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("the tests run outside the repository");
    }
}
