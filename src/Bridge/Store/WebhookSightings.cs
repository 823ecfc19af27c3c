using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>When each connection's last webhook was taken, to the minute: silence is how a lost webhook shows.</summary>
public sealed class WebhookSightings(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps that one came now; at most once a minute does this ask the database.</summary>
    public async Task SeenAsync(string connection, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (this.written.TryGetValue(connection, out var last) && now - last < Grain)
        {
            return;
        }

        this.written[connection] = now;
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                insert into polls (connection, webhook_at) values (@connection, @now)
                on conflict (connection) do update set webhook_at = greatest(polls.webhook_at, excluded.webhook_at)
                """,
                new { connection, now },
                cancellationToken: cancel
            )
        );
    }
}
