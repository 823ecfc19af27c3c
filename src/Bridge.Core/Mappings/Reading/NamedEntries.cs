namespace Bridge.Core.Mappings.Reading;

/// <summary>The entries of a group whose keys are names that an admin gave: stages, fields, messages.</summary>
internal static class NamedEntries
{
    /// <summary>Name, place of the name, and what stands under it. Doubled and empty names are noted.</summary>
    internal static IEnumerable<(string Name, YamlPlace Place, YamlNode Value)> Of(
        Section parent,
        string key,
        string what
    )
    {
        if (parent.Node(key) is not { } node)
        {
            yield break;
        }

        if (node is not YamlMap map)
        {
            parent.Wrong(node, key, $"a group with the name of each {what} as a key");
            yield break;
        }

        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map.Entries)
        {
            var name = entry.Key.Value.Trim();
            if (name.Length == 0)
            {
                parent.Notes.Error(entry.Key.Place, $"a {what} without a name");
            }
            else if (!first.TryAdd(name, entry.Key.Place.Line))
            {
                parent.Notes.Error(
                    entry.Key.Place,
                    $"two {what}s are called '{Words.Short(name)}'; the first is in line {first[name]}, rename one of them"
                );
            }
            else
            {
                yield return (name, entry.Key.Place, entry.Value);
            }
        }
    }
}
