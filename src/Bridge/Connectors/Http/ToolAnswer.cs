using System.Net.Http.Headers;
using System.Text.Json;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Http;

/// <summary>What came of a request: an answer with its body in memory, or none and why.</summary>
public sealed record ToolAnswer
{
    /// <summary>Set when no answer came; then nothing else is.</summary>
    public Failure? NoAnswer { get; init; }

    public int Status { get; init; }

    public HttpResponseHeaders? Headers { get; init; }

    public string ContentType { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    public bool Good => this.NoAnswer is null && this.Status is >= 200 and < 300;

    /// <summary>The tool's own number of the request, for its support; null when it gave none.</summary>
    public string? RequestId =>
        this.Header("X-Request-Id") ?? this.Header("Atl-Traceid") ?? this.Header("X-Arequestid");

    /// <summary>The body as text, for errors; at most 2,000 characters.</summary>
    public string Text
    {
        get
        {
            var text = System.Text.Encoding.UTF8.GetString(this.Body.Span);
            return text.Length <= 2000 ? text : text[..2000];
        }
    }

    /// <summary>What came where JSON was expected, in words for an admin: "an HTML page".</summary>
    public string Shape =>
        this.Body.IsEmpty ? "an empty body"
        : this.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) || this.Text.TrimStart().StartsWith('<')
            ? "an HTML page"
        : this.ContentType == "text/plain" && this.Text.Length <= 200 ? this.Text.Trim()
        : this.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) ? "JSON that is cut or of another shape"
        : $"{this.Body.Length} bytes of {(this.ContentType.Length == 0 ? "no stated type" : this.ContentType)}";

    public string? Header(string name) =>
        this.Headers is not null && this.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    /// <summary>The body as JSON; null when it is none (an HTML login page, a cut answer, nothing).</summary>
    public JsonDocument? Json()
    {
        try
        {
            return this.Body.IsEmpty ? null : JsonDocument.Parse(this.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
