using Bridge.Work;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>The bridges that run on a database now, as their locks tell.</summary>
internal static class RunningNodes
{
    /// <exception cref="MigrationException">Nodes run, and this migration is one that older programs cannot bear.</exception>
    public static async Task RequireNoneAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        var running = await NamesAsync(connection, 0, cancel);
        if (running.Count > 0)
        {
            throw new MigrationException(
                $"Migration {migration} is one beside which older programs cannot go on, and some are running: "
                    + $"{string.Join(", ", running)}. Stop them all, then start this one again."
            );
        }
    }

    /// <summary>Whether others than this node run.</summary>
    public static async Task<bool> OthersAsync(NpgsqlDataSource database, int self, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await NamesAsync(connection, self, cancel)).Count > 0;
    }

    /// <param name="self">The node that asks, which is left out; 0: none.</param>
    private static async Task<IReadOnlyList<string>> NamesAsync(
        NpgsqlConnection connection,
        int self,
        CancellationToken cancel
    )
    {
        var hasNodes = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition("select to_regclass('nodes') is not null", cancellationToken: cancel)
        );
        if (!hasNodes)
        {
            return [];
        }

        var names = await connection.QueryAsync<string>(
            new CommandDefinition(
                """
                select n.name from pg_locks l join nodes n on n.id = l.objid::bigint
                where l.locktype = 'advisory' and l.classid = @space and l.objsubid = 2 and l.granted and n.id <> @self
                    and l.database = (select oid from pg_database where datname = current_database())
                order by n.id
                """,
                new { space = Node.LockSpace, self },
                cancellationToken: cancel
            )
        );
        return [.. names];
    }
}
