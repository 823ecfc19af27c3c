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

    /// <summary>The body as text, for errors; at most 2,000 characters.</summary>
    public string Text
    {
        get
        {
            var text = System.Text.Encoding.UTF8.GetString(this.Body.Span);
            return text.Length <= 2000 ? text : text[..2000];
        }
    }

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
