using Bridge.Connectors;
using Bridge.Store;

namespace Bridge.Webhooks;

/// <summary>
/// Lets a connector try once more to understand a webhook in quarantine, after an upgrade or a mended connection, and stores
/// its signals as if it had just come. What it tells of may be old: signals only say where to look.
/// </summary>
public sealed class QuarantineReading(ToolSet tools, Quarantine quarantine, SignalInbox inbox, IWebhookMemory memory)
{
    /// <summary>Why the webhook of a finding is still not understood; null: it is, and its signals are stored.</summary>
    /// <param name="key">The finding's key.</param>
    public async Task<string?> ReadAsync(string key, CancellationToken cancel)
    {
        if (await quarantine.FindAsync(key, cancel) is not { } kept)
        {
            return "its body is kept no longer: drop it";
        }

        if (tools.Find(kept.Connection) is not { } tool)
        {
            return $"there is no connection '{kept.Connection}' in the settings";
        }

        switch (tool.Understand(new WebhookRequest(new Dictionary<string, string>(StringComparer.Ordinal), kept.Body)))
        {
            case WebhookReading.Understood understood:
                await memory.KeepFactsAsync(tool.Name, understood.Facts, cancel);
                await inbox.StoreAsync(understood.Signals, cancel);
                return null;
            case WebhookReading.NotUnderstood odd:
                return odd.Reason;
            default:
                throw new InvalidOperationException("a webhook is understood or not");
        }
    }
}
