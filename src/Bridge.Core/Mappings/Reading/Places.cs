namespace Bridge.Core.Mappings.Reading;

/// <summary>Where the parts of a mapping stand in its file.</summary>
internal sealed class Places(Notes notes)
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

    /// <summary>True when the part stands in the file.</summary>
    internal bool Has(object about, string part) =>
        this.places.TryGetValue(about, out var parts) && parts.ContainsKey(part);

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
        var lines = notes.Lines(node.Place.File);
        for (var number = node.Place.Line; number <= lines.Count && piece.Length > 0; number++)
        {
            var line = lines[number];
            var from = number == node.Place.Line ? Math.Min(node.Place.Column - 1, line.Length) : 0;
            for (
                var at = line.IndexOf(piece, from, StringComparison.Ordinal);
                at >= 0;
                at = line.IndexOf(piece, at + 1, StringComparison.Ordinal)
            )
            {
                if (before-- == 0)
                {
                    return new YamlPlace(number, at + 1, node.Place.File);
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
