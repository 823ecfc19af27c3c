using System.Threading.RateLimiting;

namespace Bridge.Webhooks;

/// <summary>The raw bytes of a webhook, or why there are none. Disposing it gives its room back.</summary>
internal sealed class WebhookBody : IDisposable
{
    private RateLimitLease? lease;

    private WebhookBody() { }

    /// <summary>Null when there are more bytes than are taken, or no room to read them.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; private init; }

    /// <summary>True: too many big bodies are being read just now.</summary>
    public bool NoRoom { get; private init; }

    /// <summary>Reads the body of a request. Nothing over the limit is kept.</summary>
    public static async Task<WebhookBody> ReadAsync(HttpRequest request, WebhookRoom room, CancellationToken cancel)
    {
        if (request.ContentLength > HttpLimits.MostBodyBytes)
        {
            return new WebhookBody();
        }

        RateLimitLease? lease = null;
        try
        {
            using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, WebhookRoom.Small));
            var part = new byte[16 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(part, cancel)) > 0)
            {
                if (bytes.Length + read > HttpLimits.MostBodyBytes)
                {
                    return new WebhookBody();
                }

                if (bytes.Length + read > WebhookRoom.Small && (lease ??= room.Take()) is { IsAcquired: false })
                {
                    return new WebhookBody { NoRoom = true };
                }

                bytes.Write(part, 0, read);
            }

            var body = new WebhookBody { Bytes = bytes.ToArray(), lease = lease };
            lease = null;
            return body;
        }
        finally
        {
            lease?.Dispose();
        }
    }

    public void Dispose() => this.lease?.Dispose();
}

/// <summary>
/// Room for big bodies of webhooks: twelve of the greatest size at once, so that nobody fills the memory with bodies that
/// are not verified yet. Small ones need none.
/// </summary>
public sealed class WebhookRoom : IDisposable
{
    /// <summary>Up to this many bytes a body needs no room of its own.</summary>
    public const int Small = 128 * 1024;

    public const int AtOnce = 12;

    private readonly ConcurrencyLimiter room = new(
        new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 0 }
    );

    public RateLimitLease Take() => this.room.AttemptAcquire();

    public void Dispose() => this.room.Dispose();
}
