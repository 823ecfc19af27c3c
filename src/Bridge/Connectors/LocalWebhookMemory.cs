using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Bridge.Connectors;

/// <summary>The memory of one process, for commands that run without a database. Thread safe.</summary>
public sealed class LocalWebhookMemory : IWebhookMemory
{
    private readonly ConcurrentDictionary<string, ImmutableArray<OwnWebhook>> own = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly ConcurrentDictionary<(string Connection, string ObjectId, string Name), WebhookFact> facts = new();

    public Task<ImmutableArray<OwnWebhook>> OwnAsync(string connection, CancellationToken cancel) =>
        Task.FromResult(this.own.GetValueOrDefault(connection, []));

    public Task KeepAsync(string connection, OwnWebhook webhook, CancellationToken cancel)
    {
        this.own.AddOrUpdate(
            connection,
            [webhook],
            (_, known) =>
                [
                    webhook with
                    {
                        Secret = webhook.Secret ?? known.FirstOrDefault(w => w.Id == webhook.Id)?.Secret,
                    },
                    .. known.Where(w => w.Id != webhook.Id),
                ]
        );
        return Task.CompletedTask;
    }

    public Task KeepFactsAsync(string connection, ImmutableArray<WebhookFact> facts, CancellationToken cancel)
    {
        foreach (var fact in facts)
        {
            this.facts.AddOrUpdate(
                (connection, fact.ObjectId, fact.Name),
                fact,
                (_, known) => known.At > fact.At ? known : fact
            );
        }

        return Task.CompletedTask;
    }

    public Task<WebhookFact?> FactAsync(string connection, string objectId, string name, CancellationToken cancel) =>
        Task.FromResult(this.facts.GetValueOrDefault((connection, objectId, name)));
}
