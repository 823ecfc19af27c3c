using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bridge.Core.Text;

/// <summary>One element of a comment array: a run of text or one of ClickUp's own things.</summary>
internal static class ClickUpSegment
{
    /// <summary>A tag may lack its user (about one in ten does), so every kind falls back to its "text".</summary>
    public static Inline Read(JsonElement segment)
    {
        var text = segment.Member("text").AsText();
        Inline? inline = segment.Member("type").AsText() switch
        {
            "tag" => Mention(segment, text),
            "emoticon" => Emoji(segment.Member("emoticon").Member("code").AsText()),
            "image" => Image(segment.Member("image"), text),
            "attachment" => Image(segment.Member("attachment"), text),
            "bookmark" => Link(segment.Member("bookmark").Member("url").AsText(), text),
            "link_mention" => Link(segment.Member("link_mention").Member("url").AsText(), text),
            _ => null,
        };
        return inline ?? new Inline.Text(text ?? string.Empty, MarksOf(segment.Member("attributes")));
    }

    private static Inline.Mention? Mention(JsonElement segment, string? text) =>
        (segment.Member("user").Member("username").AsText() ?? text) is { Length: > 0 } name
            ? new Inline.Mention(name)
            : null;

    /// <summary>Emoji are hexadecimal code points joined by hyphens.</summary>
    private static Inline.Text? Emoji(string? code)
    {
        var emoji = new StringBuilder();
        foreach (var part in code?.Split('-') ?? [])
        {
            if (
                !int.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
                || !Rune.IsValid(point)
            )
            {
                return null;
            }

            emoji.Append(new Rune(point));
        }

        return emoji.Length > 0 ? new Inline.Text(emoji.ToString(), Marks.None) : null;
    }

    private static Inline.Image? Image(JsonElement? file, string? text)
    {
        var name = file.Member("title").AsText() ?? file.Member("name").AsText() ?? text ?? string.Empty;
        var url = file.Member("url").AsText();
        var id = file.Member("id").AsText();
        return name.Length > 0 || url is not null || id is not null ? new Inline.Image(name, url, id) : null;
    }

    private static Inline.Text? Link(string? url, string? text) =>
        url is null ? null : new Inline.Text(text is { Length: > 0 } ? text : url, new Marks(Link: url));

    private static Marks MarksOf(JsonElement? attributes) =>
        new(
            Strong: attributes.Member("bold").IsOn(),
            Emphasis: attributes.Member("italic").IsOn(),
            Underline: attributes.Member("underline").IsOn(),
            Strike: attributes.Member("strike").IsOn(),
            Code: attributes.Member("code").IsOn(),
            Link: attributes.Member("link").AsText()
        );
}
