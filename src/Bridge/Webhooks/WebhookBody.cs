namespace Bridge.Webhooks;

/// <summary>The raw bytes of a webhook. The set is closed.</summary>
internal abstract record WebhookBody
{
    /// <summary>Longer than this no body is waited for: it holds room that others need.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private WebhookBody() { }

    /// <summary>Reads the body of a request. Nothing over the limit is kept.</summary>
    public static async Task<WebhookBody> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancel)
    {
        if (request.ContentLength > HttpLimits.MostBodyBytes)
        {
            return new TooLarge();
        }

        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var bytes = new MemoryStream((int)(request.ContentLength ?? 4096));
        var part = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(part, either.Token)) > 0)
            {
                if (bytes.Length + read > HttpLimits.MostBodyBytes)
                {
                    return new TooLarge();
                }

                bytes.Write(part, 0, read);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new TooSlow();
        }

        return new Whole(bytes.ToArray());
    }

    public sealed record Whole(byte[] Bytes) : WebhookBody;

    public sealed record TooLarge : WebhookBody;

    public sealed record TooSlow : WebhookBody;
}
