using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Reading;

internal enum TagKind
{
    /// <summary>{{name}}, escaped in HTML.</summary>
    Value,

    /// <summary>{{{name}}} or {{&amp;name}}, not escaped.</summary>
    Raw,

    /// <summary>{{#word name}}.</summary>
    Open,

    /// <summary>{{else}} or {{^}}.</summary>
    Else,

    /// <summary>{{/word}}.</summary>
    Close,
    Comment,

    /// <summary>Braces that are not closed.</summary>
    Broken,
}

/// <summary>A tag of a Handlebars text.</summary>
/// <param name="Word">The block's word for <see cref="TagKind.Open"/> and <see cref="TagKind.Close"/>; else empty.</param>
/// <param name="Name">The name whose value is asked for, as it was written; empty when there is none.</param>
internal sealed record TemplateTag(int Offset, int Length, TagKind Kind, string Word, string Name)
{
    /// <summary>All tags of a text, in order; nothing follows a broken one.</summary>
    internal static ImmutableArray<TemplateTag> Of(string source)
    {
        var tags = ImmutableArray.CreateBuilder<TemplateTag>();
        var at = source.IndexOf("{{", StringComparison.Ordinal);
        while (at >= 0)
        {
            if (at > 0 && source[at - 1] == '\\')
            {
                at = source.IndexOf("{{", at + 2, StringComparison.Ordinal);
                continue;
            }

            var tag = At(source, at);
            tags.Add(tag);
            at =
                tag.Kind == TagKind.Broken
                    ? -1
                    : source.IndexOf("{{", tag.Offset + tag.Length, StringComparison.Ordinal);
        }

        return tags.ToImmutable();
    }

    private static TemplateTag At(string source, int at)
    {
        var rest = source.AsSpan(at);
        var (opening, closing) =
            rest.StartsWith("{{{", StringComparison.Ordinal) ? ("{{{", "}}}")
            : rest.StartsWith("{{!--", StringComparison.Ordinal) ? ("{{!--", "--}}")
            : ("{{", "}}");
        var end = source.IndexOf(closing, at + opening.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            return new TemplateTag(at, opening.Length, TagKind.Broken, "", "");
        }

        var length = end + closing.Length - at;
        var inside = source[(at + opening.Length)..end].Trim('~').Trim();
        var (kind, word, name) = opening switch
        {
            "{{{" => (TagKind.Raw, "", inside),
            "{{!--" => (TagKind.Comment, "", ""),
            _ => Read(inside),
        };
        return new TemplateTag(at, length, kind, word, name);
    }

    private static (TagKind Kind, string Word, string Name) Read(string inside)
    {
        if (inside is "else" or "^")
        {
            return (TagKind.Else, "", "");
        }

        switch (inside.FirstOrDefault())
        {
            case '!':
                return (TagKind.Comment, "", "");
            case '&':
                return (TagKind.Raw, "", inside[1..].Trim());
            case '/':
                return (TagKind.Close, inside[1..].Trim(), "");
            case '#':
                var block = inside[1..].Trim();
                var space = block.IndexOf(' ', StringComparison.Ordinal);
                return space < 0
                    ? (TagKind.Open, block, "")
                    : (TagKind.Open, block[..space], block[(space + 1)..].Trim());
            default:
                return (TagKind.Value, "", inside);
        }
    }
}
