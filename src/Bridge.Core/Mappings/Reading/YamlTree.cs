using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bridge.Core.Mappings.Reading;

/// <summary>
/// Builds the nodes of one YAML document from the parser's events, without recursion, so that no text can break it. An
/// alias stands for the node of its anchor; "&lt;&lt;" merges the keys of another group.
/// </summary>
internal sealed class YamlTree
{
    private const int Deepest = 40;

    /// <summary>Characters of a file.</summary>
    private const int Longest = 1024 * 1024;

    /// <summary>Entries of one group or list.</summary>
    private const int Widest = 500;

    /// <summary>Parts of a file: keys, values, groups and lists.</summary>
    private const int Most = 50_000;

    /// <summary>Parts that aliases may stand for, all together.</summary>
    private const int MostRepeated = 20_000;

    private readonly Notes notes;
    private readonly string text;
    private readonly string? file;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private readonly Stack<Open> open = new();
    private YamlNode? root;
    private int parts;
    private long repeated;

    private YamlTree(string text, Notes notes, string? file)
    {
        this.text = text;
        this.notes = notes;
        this.file = file;
    }

    /// <summary>The document's root, or null after an error that was noted.</summary>
    /// <param name="file">A file beside the mapping file; null: the mapping file itself.</param>
    internal static YamlNode? Read(string text, Notes notes, string? file = null) =>
        new YamlTree(text, notes, file).Read();

    private YamlNode? Read()
    {
        if (this.text.Length > Longest)
        {
            return this.Refuse(this.Place(1, 1), "the file is longer than 1 MB; no process needs so much, split it");
        }

        try
        {
            var parser = new Parser(new StringReader(this.text));
            while (parser.MoveNext())
            {
                if (!this.Take(parser.Current!))
                {
                    return null;
                }
            }

            return this.root;
        }
        catch (YamlException error)
        {
            var (place, message) = YamlSyntax.Explain(this.text, error);
            this.notes.Error(place with { File = this.file }, MappingRules.Syntax, message);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            this.notes.Error(this.Place(1, 1), MappingRules.Syntax, $"this is not readable as YAML: {error.Message}");
        }

        return null;
    }

    private bool Take(ParsingEvent happened)
    {
        var place = this.Place((int)happened.Start.Line, (int)happened.Start.Column);
        if (++this.parts > Most)
        {
            this.Refuse(place, $"the file has more than {Most} parts; no process needs so many, split it");
            return false;
        }

        switch (happened)
        {
            case DocumentStart when this.root is not null:
                this.notes.Error(
                    place,
                    MappingRules.Syntax,
                    "a second document begins here ('---'); one file is one process"
                );
                return false;
            case Scalar scalar:
                var quoted = scalar.Style is not ScalarStyle.Plain;
                this.Add(new YamlText(place, scalar.Value, quoted), scalar.Anchor);
                return true;
            case AnchorAlias alias when this.anchors.TryGetValue(alias.Value.Value, out var node):
                return this.Repeat(place, alias.Value.Value, node);
            case AnchorAlias alias:
                var meant = Words.Meant(alias.Value.Value, this.anchors.Keys, "the anchors before it are");
                var cure = meant.Length > 0 ? meant : $"; put '&{alias.Value.Value}' before the part that it repeats";
                this.notes.Error(place, MappingRules.Syntax, $"unknown anchor '*{alias.Value.Value}'{cure}");
                return false;
            case MappingStart or SequenceStart when this.open.Count >= Deepest:
                this.Refuse(place, $"this is nested more than {Deepest} deep");
                return false;
            case MappingStart or SequenceStart:
                this.open.Push(new Open(place, happened is MappingStart, ((NodeEvent)happened).Anchor));
                return true;
            case MappingEnd or SequenceEnd:
                var done = this.open.Pop();
                if (done.Nodes.Count > (done.IsMap ? 2 * Widest : Widest))
                {
                    var what = done.IsMap ? "group" : "list";
                    this.Refuse(done.Place, $"this {what} has more than {Widest} entries; no process needs so many");
                    return false;
                }

                this.Add(done.IsMap ? this.Map(done) : new YamlList(done.Place, [.. done.Nodes]), done.Anchor);
                return true;
            default:
                return true;
        }
    }

    /// <summary>A few lines of aliases of aliases can stand for billions of parts; those are counted before anybody walks them.</summary>
    private bool Repeat(YamlPlace place, string name, YamlNode node)
    {
        this.repeated += node.Weight;
        if (this.repeated > MostRepeated)
        {
            this.Refuse(
                place,
                $"the aliases up to '*{Words.Short(name)}' stand for more than {MostRepeated} parts; write out what differs and repeat less"
            );
            return false;
        }

        if (this.open.Count + node.Depth > Deepest)
        {
            this.Refuse(place, $"with '*{Words.Short(name)}' this is nested more than {Deepest} deep");
            return false;
        }

        this.Add(node, AnchorName.Empty);
        return true;
    }

    private YamlNode? Refuse(YamlPlace place, string message)
    {
        this.notes.Error(place, MappingRules.TooBig, message);
        return null;
    }

    private YamlPlace Place(int line, int column) => new(line, column, this.file);

    private void Add(YamlNode node, AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            this.anchors[anchor.Value] = node;
        }

        if (this.open.TryPeek(out var parent))
        {
            parent.Nodes.Add(node);
        }
        else
        {
            this.root = node;
        }
    }

    private YamlNode Map(Open done)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var own = new Lazy<HashSet<string>>(() => Names(done.Nodes));
        for (var i = 0; i + 1 < done.Nodes.Count; i += 2)
        {
            if (done.Nodes[i] is YamlMap && YamlSyntax.IsBareTemplate(this.text, done.Place))
            {
                this.notes.Error(
                    done.Place,
                    "a template must stand in quotes, such as \"{{ticket.subject}}\": bare braces are YAML's own"
                );
                return new YamlText(done.Place, "", quoted: true);
            }

            if (done.Nodes[i] is not YamlText key)
            {
                this.notes.Error(done.Nodes[i].Place, $"a key must be a text, found {done.Nodes[i].Kind}");
            }
            else if (key.Value == "<<" && Merged(done.Nodes[i + 1]) is { } merged)
            {
                entries.AddRange(merged.Where(m => !own.Value.Contains(m.Key.Value)));
            }
            else
            {
                entries.Add(new YamlEntry(key, done.Nodes[i + 1]));
            }
        }

        return new YamlMap(done.Place, entries.ToImmutable());
    }

    private static IEnumerable<YamlEntry>? Merged(YamlNode value) =>
        value switch
        {
            YamlMap map => map.Entries,
            YamlList list when list.Items.All(i => i is YamlMap) => list
                .Items.SelectMany(i => ((YamlMap)i).Entries)
                .DistinctBy(e => e.Key.Value),
            _ => null,
        };

    private static HashSet<string> Names(List<YamlNode> nodes) =>
        [.. nodes.Where((_, i) => i % 2 == 0).OfType<YamlText>().Select(key => key.Value)];

    private sealed record Open(YamlPlace Place, bool IsMap, AnchorName Anchor)
    {
        internal List<YamlNode> Nodes { get; } = [];
    }
}
