using System.CommandLine;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Cli;

/// <summary><c>bridge run</c>: the worker itself.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Runs the bridge: takes webhooks, polls, keeps both sides in step.");
        command.SetAction((_, cancel) => RunAsync(cancel));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancel)
    {
        var configuration = Configuration.Build();
        var settings = SettingsReader.Read(configuration);
        var mappings = MappingFolder.Read(settings.Options.Mappings);
        settings = settings.With(mappings.Processes);
        if (settings.Errors.Length > 0 || mappings.Errors > 0 || settings.Options.Connections.Count == 0)
        {
            await ReportAsync(settings, mappings);
            return ExitCodes.BadConfiguration;
        }

        BridgeHost host;
        try
        {
            host = await BridgeHost.StartAsync(configuration, settings.Options, mappings, cancel);
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }

        await using (host)
        {
            Console.WriteLine($"Bridge is listening on {string.Join(", ", host.Addresses)}. Ctrl+C stops it.");
            await host.WaitAsync(cancel);
        }

        // Set by what ended it itself, such as a schema that it cannot bear.
        return Environment.ExitCode;
    }

    private static async Task ReportAsync(SettingsReading settings, MappingSet mappings)
    {
        foreach (var error in settings.Errors)
        {
            await Console.Error.WriteLineAsync("settings: " + error);
        }

        if (settings.Options.Connections.Count == 0 && settings.Errors.IsEmpty)
        {
            await Console.Error.WriteLineAsync(
                "settings: there is no connection. Copy appsettings.example.json to appsettings.json and fill it in, or try 'bridge demo'."
            );
        }

        if (mappings.Errors > 0)
        {
            await Console.Error.WriteLineAsync(mappings.Report);
        }
    }
}
