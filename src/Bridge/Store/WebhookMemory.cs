using System.Collections.Immutable;
using Bridge.Connectors;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>The memory of webhooks in PostgreSQL, shared by all nodes.</summary>
public sealed class WebhookMemory(NpgsqlDataSource source, TimeProvider time) : IWebhookMemory
{
    /// <summary>Deliveries of a webhook that was registered anew may still be on their way under the old secret.</summary>
    private static readonly TimeSpan OldSecretsLast = TimeSpan.FromDays(1);

    public async Task<ImmutableArray<OwnWebhook>> OwnAsync(string connection, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var rows = await db.QueryAsync<(string Id, string Address, string? Secret)>(
            new CommandDefinition(
                "select webhook_id, address, secret from webhooks where connection = @connection order by made_at desc",
                new { connection },
                cancellationToken: cancel
            )
        );
        return [.. rows.Select(r => new OwnWebhook(r.Id, r.Address, r.Secret))];
    }

    public async Task KeepAsync(string connection, OwnWebhook webhook, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                insert into webhooks (connection, webhook_id, address, secret, made_at)
                values (@connection, @Id, @Address, @Secret, @now)
                on conflict (connection, webhook_id) do update
                    set address = excluded.address, secret = coalesce(excluded.secret, webhooks.secret);
                delete from webhooks
                where connection = @connection and address = @Address and webhook_id <> @Id and made_at < @before
                """,
                new
                {
                    connection,
                    webhook.Id,
                    webhook.Address,
                    webhook.Secret,
                    now,
                    before = now - OldSecretsLast,
                },
                cancellationToken: cancel
            )
        );
    }

    public async Task KeepFactsAsync(string connection, ImmutableArray<WebhookFact> facts, CancellationToken cancel)
    {
        if (facts.IsDefaultOrEmpty)
        {
            return;
        }

        // One of each: a statement may not touch a row twice.
        var newest = facts.GroupBy(f => (f.ObjectId, f.Name)).Select(g => g.MaxBy(f => f.At)!).ToList();
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                insert into webhook_facts (connection, object_id, name, value, at)
                select @connection, f.* from unnest(@objects, @names, @values, @ats) as f(object_id, name, value, at)
                on conflict (connection, object_id, name) do update set value = excluded.value, at = excluded.at
                    where webhook_facts.at <= excluded.at
                """,
                new
                {
                    connection,
                    objects = newest.Select(f => f.ObjectId).ToArray(),
                    names = newest.Select(f => f.Name).ToArray(),
                    values = newest.Select(f => f.Value).ToArray(),
                    ats = newest.Select(f => f.At.ToUniversalTime()).ToArray(),
                },
                cancellationToken: cancel
            )
        );
    }

    public async Task<WebhookFact?> FactAsync(string connection, string objectId, string name, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var row = await db.QuerySingleOrDefaultAsync<(string Value, DateTime At)?>(
            new CommandDefinition(
                """
                select value, at from webhook_facts
                where connection = @connection and object_id = @objectId and name = @name
                """,
                new
                {
                    connection,
                    objectId,
                    name,
                },
                cancellationToken: cancel
            )
        );
        return row is { } found
            ? new WebhookFact(objectId, name, found.Value, new DateTimeOffset(found.At, TimeSpan.Zero))
            : null;
    }

    /// <summary>Takes the turn to look at a connection's webhook; false when it is not yet time or another node has it.</summary>
    public async Task<bool> TakeTurnAsync(string connection, TimeSpan every, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.ExecuteAsync(
                new CommandDefinition(
                    """
                    insert into webhook_turns (connection, looked_at) values (@connection, @now)
                    on conflict (connection) do update set looked_at = excluded.looked_at
                        where webhook_turns.looked_at <= @before
                    """,
                    new
                    {
                        connection,
                        now,
                        before = now - every,
                    },
                    cancellationToken: cancel
                )
            ) > 0;
    }

    /// <summary>Drops facts that are older than any date that somebody still waits for.</summary>
    public async Task<int> SweepAsync(TimeSpan age, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.ExecuteAsync(
            new CommandDefinition(
                "delete from webhook_facts where at < @before",
                new { before = time.GetUtcNow() - age },
                cancellationToken: cancel
            )
        );
    }
}
