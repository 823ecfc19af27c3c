using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Text;

namespace Bridge.Core.Model;

/// <summary>What a text is known by, in 16 hex digits each: its bytes, and its words without markup and white space.</summary>
public sealed record TextPrint(string Raw, string Words)
{
    /// <summary>The print of no text: no comment has it.</summary>
    public static TextPrint Nothing { get; } = new("", "");

    public static TextPrint Of(string html) => new(Hash(html), Hash(TextFingerprint.Of(html)));

    /// <summary>The print of what the text is now; the words are only looked at when a byte has changed.</summary>
    public TextPrint Now(string html)
    {
        var raw = Hash(html);
        return string.Equals(raw, this.Raw, StringComparison.Ordinal)
            ? this
            : new TextPrint(raw, Hash(TextFingerprint.Of(html)));
    }

    public bool SaysTheSame(TextPrint other) => string.Equals(this.Words, other.Words, StringComparison.Ordinal);

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
