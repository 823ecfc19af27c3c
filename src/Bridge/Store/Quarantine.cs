using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>Keeps authentic webhooks that nobody understood, for a person to look at.</summary>
public sealed class Quarantine(NpgsqlDataSource source, TimeProvider time)
{
    public async Task KeepAsync(string connection, string reason, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                insert into quarantine (connection, received_at, reason, body)
                values (@connection, @now, @reason, @body)
                """,
                new
                {
                    connection,
                    now = time.GetUtcNow(),
                    reason,
                    body = body.ToArray(),
                },
                cancellationToken: cancel
            )
        );
    }
}
