using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Reading;

/// <summary>What is noted while a file is read: its errors, and where each part of the mapping stands.</summary>
internal sealed class Notes(string file, string text, Func<string, string?>? files = null)
{
    private readonly System.Text.StringBuilder read = new();
    private readonly HashSet<MappingError> errors = [];

    internal Places Places { get; } = new(text);

    internal string File { get; } = file;

    /// <summary>The texts of all named files that were read: they are a part of the mapping.</summary>
    internal string FilesRead => this.read.ToString();

    /// <summary>The text of a file beside the mapping file; null when there is none.</summary>
    internal string? Beside(string path)
    {
        var found = files?.Invoke(path);
        this.read.Append(found);
        return found;
    }

    internal void Error(YamlPlace place, string message) =>
        this.errors.Add(new MappingError(this.File, place.Line, place.Column, message));

    /// <summary>All errors in the order of the file. A check says nothing of a line that could not be read.</summary>
    internal ImmutableArray<MappingError> With(IEnumerable<MappingError> checks)
    {
        var lines = this.errors.Select(e => e.Line).ToHashSet();
        return
        [
            .. this
                .errors.Concat(checks.Where(c => !lines.Contains(c.Line)))
                .Distinct()
                .OrderBy(e => e.Line)
                .ThenBy(e => e.Column)
                .ThenBy(e => e.Message, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Where the parts of a mapping stand in its file.</summary>
internal sealed class Places(string text)
{
    private readonly Dictionary<object, Dictionary<string, YamlPlace>> places = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> doubted = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Template, YamlText> templates = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes that a part of this could not be read, so that no conclusion is drawn from what stands in for it.</summary>
    internal void Doubt(object about) => this.doubted.Add(about);

    internal bool Doubts(object about) => this.doubted.Contains(about);

    /// <summary>Notes where a part of the object stands; an empty part is the object itself.</summary>
    internal void Put(object about, string part, YamlPlace place)
    {
        if (!this.places.TryGetValue(about, out var parts))
        {
            this.places[about] = parts = new Dictionary<string, YamlPlace>(StringComparer.OrdinalIgnoreCase);
        }

        parts[part] = place;
    }

    internal void Put(Template template, YamlText node) => this.templates[template] = node;

    /// <summary>The part's place, else the object's, else the top of the file.</summary>
    internal YamlPlace Of(object about, string part)
    {
        if (!this.places.TryGetValue(about, out var parts))
        {
            return YamlPlace.Top;
        }

        return parts.TryGetValue(part, out var place) || parts.TryGetValue("", out place) ? place : YamlPlace.Top;
    }

    /// <summary>Where a piece of a template stands.</summary>
    internal YamlPlace Of(Template template, int offset, int length) =>
        this.templates.TryGetValue(template, out var node) ? this.Within(node, offset, length) : YamlPlace.Top;

    /// <summary>Where a piece of a text stands, however the text is quoted or folded: found by its own letters.</summary>
    internal YamlPlace Within(YamlText node, int offset, int length)
    {
        var piece = node.Value.Substring(offset, length).Split('\n')[0];
        var before = Occurrences(node.Value, piece, offset);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = node.Place.Line - 1; i < lines.Length && piece.Length > 0; i++)
        {
            var from = i == node.Place.Line - 1 ? Math.Min(node.Place.Column - 1, lines[i].Length) : 0;
            for (
                var at = lines[i].IndexOf(piece, from, StringComparison.Ordinal);
                at >= 0;
                at = lines[i].IndexOf(piece, at + 1, StringComparison.Ordinal)
            )
            {
                if (before-- == 0)
                {
                    return new YamlPlace(i + 1, at + 1);
                }
            }
        }

        return node.Place;
    }

    private static int Occurrences(string text, string piece, int until)
    {
        var count = 0;
        for (
            var at = piece.Length == 0 ? -1 : text.IndexOf(piece, StringComparison.Ordinal);
            at >= 0 && at < until;
            at = text.IndexOf(piece, at + 1, StringComparison.Ordinal)
        )
        {
            count++;
        }

        return count;
    }
}
