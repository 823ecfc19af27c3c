namespace Bridge.Connectors.ClickUp;

/// <summary>
/// What signs the deliveries of this connection: the secrets of the settings, and those that ClickUp gave when the bridge,
/// on whatever node, registered a webhook. Thread safe.
/// </summary>
internal sealed class ClickUpSecrets(
    string connection,
    ConnectionOptions options,
    IWebhookMemory memory,
    TimeProvider time
)
{
    /// <summary>A stranger's deliveries must not become as many questions to the database.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string[] learned = [];
    private long readAt = long.MinValue;

    /// <summary>All that are known now.</summary>
    public IEnumerable<string> All => Split(options.WebhookSecret).Concat(Volatile.Read(ref this.learned));

    /// <summary>Several secrets in one setting, separated by commas.</summary>
    public static IEnumerable<string> Split(string? secrets) =>
        (secrets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await this.ReadAsync(cancel);
        return this.All.Any();
    }

    /// <summary>Reads those of all nodes again, at most once a second; true when there are others than before.</summary>
    public async Task<bool> LearnAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcTicks;
        var last = Interlocked.Read(ref this.readAt);
        return (last == long.MinValue || now - last >= Pause.Ticks)
            && Interlocked.CompareExchange(ref this.readAt, now, last) == last
            && await this.ReadAsync(cancel);
    }

    /// <summary>True when there are others than before.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancel)
    {
        var own = await memory.OwnAsync(connection, cancel);
        string[] now = [.. own.Select(w => w.Secret).OfType<string>()];
        var before = Interlocked.Exchange(ref this.learned, now);
        return now.Except(before).Any();
    }
}
