using System.Net;
using System.Net.Http.Headers;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>A file on its way from one tool to the other, as part of a form: its bytes pass through once.</summary>
internal sealed class FileUpload(OpenFile file) : HttpContent
{
    private long passed;
    private IOException? broken;

    /// <summary>A private note with a caption and this file, as the form that the tool takes.</summary>
    internal MultipartFormDataContent Note(string caption, string name)
    {
        this.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.ContentType, out var type)
            ? type
            : new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent
        {
            { new StringContent(FreshdeskPlaceholders.Without(caption)), "body" },
            { new StringContent("true"), "private" },
            { this, "attachments[]", Plain(name) },
        };
    }

    /// <summary>
    /// Why the file could not be read to its end, null when it could: the upload is then certainly not done. More bytes
    /// than allowed are a refusal; a connection that broke may do better next time.
    /// </summary>
    internal Failure? Broken(FileRef source) =>
        this.broken switch
        {
            null => null,
            TooManyBytesException many => new Failure(FailureKind.Refused, many.Message),
            { } why => new Failure(
                FailureKind.Offline,
                $"the file {source.Id} could not be read to its end: {why.Message}"
            ),
        };

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var buffer = new byte[64 * 1024];
        while (await this.ReadAsync(buffer) is > 0 and var read)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    /// <summary>The length that the source said: without one the form goes in chunks.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = file.Length ?? 0;
        return file.Length is not null;
    }

    private async Task<int> ReadAsync(byte[] buffer)
    {
        try
        {
            var read = await file.Content.ReadAsync(buffer);
            this.passed += read;
            if (read == 0 && this.passed < file.Length)
            {
                throw new IOException($"it ended after {this.passed} of {file.Length} bytes");
            }

            return read;
        }
        catch (IOException e)
        {
            this.broken = e;
            throw;
        }
    }

    /// <summary>A name without what would end the header that carries it.</summary>
    private static string Plain(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '\\' or '/' ? '_' : c)).Trim();
        return plain.Length == 0 ? "file" : plain;
    }
}
