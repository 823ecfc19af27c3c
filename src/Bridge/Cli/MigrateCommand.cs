using System.CommandLine;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Cli;

/// <summary><c>bridge migrate</c>: brings the database to this program's schema, and lets a lesser role work with it.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var grant = new Option<string?>("--grant")
        {
            Description = "A role of the server that may then read and write the bridge's tables, and nothing else.",
            HelpName = "ROLE",
        };
        var command = new Command(
            "migrate",
            "Brings the database to this program's schema as the role of ConnectionStrings:Bridge; 'run' does so too, where its role may."
        )
        {
            grant,
        };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(grant), Configuration.Build(), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(string? role, IConfiguration configuration, CancellationToken cancel)
    {
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
            var migrator = Migrator.Embedded();
            var missing = await migrator.MissingAsync(database.Source, cancel);
            await migrator.ApplyAsync(database.Source, cancel);
            await Console.Out.WriteLineAsync(
                missing.Count == 0 ? "All migrations are applied." : $"Applied: {string.Join(", ", missing)}."
            );
            if (role is not null)
            {
                await DatabaseRole.GrantAsync(database.Source, role, cancel);
                await Console.Out.WriteLineAsync(
                    $"'{role}' may read and write the {DatabaseRole.Tables.Count} tables of the bridge. Run it with Username={role} in ConnectionStrings:Bridge."
                );
            }

            return ExitCodes.Good;
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }
}
