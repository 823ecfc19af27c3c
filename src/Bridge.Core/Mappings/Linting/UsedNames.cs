using System.Collections.Frozen;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Linting;

/// <summary>The texts and template names of a file outside of its section "fields": what may use a field.</summary>
internal sealed class UsedNames
{
    private readonly FrozenSet<string> names;
    private readonly bool isKnown;

    private UsedNames(IEnumerable<string> names, bool isKnown)
    {
        this.names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.isKnown = isKnown;
    }

    /// <summary>Nothing is known of the file, so everything may be used.</summary>
    internal static UsedNames None { get; } = new([], isKnown: false);

    internal static UsedNames Of(YamlNode root)
    {
        var found = new List<string>();
        foreach (var entry in root is YamlMap file ? file.Entries : [])
        {
            if (entry.Key.Value is not ("fields" or "tests"))
            {
                Collect(entry.Value, found);
            }
        }

        return new UsedNames(found, isKnown: true);
    }

    /// <summary>True when the field is named, by its name, its label or in a template.</summary>
    internal bool Has(FieldRule field) =>
        !this.isKnown
        || this.names.Contains(field.Name)
        || (field.HelpdeskField is { } label && this.names.Contains(label))
        || this.names.Contains("fields." + Planning.TemplateValues.Slug(field.Name));

    private static void Collect(YamlNode node, List<string> found)
    {
        switch (node)
        {
            case YamlText text:
                found.Add(text.Value.Trim());
                found.AddRange(
                    TemplateTag.Of(text.Value).Select(t => t.Name.Replace("../", "", StringComparison.Ordinal))
                );
                break;
            case YamlList list:
                foreach (var item in list.Items)
                {
                    Collect(item, found);
                }

                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                {
                    found.Add(entry.Key.Value.Trim());
                    Collect(entry.Value, found);
                }

                break;
            default:
                break;
        }
    }
}
