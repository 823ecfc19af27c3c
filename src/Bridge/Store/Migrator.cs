using System.Globalization;
using System.Reflection;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Brings a database to the program's schema. Any number of nodes may do so at once: one works, the others wait for it
/// and find nothing left to do. Each migration is a transaction of its own, with the note that it was applied.
/// </summary>
public sealed class Migrator
{
    // One number for this lock in the whole database: "bridge" in ASCII.
    private const long Lock = 0x627269646765;
    private const string Prefix = "Bridge.Store.Sql.";

    private const string Table = """
        CREATE TABLE IF NOT EXISTS bridge_migrations (
            number int PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        ALTER TABLE bridge_migrations ADD COLUMN IF NOT EXISTS older_programs text
        """;

    private readonly List<Migration> migrations;

    /// <summary>Takes the migrations in any order.</summary>
    /// <exception cref="MigrationException">Two migrations have one number.</exception>
    public Migrator(IEnumerable<Migration> migrations)
    {
        this.migrations = [.. migrations.OrderBy(migration => migration.Number)];
        foreach (var (first, second) in this.migrations.Zip(this.migrations.Skip(1)))
        {
            if (first.Number == second.Number)
            {
                throw new MigrationException(
                    $"Migrations {first} and {second} have one number. Give one the next number."
                );
            }
        }
    }

    /// <summary>In order of number.</summary>
    public IReadOnlyList<Migration> All => this.migrations;

    /// <summary>The migrations of this program: its resources Store/Sql/NNN-name.sql.</summary>
    public static Migrator Embedded()
    {
        var assembly = typeof(Migrator).Assembly;
        return new Migrator(
            assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
        );
    }

    /// <summary>
    /// Applies what is missing, in order of number, and answers how many that were. With nothing missing it only reads, and
    /// needs no more right than that.
    /// </summary>
    /// <exception cref="MigrationException">
    /// The database is newer than the program can bear, nodes run that could not bear what is missing, an applied migration
    /// was edited, or one failed (those before it stay).
    /// </exception>
    public async Task<int> ApplyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        IReadOnlyList<string> missing = [];
        try
        {
            missing = await this.MissingAsync(database, cancel);
            return missing.Count == 0 ? 0 : await this.ApplyMissingAsync(database, cancel);
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw new MigrationException(
                (missing.Count > 0 ? $"The database lacks {string.Join(", ", missing)}, and the" : "The")
                    + $" role of ConnectionStrings:Bridge lacks a right ({refusal.MessageText}). Run 'bridge migrate --grant "
                    + "ROLE' with a connection string of the tables' owner, ROLE being the one that the bridge runs with; "
                    + "then start the bridge again.",
                e
            );
        }
    }

    private static PostgresException? Refusal(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException)
            is { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal
            ? refusal
            : null;

    private async Task<int> ApplyMissingAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(Sql("SELECT pg_advisory_lock(@Lock)", new { Lock }, null, cancel));
        try
        {
            await connection.ExecuteAsync(Sql(Table, null, null, cancel));
            var applied = await ReadAppliedAsync(connection, cancel);
            this.Compare(applied);
            var missing = this.migrations.Where(migration => !applied.ContainsKey(migration.Number)).ToList();
            if (
                applied.Count > 0
                && missing.Find(migration => migration.OlderPrograms != Migration.GoOn) is { } breaking
            )
            {
                await RunningNodes.RequireNoneAsync(connection, breaking, cancel);
            }

            foreach (var migration in missing)
            {
                await ApplyAsync(connection, migration, cancel);
            }

            return missing.Count;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await connection.ExecuteAsync("SELECT pg_advisory_unlock(@Lock)", new { Lock });
            }
        }
    }

    /// <summary>The migrations that the database lacks, in order; it is only read. All of them when it has no table of migrations.</summary>
    /// <exception cref="MigrationException">
    /// The database is newer than the program can bear, or an applied migration was edited.
    /// </exception>
    public async Task<IReadOnlyList<string>> MissingAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var isThere = await connection.ExecuteScalarAsync<bool>(
            Sql("SELECT to_regclass('bridge_migrations') IS NOT NULL", null, null, cancel)
        );
        var applied = isThere ? await ReadAppliedAsync(connection, cancel) : [];
        this.Compare(applied);
        return [.. this.migrations.Where(m => !applied.ContainsKey(m.Number)).Select(m => $"{m}")];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource);
        using var reader = new StreamReader(stream ?? throw new MigrationException($"Resource {resource} is missing."));
        var file = resource[Prefix.Length..^".sql".Length];
        var dash = file.IndexOf('-', StringComparison.Ordinal);
        return int.TryParse(file.AsSpan(0, Math.Max(dash, 0)), CultureInfo.InvariantCulture, out var number)
            ? new Migration(number, file[(dash + 1)..], reader.ReadToEnd())
            : throw new MigrationException(
                $"The migration '{file}.sql' must be named NNN-name.sql, like 002-deadlines.sql."
            );
    }

    private static async Task<Dictionary<int, Applied>> ReadAppliedAsync(
        NpgsqlConnection connection,
        CancellationToken cancel
    )
    {
        var rows = await connection.QueryAsync<Applied>(
            Sql(
                "SELECT number, name, checksum, to_jsonb(m) ->> 'older_programs' AS olderprograms FROM bridge_migrations m",
                null,
                null,
                cancel
            )
        );
        return rows.ToDictionary(row => row.Number);
    }

    private void Compare(Dictionary<int, Applied> applied)
    {
        var newest = applied.Keys.DefaultIfEmpty().Max();
        var known = this.migrations.ToDictionary(migration => migration.Number);
        foreach (var row in applied.Values.OrderBy(row => row.Number))
        {
            if (!known.TryGetValue(row.Number, out var migration))
            {
                if (row.OlderPrograms == Migration.GoOn && row.Number > this.migrations.LastOrDefault()?.Number)
                {
                    continue;
                }

                throw new MigrationException(
                    $"The database is newer than this program: it has migration {row.Number:000}-{row.Name}, and this program "
                        + $"knows {(this.migrations.Count > 0 ? $"them up to {this.migrations[^1]}" : "none")} and cannot go on beside it. "
                        + "Run the newer version, or restore a backup from before the upgrade."
                );
            }

            if (row.Checksum != migration.Checksum)
            {
                throw new MigrationException(
                    $"Migration {migration} was changed after it had been applied to this database. Put the file back as it "
                        + "was, and write the change as a migration with the next number."
                );
            }
        }

        if (
            this.migrations.Find(migration => migration.Number < newest && !applied.ContainsKey(migration.Number)) is
            { } late
        )
        {
            throw new MigrationException(
                $"Migration {late} was added after {newest:000} had been applied to this database. Give it the next number."
            );
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await connection.ExecuteAsync(Sql(migration.Sql, null, transaction, cancel));
        }
        catch (PostgresException failed)
        {
            throw new MigrationException($"Migration {migration} failed and was undone: {failed.Message}", failed);
        }

        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO bridge_migrations (number, name, checksum, older_programs) VALUES (@Number, @Name, @Checksum, @OlderPrograms)",
                new
                {
                    migration.Number,
                    migration.Name,
                    migration.Checksum,
                    migration.OlderPrograms,
                },
                transaction,
                cancel
            )
        );
        await transaction.CommitAsync(cancel);
    }

    // Neither a wait for another node's migration nor a long one of our own runs into a time limit.
    private static CommandDefinition Sql(
        string sql,
        object? values,
        NpgsqlTransaction? transaction,
        CancellationToken cancel
    ) => new(sql, values, transaction, commandTimeout: 0, cancellationToken: cancel);

    /// <param name="OlderPrograms">Null: applied by a version that did not note it yet.</param>
    private sealed record Applied(int Number, string Name, string Checksum, string? OlderPrograms);
}
