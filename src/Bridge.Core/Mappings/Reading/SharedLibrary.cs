using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>The shared parts of all files of the folder "shared", by kind and name.</summary>
internal sealed class SharedLibrary
{
    private readonly Dictionary<string, Dictionary<string, Part>> parts = new(StringComparer.Ordinal);

    private SharedLibrary() { }

    /// <summary>Reads the files; what is wrong in them is noted with their own places.</summary>
    internal static SharedLibrary Read(SideFiles side, Notes notes)
    {
        var library = new SharedLibrary();
        foreach (var (file, text) in side.Shared)
        {
            notes.Open(file, text);
            if (
                YamlTree.Read(text, notes, file) is { } root
                && root is not YamlText { IsEmpty: true }
                && Section.Of(root, "the file of shared parts", notes, SharedFormat.Shared) is { } section
            )
            {
                library.Take(section, SharedFormat.Calendars, "calendar");
                library.Take(section, SharedFormat.FieldSets, "field set");
                library.Take(section, SharedFormat.MessageSets, "message set");
                library.Take(section, SharedFormat.LeakWords, "set of leak words");
            }
        }

        return library;
    }

    /// <summary>The names of a kind.</summary>
    internal IReadOnlyCollection<string> Names(string kind) => this.Of(kind).Keys;

    internal Part? Find(string kind, string name) => this.Of(kind).GetValueOrDefault(name);

    /// <summary>All parts.</summary>
    internal IEnumerable<Part> All => this.parts.Values.SelectMany(p => p.Values);

    private void Take(Section section, string kind, string what)
    {
        var known = this.Of(kind);
        foreach (var (name, place, value) in NamedEntries.Of(section, kind, what))
        {
            if (known.TryGetValue(name, out var first))
            {
                section.Notes.Error(
                    place,
                    MappingRules.SharedClash,
                    $"the {what} '{Words.Short(name)}' is in {first.Place.File}:{first.Place.Line} already; rename one of them"
                );
            }
            else
            {
                known[name] = new Part($"{what} {name}", place, value);
            }
        }
    }

    private Dictionary<string, Part> Of(string kind) =>
        this.parts.TryGetValue(kind, out var known)
            ? known
            : this.parts[kind] = new Dictionary<string, Part>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A shared part with the place of its name.</summary>
    /// <param name="Title">Kind and name, such as "calendar Ireland".</param>
    internal sealed record Part(string Title, YamlPlace Place, YamlNode Value);
}
