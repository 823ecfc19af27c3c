using System.Globalization;
using Bridge.Connectors;
using Bridge.Store;
using Npgsql;

namespace Bridge.Doctor;

/// <summary>Whether the database is there and fits this program.</summary>
internal static class StoreCheck
{
    private const int OldestVersion = 14;

    /// <summary>Its version and its migrations, or why there is none.</summary>
    /// <param name="database">Null: none was opened.</param>
    /// <param name="whyNot">Why none could be opened; null: there is none yet.</param>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(
        NpgsqlDataSource? database,
        string? whyNot,
        CancellationToken cancel
    )
    {
        if (database is null)
        {
            return
            [
                whyNot is null
                    ? new Diagnosis(Mark.Note, "there is no database yet; the bridge makes one at its first start")
                    : new Diagnosis(Mark.Problem, whyNot, "Mend this, then look again"),
            ];
        }

        await using var command = database.CreateCommand("select current_setting('server_version_num')");
        var number = await command.ExecuteScalarAsync(cancel) as string ?? "";
        return
        [
            Version(int.Parse(number, CultureInfo.InvariantCulture) / 10_000),
            await MigrationsAsync(database, cancel),
        ];
    }

    internal static Diagnosis Version(int version) =>
        version < OldestVersion
            ? new Diagnosis(
                Mark.Problem,
                $"PostgreSQL {version} is older than the bridge is tested with",
                $"Take PostgreSQL {OldestVersion} or newer"
            )
            : new Diagnosis(Mark.Good, $"PostgreSQL {version} answers");

    private static async Task<Diagnosis> MigrationsAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        try
        {
            var missing = await Migrator.Embedded().MissingAsync(database, cancel);
            return missing.Count == 0
                ? new Diagnosis(Mark.Good, "all migrations are applied")
                : new Diagnosis(
                    Mark.Note,
                    $"migrations wait: {string.Join(", ", missing)}",
                    "They are applied when the bridge starts"
                );
        }
        catch (MigrationException e)
        {
            return new Diagnosis(Mark.Problem, e.Message, "Run the program that fits the database");
        }
    }
}
