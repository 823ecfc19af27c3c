using YamlDotNet.Core;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Says what an admin can do about a text that is not YAML.</summary>
internal static class YamlSyntax
{
    internal static (YamlPlace Place, string Message) Explain(string text, YamlException error)
    {
        var place = new YamlPlace(Math.Max(1, (int)error.Start.Line), Math.Max(1, (int)error.Start.Column));
        foreach (var number in new[] { place.Line, place.Line + 1 })
        {
            var indent = Line(text, number);
            var tab = indent.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(indent[..tab]))
            {
                return (new YamlPlace(number, tab + 1), "a tab indents this line; YAML wants spaces");
            }
        }

        return (place, $"this is not YAML: {Said(error)}; {Cure(error.Message, Line(text, place.Line))}");
    }

    /// <summary>True when two opening braces stand at the place: a template without quotes.</summary>
    internal static bool IsBareTemplate(string text, YamlPlace place)
    {
        var line = Line(text, place.Line);
        var at = Math.Min(line.Length, place.Column - 1);
        return line[at..].StartsWith("{{", StringComparison.Ordinal);
    }

    internal static string Line(string text, int number)
    {
        var rest = text.AsSpan();
        foreach (var line in rest.EnumerateLines())
        {
            if (--number == 0)
            {
                return line.ToString();
            }
        }

        return "";
    }

    private static string Said(YamlException error)
    {
        var said = error.InnerException?.Message ?? error.Message;
        var end = said.LastIndexOf("): ", StringComparison.Ordinal);
        said = (end >= 0 ? said[(end + 3)..] : said).Trim().TrimEnd('.');
        var comma = said.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && said.StartsWith("while ", StringComparison.OrdinalIgnoreCase))
        {
            said = said[(comma + 1)..].TrimStart();
        }

        return said.Length == 0 ? "it ends too early" : char.ToLowerInvariant(said[0]) + said[1..];
    }

    private static string Cure(string message, string line)
    {
        if (line.Contains(": {{", StringComparison.Ordinal))
        {
            return "put the template in quotes, such as \"{{ticket.subject}}\"";
        }

        if (Says("mapping values") || Says("invalid mapping"))
        {
            return "a text with a colon must stand in quotes, and the keys of a group must begin in the same column";
        }

        if (Says("flow"))
        {
            return "close every '{' with '}' and every '[' with ']', and put commas between";
        }

        if (Says("quoted scalar"))
        {
            return "close the quotes that are opened here";
        }

        if (Says("block mapping") || Says("block collection") || Says("expected key") || Says("simple key"))
        {
            return "the keys of a group must begin in the same column, each with a colon after it";
        }

        return Says("start any token") || Says("alias") || Says("anchor") || Says("tag")
            ? "a text that begins with one of @ ` % & * ! must stand in quotes"
            : "look at the quotes, colons and indents of this line and the one above";

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
