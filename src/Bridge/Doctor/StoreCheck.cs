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
    /// <param name="isOwn">True: the server is the bridge's own, where its role may do all.</param>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(
        NpgsqlDataSource? database,
        string? whyNot,
        bool isOwn,
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
        List<Diagnosis> found =
        [
            Version(int.Parse(number, CultureInfo.InvariantCulture) / 10_000),
            await MigrationsAsync(database, cancel),
        ];
        if (!isOwn)
        {
            found.Add(Role(await DatabaseRole.ReadAsync(database, cancel)));
        }

        return found;
    }

    internal static Diagnosis Version(int version) =>
        version < OldestVersion
            ? new Diagnosis(
                Mark.Problem,
                $"PostgreSQL {version} is older than the bridge is tested with",
                $"Take PostgreSQL {OldestVersion} or newer"
            )
            : new Diagnosis(Mark.Good, $"PostgreSQL {version} answers");

    internal static Diagnosis Role(RoleRights role) =>
        role switch
        {
            { Lacks: [_, ..] lacks } => new Diagnosis(
                Mark.Problem,
                $"the role '{role.Name}' lacks rights: {string.Join("; ", lacks)}",
                $"Run 'bridge migrate --grant {role.Name}' with a connection string of the tables' owner"
            ),
            { TooMuch: [_, ..] much } => new Diagnosis(
                Mark.Note,
                $"the role '{role.Name}' can do more than the bridge needs: {string.Join(", ", much)}",
                "Run CREATE ROLE bridge_app LOGIN PASSWORD '...'; then 'bridge migrate --grant bridge_app' as this role, then "
                    + "Username=bridge_app in ConnectionStrings:Bridge"
            ),
            _ => new Diagnosis(
                Mark.Good,
                $"the role '{role.Name}' reads and writes, and can neither make nor drop tables"
            ),
        };

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
                    "They are applied when the bridge starts as a role that may, or by 'bridge migrate'"
                );
        }
        catch (MigrationException e)
        {
            return new Diagnosis(Mark.Problem, e.Message, "Run the program that fits the database");
        }
    }
}
