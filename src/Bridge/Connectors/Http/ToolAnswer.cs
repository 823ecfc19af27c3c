using System.Net.Http.Headers;
using System.Text.Json;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Http;

/// <summary>What came of a request: an answer with its body in memory, or none and why.</summary>
public sealed record ToolAnswer
{
    /// <summary>The most bytes of an answer, after unpacking; the largest pages of the tools have a few megabytes.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    /// <summary>Set when no answer came; then nothing else is.</summary>
    public Failure? NoAnswer { get; init; }

    public int Status { get; init; }

    public HttpResponseHeaders? Headers { get; init; }

    public string ContentType { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    private KeyTraces? Traces { get; init; }

    public bool Good => this.NoAnswer is null && this.Status is >= 200 and < 300;

    /// <summary>The tool's own number of the request, for its support; null when it gave none.</summary>
    public string? RequestId =>
        (this.Header("X-Request-Id") ?? this.Header("Atl-Traceid") ?? this.Header("X-Arequestid")) is { } id
            ? this.Traces?.Clean(id) ?? id
            : null;

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

    /// <summary>Reads the answer to a request, without traces of the request's key where people may see it.</summary>
    /// <exception cref="IOException">The answer broke off, or has more bytes than <see cref="MostBytes"/>.</exception>
    internal static async Task<ToolAnswer> OfAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancel
    )
    {
        var body = await BytesAsync(response.Content, cancel);
        var traces = KeyTraces.Of(request);
        var status = (int)response.StatusCode;
        return new ToolAnswer
        {
            Status = status,
            Headers = response.Headers,
            ContentType = response.Content.Headers.ContentType?.MediaType ?? "",
            Body = traces.Clean(body, status, response.Content.Headers.ContentType),
            Traces = traces,
        };
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

    private static async Task<byte[]> BytesAsync(HttpContent content, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        try
        {
            await using var stream = new BoundedStream(await content.ReadAsStreamAsync(cancel), MostBytes);
            await stream.CopyToAsync(bytes, cancel);
            return bytes.ToArray();
        }
        catch (TooManyBytesException)
        {
            throw new TooManyBytesException($"the answer has more than {MostBytes:N0} bytes");
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"the answer cannot be unpacked: {e.Message}", e);
        }
    }
}
