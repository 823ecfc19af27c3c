using System.Text.RegularExpressions;

namespace Bridge.Core.Mappings.Reading;

/// <summary>
/// Reads templates. Of Handlebars, mapping files use names, if, unless, each, else and comments: what an admin can read
/// aloud. Whether a name means anything is for the check to say.
/// </summary>
internal static partial class TemplateReader
{
    private const int Longest = 50_000;

    private static readonly string[] Blocks = ["if", "unless", "each"];

    /// <summary>The template of a key; an empty one after an error, which is noted.</summary>
    internal static Template Read(Section section, string key, bool html)
    {
        var node = section.TextNode(key);
        return node is null ? Template.OfText("") : Read(section.Notes, node, html);
    }

    internal static Template Read(Notes notes, YamlText node, bool html)
    {
        if (node.Value.Length > Longest)
        {
            notes.Error(node.Place, MappingRules.TooBig, $"this text is longer than {Longest} characters");
            return Template.OfText("");
        }

        if (!Sound(notes, node))
        {
            return Template.OfText("");
        }

        var template = html ? Template.OfHtml(node.Value) : Template.OfText(node.Value.Trim());
        notes.Places.Put(template, node);
        return template;
    }

    private static bool Sound(Notes notes, YamlText node)
    {
        var blocks = new Stack<TemplateTag>();
        var sound = true;
        foreach (var tag in TemplateTag.Of(node.Value))
        {
            if (Trouble(tag, blocks) is { } trouble)
            {
                notes.Error(notes.Places.Within(node, tag.Offset, tag.Length), trouble);
                sound = false;
            }
        }

        foreach (var open in blocks)
        {
            var place = notes.Places.Within(node, open.Offset, open.Length);
            notes.Error(place, $"'{{{{#{open.Word}}}}}' is not closed; add '{{{{/{open.Word}}}}}'");
            sound = false;
        }

        return sound;
    }

    private static string? Trouble(TemplateTag tag, Stack<TemplateTag> blocks)
    {
        switch (tag.Kind)
        {
            case TagKind.Broken:
                return "the braces that open here are not closed";
            case TagKind.Open:
                blocks.Push(tag);
                return !Blocks.Contains(tag.Word, StringComparer.Ordinal)
                    ? $"unknown block '{{{{#{Words.Short(tag.Word)}}}}}'{Words.Meant(tag.Word, Blocks, "the blocks are")}"
                    : NameTrouble(tag.Name, blocks);
            case TagKind.Close:
                return CloseTrouble(tag.Word, blocks);
            case TagKind.Else:
                return blocks.Count == 0 ? "'{{else}}' stands outside of a block" : null;
            case TagKind.Value or TagKind.Raw:
                return NameTrouble(tag.Name, blocks);
            default:
                return null;
        }
    }

    private static string? CloseTrouble(string word, Stack<TemplateTag> blocks)
    {
        if (!blocks.TryPop(out var open))
        {
            return $"'{{{{/{Words.Short(word)}}}}}' closes nothing that is open";
        }

        return open.Word == word
            ? null
            : $"'{{{{/{Words.Short(word)}}}}}' closes '{{{{#{Words.Short(open.Word)}}}}}'; write '{{{{/{Words.Short(open.Word)}}}}}'";
    }

    private static string? NameTrouble(string name, Stack<TemplateTag> blocks)
    {
        if (name.StartsWith('>'))
        {
            return "a template cannot take in another one; write its text here";
        }

        if (name is "this" or "." or "@index" or "@first" or "@last")
        {
            return blocks.Any(b => b.Word == "each")
                ? null
                : $"'{name}' means something only inside of '{{{{#each}}}}'";
        }

        return NamePattern().IsMatch(name)
            ? null
            : $"{Words.Quoted(name)} is no name; between braces stands one name, such as 'ticket.subject'";
    }

    [GeneratedRegex(@"\A(\.\./)*[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
