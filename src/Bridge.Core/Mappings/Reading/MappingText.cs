namespace Bridge.Core.Mappings.Reading;

/// <summary>What of a mapping file's text decides: all but its tests.</summary>
internal static class MappingText
{
    private const string Tests = "tests";

    /// <summary>The text without the section "tests", and without blanks at its end.</summary>
    internal static string WithoutTests(string text, YamlNode root)
    {
        var starts = root is YamlMap map ? map.Entries.Select(e => e.Key).OrderBy(k => k.Place.Line).ToList() : [];
        var tests = starts.FindIndex(key => key.Value == Tests);
        if (tests < 0 || starts.Count(key => key.Place.Line == starts[tests].Place.Line) > 1)
        {
            return text.TrimEnd();
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = starts[tests].Place.Line - 1;
        var next = tests + 1 < starts.Count ? starts[tests + 1].Place.Line - 1 : lines.Length;
        while (first > 0 && IsRemark(lines[first - 1]))
        {
            first--;
        }

        while (next < lines.Length && next > first && IsRemark(lines[next - 1]))
        {
            next--;
        }

        return string.Join('\n', lines.Where((_, i) => i < first || i >= next)).TrimEnd();
    }

    private static bool IsRemark(string line) => string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#');
}
