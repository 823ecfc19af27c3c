using System.CommandLine;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Cli;

/// <summary><c>bridge case</c>: what is known of one ticket's case, and what a person may have done to it.</summary>
internal static class CaseCommand
{
    /// <summary>What a command does with a case that was found.</summary>
    internal delegate Task<int> OnCase(FoundCase found, BridgeOptions options, NpgsqlDataSource source);

    public static Command Create() =>
        new("case", "Shows one ticket's case, tries again what was refused, or reads both sides anew.")
        {
            CaseShowCommand.Create(),
            CaseRetryCommand.Create(),
            CaseResyncCommand.Create(),
        };

    internal static Argument<string> Ticket() =>
        new("ticket")
        {
            Description = "The number of a ticket, or CONNECTION/NUMBER where several helpdesks have that number.",
        };

    /// <summary>Opens the bridge's database and looks the case up; tells what is wrong on the standard error output.</summary>
    internal static async Task<int> RunAsync(string ticket, OnCase act, CancellationToken cancel)
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
            var (found, problem) = await CaseLookup.FindAsync(database.Source, ticket, cancel);
            if (found is not null)
            {
                return await act(found, settings.Options, database.Source);
            }

            await Console.Error.WriteLineAsync(problem);
            return ExitCodes.Failed;
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
