using System.Collections.Immutable;
using System.Text;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>
/// Puts shared parts where a process names them, before anything is read: so every reader and every check sees one file,
/// and what is wrong inside of a shared part is told with that part's own place.
/// </summary>
internal sealed class Includes
{
    private readonly Notes notes;
    private readonly SharedLibrary library;
    private readonly List<SharedLibrary.Part> taken = [];

    private Includes(Notes notes, SharedLibrary library)
    {
        this.notes = notes;
        this.library = library;
    }

    /// <summary>A file with its shared parts.</summary>
    /// <param name="Taken">The parts that were taken in, as text; empty: none.</param>
    /// <param name="Names">Likewise their kinds and names.</param>
    internal sealed record Whole(YamlNode Root, string Taken, ImmutableArray<string> Names);

    internal static Whole Into(YamlNode root, SideFiles side, Notes notes)
    {
        if (root is not YamlMap map || !map.Entries.Any(Asks))
        {
            return new Whole(root, "", []);
        }

        var includes = new Includes(notes, SharedLibrary.Read(side, notes));
        var whole = includes.Calendar(map);
        if (
            Value(map, "include") is { } node
            && Section.Of(node, "include", notes, SharedFormat.Include) is { } section
        )
        {
            whole = includes.Named(whole, section, "fields", SharedFormat.FieldSets, "field set");
            whole = includes.Named(whole, section, "messages", SharedFormat.MessageSets, "message set");
            whole = includes.LeakWords(whole, section);
        }

        var text = new StringBuilder();
        foreach (var part in includes.taken)
        {
            Print(text.Append('\n').Append(part.Title).Append(": "), part.Value);
        }

        return new Whole(whole, text.ToString(), [.. includes.taken.Select(p => p.Title)]);
    }

    private static bool Asks(YamlEntry entry) =>
        entry.Key.Value == "include" || entry is { Key.Value: "calendar", Value: YamlText { IsEmpty: false } };

    private static YamlNode? Value(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(e => e.Key.Value == key)?.Value;

    private YamlMap Calendar(YamlMap file) =>
        Value(file, "calendar") is YamlText { IsEmpty: false } name
        && this.Find(name, SharedFormat.Calendars, "calendar") is { } part
            ? With(file, "calendar", part.Value, name.Place)
            : file;

    /// <summary>Adds the entries of shared groups to the group of the file, whose own entries may not have the same names.</summary>
    private YamlMap Named(YamlMap file, Section include, string key, string kind, string what)
    {
        foreach (var name in include.TextNodes(key))
        {
            if (this.Find(name, kind, what) is not { } part)
            {
                continue;
            }

            if (part.Value is not YamlMap added)
            {
                this.notes.Error(
                    part.Value.Place,
                    MappingRules.WrongKind,
                    $"the {part.Title} must be a group of {key}"
                );
                continue;
            }

            var own = Value(file, key);
            if (own is null)
            {
                file = With(file, key, added, name.Place);
            }
            else if (own is YamlMap map)
            {
                this.Clashes(map, added, part, what);
                var free = added.Entries.Where(a => !map.Entries.Any(e => Same(e.Key, a.Key)));
                file = With(file, key, new YamlMap(map.Place, [.. map.Entries, .. free]), name.Place);
            }
        }

        return file;
    }

    private void Clashes(YamlMap own, YamlMap added, SharedLibrary.Part part, string what)
    {
        foreach (var entry in own.Entries)
        {
            if (added.Entries.FirstOrDefault(a => Same(a.Key, entry.Key)) is { Key.Place: var first })
            {
                this.notes.Error(
                    entry.Key.Place,
                    MappingRules.SharedClash,
                    $"'{Words.Short(entry.Key.Value)}' comes with the {part.Title} already ({first.File}:{first.Line}); take it out here, or leave the {what} out"
                );
            }
        }
    }

    private YamlMap LeakWords(YamlMap file, Section include)
    {
        foreach (var name in include.TextNodes("leak words"))
        {
            if (this.Find(name, SharedFormat.LeakWords, "set of leak words") is { } part)
            {
                var own = Value(file, "leak words");
                ImmutableArray<YamlNode> all = [.. Items(own), .. Items(part.Value)];
                file = With(file, "leak words", new YamlList(own?.Place ?? name.Place, all), name.Place);
            }
        }

        return file;
    }

    private static ImmutableArray<YamlNode> Items(YamlNode? node) =>
        node switch
        {
            null => [],
            YamlList list => list.Items,
            _ => [node],
        };

    private SharedLibrary.Part? Find(YamlText name, string kind, string what)
    {
        var part = this.library.Find(kind, name.Value.Trim());
        if (part is null)
        {
            this.notes.Unknown(
                name.Place,
                MappingRules.UnknownShared,
                $"unknown {what}",
                name.Value.Trim(),
                "",
                this.library.Names(kind),
                "there are"
            );
        }
        else if (!this.taken.Contains(part))
        {
            this.taken.Add(part);
        }

        return part;
    }

    private static YamlMap With(YamlMap file, string key, YamlNode value, YamlPlace asked)
    {
        var at = file.Entries.Select((e, i) => (e, i)).FirstOrDefault(e => e.e.Key.Value == key, (null!, -1)).i;
        var entry = new YamlEntry(at < 0 ? new YamlText(asked, key, quoted: false) : file.Entries[at].Key, value);
        return new YamlMap(file.Place, at < 0 ? file.Entries.Add(entry) : file.Entries.SetItem(at, entry));
    }

    private static bool Same(YamlText a, YamlText b) =>
        string.Equals(a.Value.Trim(), b.Value.Trim(), StringComparison.OrdinalIgnoreCase);

    private static void Print(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries)
                {
                    Print(text.Append(entry.Key.Value).Append(':'), entry.Value);
                }

                text.Append('}');
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Print(text, item);
                }

                text.Append(']');
                break;
            default:
                text.Append(((YamlText)node).Value).Append('\0');
                break;
        }
    }
}
