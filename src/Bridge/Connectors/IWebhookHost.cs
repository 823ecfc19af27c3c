using Bridge.Core.Delivery;

namespace Bridge.Connectors;

/// <summary>A tool whose webhook the bridge can look at, register and bring back to life by the tool's own API.</summary>
public interface IWebhookHost
{
    /// <summary>How the webhook to this address fares. It only reads.</summary>
    /// <param name="publicAddress">Where the tool delivers, to the connection's name: see <see cref="WebhookAddress"/>.</param>
    Task<WebhookState> LookAsync(Uri publicAddress, CancellationToken cancel);

    /// <summary>
    /// Registers the webhook, or wakes it and gives it the events it lacks; a healthy one is left alone. The state is the
    /// one afterwards. One at a time: two at once could each register one.
    /// </summary>
    Task<WebhookState> MendAsync(Uri publicAddress, CancellationToken cancel);

    /// <summary>
    /// Takes in the secrets of webhooks that another node registered, at most once a second; true when there are new ones, so
    /// that a signature that was wrong may be right now.
    /// </summary>
    Task<bool> LearnAsync(CancellationToken cancel);
}

/// <summary>How a webhook fares.</summary>
public enum WebhookCondition
{
    Healthy,

    /// <summary>The tool has none to this address, or none for a place that a process names.</summary>
    Missing,

    /// <summary>It is there and does not tell of all that the bridge must hear.</summary>
    WrongEvents,

    /// <summary>The last deliveries failed; the tool still tries.</summary>
    Failing,

    /// <summary>The tool has given it up.</summary>
    Suspended,

    /// <summary>The tool could not be asked; <see cref="WebhookState.Failure"/> says why.</summary>
    CannotTell,
}

/// <summary>How a webhook fares, in words for an admin; Cure is null when there is nothing to do.</summary>
public sealed record WebhookState(WebhookCondition Condition, string Words, string? Cure)
{
    /// <summary>Deliveries that failed in a row, as the tool counts them.</summary>
    public int FailCount { get; init; }

    /// <summary>True when the bridge itself registered it, or had registered the one that is missing: then it may mend it unasked.</summary>
    public bool ByBridge { get; init; }

    /// <summary>True when <see cref="IWebhookHost.MendAsync"/> has changed something.</summary>
    public bool Mended { get; init; }

    public Failure? Failure { get; init; }
}

/// <summary>Where the bridge takes webhooks.</summary>
public static class WebhookAddress
{
    /// <summary>The address to register for a connection; null when the settings do not say where the bridge is reached.</summary>
    /// <param name="publicUrl">Bridge:PublicUrl.</param>
    public static Uri? Of(string? publicUrl, string connection) =>
        Uri.TryCreate(
            publicUrl?.TrimEnd('/') + "/webhooks/" + Uri.EscapeDataString(connection),
            UriKind.Absolute,
            out var at
        ) && at.Scheme is "http" or "https"
            ? at
            : null;
}
