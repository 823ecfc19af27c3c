using System.Net;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>A file on its way from one tool to the other, some kilobytes at a time. When the source breaks off, it says so.</summary>
internal sealed class SourceContent(OpenFile file) : HttpContent
{
    private const int Piece = 64 * 1024;

    /// <summary>Why reading broke off; null when it did not. Nothing was stored then.</summary>
    public Failure? Trouble { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        this.CopyAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    ) => this.CopyAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length ?? 0;
        return file.Length is not null;
    }

    private async Task CopyAsync(Stream target, CancellationToken cancel)
    {
        var piece = new byte[Piece];
        while (await this.ReadAsync(piece, cancel) is var read && read > 0)
        {
            await target.WriteAsync(piece.AsMemory(0, read), cancel);
        }
    }

    private async Task<int> ReadAsync(byte[] piece, CancellationToken cancel)
    {
        try
        {
            return await file.Content.ReadAsync(piece, cancel);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // More bytes than may go over is for a person; a source that broke may be read again.
            var kind = e.Message.Contains("may go over", StringComparison.Ordinal)
                ? FailureKind.Refused
                : FailureKind.Offline;
            this.Trouble = new Failure(kind, $"the file could not be read to its end: {e.Message}");
            throw;
        }
    }
}
