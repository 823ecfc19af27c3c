using System.Globalization;
using System.Text;

namespace Bridge.Core.Text;

/// <summary>Addresses that may be written into another tool or a mail to a customer.</summary>
public static class SafeLink
{
    private const string Escaped = "<>\"'`|[]{}\\^";
    private const int Longest = 2048;

    /// <summary>
    /// The address with delimiters of the markups percent-encoded, or null unless it is absolute http, https or mailto.
    /// </summary>
    public static string? Of(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        var clean = Encode(Characters.Clean(address).Trim());
        return
            clean.Length <= Longest
            && (Begins(clean, "http://") || Begins(clean, "https://") || Begins(clean, "mailto:"))
            && Uri.TryCreate(clean, UriKind.Absolute, out var uri)
            && (uri.Host.Length > 0 || clean.Contains('@', StringComparison.Ordinal))
            ? clean
            : null;
    }

    /// <summary>As <see cref="Of"/>, without mailto: a picture comes from the web.</summary>
    public static string? OfImage(string? address) => Of(address) is { } url && Begins(url, "http") ? url : null;

    private static bool Begins(string text, string scheme) =>
        text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (
                character < 128
                && (char.IsWhiteSpace(character) || Escaped.Contains(character, StringComparison.Ordinal))
            )
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else if (!char.IsWhiteSpace(character))
            {
                encoded.Append(character);
            }
        }

        return encoded.ToString();
    }
}
