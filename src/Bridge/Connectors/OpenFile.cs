using Bridge.Core.Delivery;

namespace Bridge.Connectors;

/// <summary>A file that is being read from a tool: its bytes pass through once. Dispose it to let the connection go.</summary>
/// <param name="length">In bytes; null when the tool does not say.</param>
/// <param name="contentType">The media type; null when the tool does not say.</param>
/// <param name="held">What must live as long as the stream is read.</param>
public sealed class OpenFile(Stream content, long? length, string? contentType, IDisposable held) : IAsyncDisposable
{
    public Stream Content => content;

    public long? Length => length;

    public string? ContentType => contentType;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        held.Dispose();
    }
}

/// <summary>An open file, or why there is none. The set is closed.</summary>
public abstract record Opened
{
    private Opened() { }

    /// <summary>Whoever gets it disposes it.</summary>
    public sealed record Got(OpenFile File) : Opened;

    public sealed record Failed(Failure Failure) : Opened;
}
