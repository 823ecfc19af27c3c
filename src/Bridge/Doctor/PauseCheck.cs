using System.Globalization;
using Bridge.Connectors;
using Bridge.Store;
using Npgsql;

namespace Bridge.Doctor;

/// <summary>Whether the bridge has paused a connection.</summary>
internal static class PauseCheck
{
    /// <param name="database">Null: there is none to ask.</param>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(
        NpgsqlDataSource? database,
        string connection,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        if (database is null)
        {
            return [new Diagnosis(Mark.Note, "there is no database to ask")];
        }

        try
        {
            var paused = await new PauseStore(database, time).AllAsync(cancel);
            return
            [
                paused.TryGetValue(connection, out var pause)
                    ? new Diagnosis(
                        Mark.Problem,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"paused since {pause.Since:yyyy-MM-dd HH:mm} UTC: {pause.Words}"
                        ),
                        "Mend what the looks at the credentials and the address say; a probe each minute finds it, or press Try now at /connections"
                    )
                    : new Diagnosis(Mark.Good, "it is not paused"),
            ];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [new Diagnosis(Mark.Note, "the bridge has not run on this database yet")];
        }
    }
}
