using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>
/// A group of keys that is being read. Opening it notes keys that nothing reads, doubled keys and empty ones; each
/// question notes what is of the wrong kind and answers null or the default.
/// </summary>
internal sealed class Section
{
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private Section(YamlPlace place, string what, Notes notes)
    {
        this.Place = place;
        this.What = what;
        this.Notes = notes;
    }

    internal YamlPlace Place { get; }

    /// <summary>What an admin would call it: "stage 'Fixing'".</summary>
    internal string What { get; }

    internal Notes Notes { get; }

    /// <summary>Null when the node is no group of keys, which is noted.</summary>
    internal static Section? Of(YamlNode node, string what, Notes notes, params IReadOnlyCollection<string> keys)
    {
        if (node is not YamlMap map)
        {
            var error = notes.At(
                node.Place,
                MappingRules.WrongKind,
                $"{what} must be a group of keys ({Words.List(keys)}), found {node.Kind}"
            );
            notes.Error(error with { Found = node.Kind, Allowed = ["a group of keys"] });
            return null;
        }

        var section = new Section(map.Place, what, notes);
        foreach (var entry in map.Entries)
        {
            section.Take(entry, keys);
        }

        return section;
    }

    /// <summary>Null when the node is no group of keys. That, and every key that is needed and not there, is noted.</summary>
    internal static Section? Of(YamlNode node, string what, Notes notes, GroupRule rule)
    {
        var section = Of(node, what, notes, rule.Names);
        foreach (var key in section is null ? [] : rule.Keys.Where(k => k.Needed is not null))
        {
            section!.Require(key.Name, key.Needed!);
        }

        return section;
    }

    /// <summary>True when the key stands there, also when its value could not be read.</summary>
    internal bool Has(string key) => this.seen.Contains(key);

    internal YamlNode? Node(string key) => this.entries.GetValueOrDefault(key)?.Value;

    /// <summary>Where the key's value stands, else the key, else the section.</summary>
    internal YamlPlace At(string key) => this.entries.GetValueOrDefault(key)?.Value.Place ?? this.Place;

    internal YamlText? TextNode(string key)
    {
        var node = this.Node(key);
        if (node is null or YamlText)
        {
            return node as YamlText;
        }

        this.Wrong(node, key, "a text");
        return null;
    }

    internal string? Text(string key) => this.TextNode(key)?.Value.Trim();

    internal string RequiredText(string key, string cure)
    {
        this.Require(key, cure);
        return this.Text(key) ?? "";
    }

    internal bool Require(string key, string cure)
    {
        if (!this.Has(key))
        {
            this.Notes.Error(this.Place, MappingRules.MissingKey, $"{this.What} has no '{key}'; {cure}");
        }

        return this.Has(key);
    }

    /// <summary>One of some words, whatever their case.</summary>
    internal T? Word<T>(string key, params IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        if (this.TextNode(key) is not { } node)
        {
            return null;
        }

        foreach (var (word, value) in words)
        {
            if (string.Equals(word, node.Value.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var have = words.Select(w => w.Word).ToList();
        this.Notes.Unknown(
            node.Place,
            MappingRules.UnknownValue,
            "unknown value",
            node.Value,
            $" of '{key}'",
            have,
            "it can be"
        );
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    internal ImmutableArray<string> Texts(string key) => [.. this.TextNodes(key).Select(t => t.Value.Trim())];

    internal ImmutableArray<YamlText> TextNodes(string key)
    {
        var node = this.Node(key);
        if (node is YamlMap)
        {
            this.Wrong(node, key, "a list of texts");
        }

        var texts = ImmutableArray.CreateBuilder<YamlText>();
        foreach (
            var item in node is YamlList list ? list.Items
            : node is YamlText single ? [single]
            : []
        )
        {
            if (item is YamlText { IsEmpty: false } text && !string.IsNullOrWhiteSpace(text.Value))
            {
                texts.Add(text);
            }
            else
            {
                this.Notes.Error(item.Place, $"'{key}' in {this.What} must list texts, found {item.Kind}");
            }
        }

        return texts.ToImmutable();
    }

    internal bool Flag(string key)
    {
        var node = this.TextNode(key);
        switch (node?.Value.Trim().ToUpperInvariant())
        {
            case null or "FALSE" or "NO":
                return false;
            case "TRUE" or "YES":
                return true;
            default:
                this.Wrong(node, key, "true or false");
                return false;
        }
    }

    internal int? Whole(string key, int least, int most)
    {
        if (this.TextNode(key) is not { } node)
        {
            return null;
        }

        if (
            int.TryParse(node.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        this.Wrong(node, key, $"a whole number from {least} to {most}");
        return null;
    }

    internal TimeSpan? Duration(string key)
    {
        if (this.TextNode(key) is not { } node)
        {
            return null;
        }

        if (Durations.Read(node.Value) is { } span && !Durations.IsOverAYear(node.Value))
        {
            return span;
        }

        const string usual = "a length of time such as '10 minutes', '2 hours' or '1 day'";
        this.Wrong(node, key, Durations.Wanted(node.Value, usual));
        return null;
    }

    internal void Wrong(YamlNode node, string key, string wanted) =>
        this.Notes.Error(
            this.Notes.At(
                node.Place,
                MappingRules.WrongKind,
                $"'{key}' in {this.What} must be {wanted}, found {node.Kind}"
            ) with
            {
                Found = node.Kind,
                Allowed = [wanted],
            }
        );

    private void Take(YamlEntry entry, IReadOnlyCollection<string> keys)
    {
        var key = entry.Key.Value;
        if (!keys.Contains(key, StringComparer.Ordinal))
        {
            var where = $" in {this.What}";
            this.Notes.Unknown(entry.Key.Place, MappingRules.UnknownKey, "unknown key", key, where, keys, "it takes");
        }
        else if (!this.seen.Add(key))
        {
            this.Notes.Error(
                entry.Key.Place,
                MappingRules.KeyTwice,
                $"'{key}' stands twice in {this.What}; the first is in line {this.First(key, entry)}, keep one of them"
            );
        }
        else if (entry.Value is YamlText { IsEmpty: true })
        {
            this.Notes.Error(
                entry.Key.Place,
                MappingRules.EmptyKey,
                $"'{key}' in {this.What} is empty; give it a value or take the line out"
            );
        }
        else
        {
            this.entries[key] = entry;
        }
    }

    private int First(string key, YamlEntry again) =>
        this.entries.GetValueOrDefault(key)?.Key.Place.Line ?? again.Key.Place.Line;
}
