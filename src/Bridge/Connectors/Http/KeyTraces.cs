using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Bridge.Connectors.Http;

/// <summary>
/// Takes the key that a request carried out of what was answered to it. Gateways and error pages repeat headers, and the
/// words of a refusal are shown to people, stored and logged.
/// </summary>
internal sealed partial class KeyTraces
{
    internal const string Instead = "(key left out)";

    /// <summary>Shorter parts may stand in an answer by chance.</summary>
    private const int Shortest = 6;

    /// <summary>Bigger answers are not shown to anybody.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly string[] parts;

    private KeyTraces(string[] parts) => this.parts = parts;

    public static KeyTraces Of(HttpRequestMessage request)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        if (request.Headers.TryGetValues("Authorization", out var values))
        {
            foreach (var value in values)
            {
                Add(parts, value);
            }
        }

        return new KeyTraces([.. parts.OrderByDescending(part => part.Length)]);
    }

    /// <summary>The text without the key in any of its forms: as sent, decoded, and each part of a pair.</summary>
    public string Clean(string text)
    {
        foreach (var part in this.parts)
        {
            text = text.Replace(part, Instead, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>The body of an answer that people may be shown. JSON of a success is data, and stays as it is.</summary>
    public ReadOnlyMemory<byte> Clean(byte[] body, int status, MediaTypeHeaderValue? type)
    {
        var isData = status is >= 200 and < 300 && type?.MediaType?.Contains("json", StringComparison.Ordinal) == true;
        if (isData || body.Length is 0 or > MostBytes || this.parts.Length == 0)
        {
            return body;
        }

        var text = Encoding.UTF8.GetString(body);
        var clean = this.Clean(text);
        return ReferenceEquals(clean, text) || clean == text ? body : Encoding.UTF8.GetBytes(clean);
    }

    private static void Add(HashSet<string> parts, string value)
    {
        var last = value[(value.LastIndexOf(' ') + 1)..];
        Keep(parts, value);
        Keep(parts, last);
        var bytes = new byte[last.Length];
        if (!Convert.TryFromBase64String(last, bytes, out var length))
        {
            return;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        Keep(parts, pair);
        foreach (var part in pair.Split(':'))
        {
            // The name of a Jira user is an address, which is no secret; Freshdesk's second part is one letter.
            if (!Address().IsMatch(part))
            {
                Keep(parts, part);
            }
        }
    }

    private static void Keep(HashSet<string> parts, string part)
    {
        if (part.Length >= Shortest)
        {
            parts.Add(part);
        }
    }

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
