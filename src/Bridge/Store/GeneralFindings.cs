using Bridge.Core.Model;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Findings that are of no case: they stay open until whoever raised them sees that they are over. One that a person dropped
/// stays out of sight for as long as it says the same.
/// </summary>
public sealed class GeneralFindings(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Raised when one is opened that was not open.</summary>
    public event Action? Opened;

    /// <summary>Opens a finding, or gives the open one its newest message.</summary>
    public async Task OpenAsync(FindingKind kind, string key, string message, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var isNew = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                """
                update findings set hidden = false
                where coalesce(case_id, 0) = 0 and scope = '' and key = @key and hidden and message <> @message;
                insert into findings (scope, kind, key, message, opened_at)
                select '', @kind, @key, @message, @now
                where not exists (
                    select from findings where coalesce(case_id, 0) = 0 and scope = '' and key = @key and hidden
                )
                on conflict (coalesce(case_id, 0), scope, key) where closed_at is null
                    do update set message = excluded.message, kind = excluded.kind
                returning xmax = 0
                """,
                new
                {
                    kind = kind.ToString(),
                    key,
                    message = message.Replace("\0", "", StringComparison.Ordinal),
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
        if (isNew)
        {
            this.Opened?.Invoke();
        }
    }

    /// <summary>Closes a finding; one that is not open is left alone.</summary>
    public async Task CloseAsync(string key, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                update findings set closed_at = coalesce(closed_at, @now), hidden = false
                where coalesce(case_id, 0) = 0 and scope = '' and key = @key and (closed_at is null or hidden)
                """,
                new { key, now = time.GetUtcNow() },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Has exactly these open of all whose key begins with a prefix.</summary>
    public async Task SetAsync(
        FindingKind kind,
        string prefix,
        IReadOnlyDictionary<string, string> messages,
        CancellationToken cancel
    )
    {
        await using (var connection = await source.OpenConnectionAsync(cancel))
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    """
                    update findings set closed_at = coalesce(closed_at, @now), hidden = false
                    where coalesce(case_id, 0) = 0 and scope = '' and (closed_at is null or hidden)
                        and starts_with(key, @prefix) and key <> all(@keys)
                    """,
                    new
                    {
                        prefix,
                        keys = messages.Keys.ToArray(),
                        now = time.GetUtcNow(),
                    },
                    cancellationToken: cancel
                )
            );
        }

        foreach (var (key, message) in messages)
        {
            await this.OpenAsync(kind, key, message, cancel);
        }
    }
}
