using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>What goes back to the caller.</summary>
internal sealed record Answer(
    int Status,
    ReadOnlyMemory<byte> Body = default,
    string ContentType = "application/json; charset=utf-8"
)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Location { get; init; }

    /// <summary>The address of the next page; null on the last.</summary>
    public string? Next { get; init; }

    public string? Allow { get; init; }

    public static Answer Nothing { get; } = new(204);

    public static Answer Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            write(json);
        }

        return new Answer(status, buffer.WrittenMemory);
    }

    /// <summary>400 and 409 carry the list of errors, others are flat, 404 is empty.</summary>
    public static Answer Of(Refusal refusal)
    {
        if (refusal.Status == 404)
        {
            return new Answer(404);
        }

        var answer = Json(refusal.Status, json => Write(json, refusal));
        var allowed = refusal.Status == 405 ? refusal.Message!.Split(": ")[^1] : null;
        return answer with { Allow = allowed };
    }

    public static Answer Of<T>(Outcome<T> outcome, Func<T, Answer> then)
        where T : class => outcome.Value is { } value ? then(value) : Of(outcome.Refusal!);

    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = this.Status;
        if (this.Location is not null)
        {
            response.Headers.Location = this.Location;
        }

        if (this.Next is not null)
        {
            response.Headers.Link = $"<{this.Next}>; rel=\"next\"";
        }

        if (this.Allow is not null)
        {
            response.Headers.Allow = this.Allow;
        }

        if (this.Body.Length > 0)
        {
            response.ContentType = this.ContentType;
            response.ContentLength = this.Body.Length;
            await response.Body.WriteAsync(this.Body);
        }
    }

    private static void Write(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteStartObject();
        if (refusal.Errors.Count == 0)
        {
            if (refusal.Code is not null)
            {
                json.WriteString("code", refusal.Code);
            }

            json.WriteString("message", refusal.Message);
        }
        else
        {
            json.WriteString("description", "Validation failed");
            json.WriteStartArray("errors");
            foreach (var error in refusal.Errors)
            {
                json.WriteStartObject();
                json.WriteString("field", error.Field);
                json.WriteString("message", error.Message);
                json.WriteString("code", error.Code);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
