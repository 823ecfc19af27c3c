using System.Globalization;
using System.Text;

namespace Bridge.Web;

/// <summary>Values as the pages say them.</summary>
public static class PageText
{
    private const int MostValue = 400;

    /// <summary>How long ago, or how soon, in one unit: "3 min ago", "in 2 h"; "now" within ten seconds.</summary>
    public static string Distance(DateTime at, DateTimeOffset now)
    {
        var span = now.UtcDateTime - at;
        if (span.Duration() < TimeSpan.FromSeconds(10))
        {
            return "now";
        }

        return span > TimeSpan.Zero ? $"{Span(span)} ago" : $"in {Span(span.Negate())}";
    }

    /// <summary>A length of time in its largest whole unit.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalDays: >= 1 } => $"{Whole(span.TotalDays)} d",
            { TotalHours: >= 1 } => $"{Whole(span.TotalHours)} h",
            { TotalMinutes: >= 1 } => $"{Whole(span.TotalMinutes)} min",
            _ => $"{Whole(span.TotalSeconds)} s",
        };

    /// <summary>Day and time in UTC, to the second.</summary>
    public static string Moment(DateTime at) => at.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Iso(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 case", "2 cases".</summary>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    /// <summary>A name of the code as words: "GateViolation" is "Gate violation".</summary>
    public static string Words(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? $" {char.ToLowerInvariant(letter)}" : letter);
        }

        return text.ToString();
    }

    /// <summary>A value that fits into a table; a long one ends in an ellipsis.</summary>
    public static string Cut(string text, int most = MostValue) => text.Length > most ? $"{text[..most]}…" : text;

    /// <summary>The address when it is one of the web; null otherwise, so that no script hides in a link.</summary>
    public static string? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.AbsoluteUri
            : null;

    /// <summary>Bytes as text. What no page can show (control characters, broken UTF-8) becomes a question mark in a diamond.</summary>
    public static string Body(byte[] bytes)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(bytes));
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }

    /// <summary>The path with its query, without the parts that are null or empty.</summary>
    public static string Address(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(path);
        var mark = '?';
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                mark = '&';
            }
        }

        return text.ToString();
    }

    private static string Whole(double value) => Math.Floor(value).ToString("0", CultureInfo.InvariantCulture);
}
