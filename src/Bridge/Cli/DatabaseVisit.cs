using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Cli;

/// <summary>A command beside a bridge that may run, on its database.</summary>
internal static class DatabaseVisit
{
    /// <summary>Opens the bridge's database; tells what is wrong on the standard error output.</summary>
    internal static async Task<int> RunAsync(
        Func<BridgeOptions, NpgsqlDataSource, Task<int>> act,
        CancellationToken cancel
    )
    {
        var configuration = Configuration.Build();
        var settings = SettingsReader.Read(configuration);
        if (settings.Errors.Length > 0)
        {
            await Console.Error.WriteLineAsync("settings: " + string.Join("\nsettings: ", settings.Errors));
            return ExitCodes.BadConfiguration;
        }

        try
        {
            await using var database = await Database.VisitAsync(
                configuration.GetConnectionString("Bridge"),
                settings.Options.DataFolder,
                NullLoggerFactory.Instance,
                cancel
            );
            return await act(settings.Options, database.Source);
        }
        catch (Exception e)
            when (e
                    is DatabaseException
                        or PostgresException
                        {
                            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
                        }
            )
        {
            await Console.Error.WriteLineAsync(
                e is DatabaseException
                    ? e.Message
                    : "The database has no cases yet, or is of an older version: start the bridge on it once."
            );
            return ExitCodes.Failed;
        }
    }
}
