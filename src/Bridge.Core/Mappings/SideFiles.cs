using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>The texts that lie below the folder of the mapping files, by their path from there with forward slashes.</summary>
public sealed class SideFiles(IEnumerable<KeyValuePair<string, string>> texts)
{
    private readonly ImmutableSortedDictionary<string, string> texts = texts.ToImmutableSortedDictionary(
        StringComparer.Ordinal
    );

    public static SideFiles None { get; } = new([]);

    /// <summary>The files of shared parts: shared/*.yaml and shared/*.yml, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Shared => this.texts.Where(t => IsShared(t.Key));

    /// <summary>All paths, in the order of their names.</summary>
    public IEnumerable<string> Paths => this.texts.Keys;

    /// <summary>Null when there is no such file.</summary>
    public string? Text(string path) => this.texts.GetValueOrDefault(path.Replace('\\', '/'));

    private static bool IsShared(string path) =>
        path.StartsWith("shared/", StringComparison.Ordinal)
        && path.IndexOf('/', "shared/".Length) < 0
        && (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal));
}
