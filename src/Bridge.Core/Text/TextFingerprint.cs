using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>
/// Text reduced to what survives a tool's own rewriting: NFKC, no invisible characters, one space for any white space.
/// </summary>
public static partial class TextFingerprint
{
    /// <summary>The fingerprint of HTML, or of plain text when nothing in it looks like a tag or an entity.</summary>
    public static string Of(string? htmlOrPlain) =>
        htmlOrPlain is not null && Markup().IsMatch(htmlOrPlain)
            ? Of(HtmlText.Read(htmlOrPlain))
            : OfPlain(htmlOrPlain);

    /// <summary>The fingerprint of the words of a document, without list markers and addresses.</summary>
    public static string Of(TextDoc doc)
    {
        var words = new StringBuilder();
        foreach (var inline in Flattening.Words(doc.Normalise().Blocks))
        {
            words.Append(
                inline switch
                {
                    Inline.Text text => text.Value,
                    Inline.Mention mention => $"@{mention.Name}",
                    Inline.Image image => image.Alt,
                    _ => " ",
                }
            );
        }

        return OfPlain(words.ToString());
    }

    /// <summary>The fingerprint of text in which "&lt;" is a character and not a tag.</summary>
    public static string OfPlain(string? text)
    {
        var visible = new StringBuilder();
        foreach (var character in Characters.Clean(text ?? string.Empty).Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(character))
            {
                if (visible.Length > 0 && visible[^1] != ' ')
                {
                    visible.Append(' ');
                }
            }
            else if (char.IsSurrogate(character) || char.GetUnicodeCategory(character) != UnicodeCategory.Format)
            {
                visible.Append(character);
            }
        }

        return visible.ToString().Normalize(NormalizationForm.FormKC).TrimEnd(' ');
    }

    /// <summary>True when the words of the inner text stand in the outer one; an empty inner text stands nowhere.</summary>
    public static bool Contains(string? outer, string? inner)
    {
        var sought = Of(inner);
        return sought.Length > 0 && Of(outer).Contains(sought, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"</?[a-z][^<>]*>|<!--|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Markup();
}
