using System.Collections.Immutable;

namespace Bridge.Connectors;

/// <summary>
/// What all nodes must know of webhooks: those that the bridge registered, with their secrets, and what only deliveries say
/// and no read does.
/// </summary>
public interface IWebhookMemory
{
    /// <summary>The webhooks that the bridge registered for a connection, the newest first.</summary>
    Task<ImmutableArray<OwnWebhook>> OwnAsync(string connection, CancellationToken cancel);

    /// <summary>Keeps a webhook; one of the same id is replaced, but a secret that is known stays when none is given.</summary>
    Task KeepAsync(string connection, OwnWebhook webhook, CancellationToken cancel);

    /// <summary>Keeps facts: of one name and object the newest stays.</summary>
    Task KeepFactsAsync(string connection, ImmutableArray<WebhookFact> facts, CancellationToken cancel);

    /// <summary>The fact of this name; null when no webhook told it.</summary>
    Task<WebhookFact?> FactAsync(string connection, string objectId, string name, CancellationToken cancel);
}

/// <summary>A webhook that the bridge registered. Its secret is never shown.</summary>
/// <param name="Secret">Null when the tool did not say it.</param>
public sealed record OwnWebhook(string Id, string Address, string? Secret)
{
    public override string ToString() => $"webhook {this.Id} to {this.Address}";
}

/// <summary>Something that a webhook says of an object and that reading it does not.</summary>
/// <param name="At">When it came to be so, by the tool's clock.</param>
public sealed record WebhookFact(string ObjectId, string Name, string Value, DateTimeOffset At);
