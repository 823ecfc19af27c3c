using System.Globalization;
using Bridge.Core.Model;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>Keeps authentic webhooks that nobody understood; each is a finding, until a person has it read again or drops it.</summary>
public sealed class Quarantine(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The scope of these findings; their keys are it, a slash and the webhook's id.</summary>
    public const string Scope = "quarantine";

    /// <summary>The webhook's id of a finding's key; null when the key is another's.</summary>
    public static long? IdOf(string key) =>
        long.TryParse(
            key.AsSpan(Math.Min(key.Length, Scope.Length + 1)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? id
            : null;

    public async Task KeepAsync(string connection, string reason, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                with kept as (
                    insert into quarantine (connection, received_at, reason, body)
                    values (@connection, @now, @reason, @body) returning id
                )
                insert into findings (scope, kind, key, connection, message, opened_at)
                select @Scope, @kind, @Scope || '/' || id, @connection, @connection || ': ' || @reason, @now from kept
                """,
                new
                {
                    connection,
                    now = time.GetUtcNow(),
                    reason = reason.Replace("\0", "", StringComparison.Ordinal),
                    body = body.ToArray(),
                    Scope,
                    kind = nameof(FindingKind.Quarantined),
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>The webhook of a finding; null when it is kept no longer.</summary>
    /// <param name="key">The finding's key.</param>
    public async Task<KeptWebhook?> FindAsync(string key, CancellationToken cancel)
    {
        if (IdOf(key) is not { } id)
        {
            return null;
        }

        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.QuerySingleOrDefaultAsync<KeptWebhook>(
            new CommandDefinition(
                """select connection as "Connection", body as "Body" from quarantine where id = @id""",
                new { id },
                cancellationToken: cancel
            )
        );
    }
}

/// <summary>A webhook in quarantine: the raw bytes, without its headers.</summary>
public sealed record KeptWebhook(string Connection, byte[] Body);
