namespace Bridge.Core.Model;

/// <summary>Where a signal came from.</summary>
public enum SignalSource
{
    Webhook,
    Poll,
    Deadline,
    Button,
}

/// <summary>
/// "Look at this again": what a webhook, a poll, a deadline and a button all become. It carries no truth, only a hint.
/// </summary>
/// <param name="Connection">The connection whose object changed.</param>
/// <param name="ObjectId">The ticket's or item's immutable id in that tool.</param>
/// <param name="Version">
/// The object's <see cref="Snapshot.Version"/> after the change, exactly as the tool said; null when it did not say. It
/// lets an echo of the bridge's own write be known without a read.
/// </param>
/// <param name="What">What happened, in a few words for the timeline ("taskStatusUpdated by Dana").</param>
public sealed record Signal(
    SignalSource Source,
    string Connection,
    Side Side,
    string ObjectId,
    long? Version,
    string What
);
