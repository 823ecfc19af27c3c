using System.CommandLine;
using Bridge.Core.Mappings;
using Bridge.Core.Simulation;
using Bridge.Explaining;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Cli;

/// <summary><c>bridge mappings explain</c>: what would happen to a ticket, and why.</summary>
internal static class MappingExplainCommand
{
    public static Command Create()
    {
        var ticket = new Argument<string?>("ticket")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The number of a ticket of the live helpdesk; nothing is written.",
        };
        var file = new Option<string?>("--file")
        {
            Description = "A situation as a test's 'given' words it (YAML or JSON), or a recorded webhook body.",
        };
        var mappings = new Option<string?>("--mappings")
        {
            Description = "A mapping file or a folder of them; left out: the folder of the settings.",
        };
        var command = new Command("explain", "Says what would happen to a ticket, and why all else would not.")
        {
            ticket,
            file,
            mappings,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(ticket) is null) == (result.GetValue(file) is null))
            {
                result.AddError("Give either the number of a ticket or --file.");
            }
        });
        command.SetAction(
            (result, cancel) =>
                result.GetValue(file) is { } path
                    ? FileAsync(path, result.GetValue(mappings))
                    : LiveAsync(result.GetValue(ticket)!.TrimStart('#'), result.GetValue(mappings), cancel)
        );
        return command;
    }

    private static async Task<int> FileAsync(string path, string? mappings)
    {
        var set = MappingFolder.Read(mappings ?? SettingsReader.Read(Configuration.Build()).Options.Mappings);
        if (set.Errors > 0 || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync(set.Errors > 0 ? set.Report : $"There is no file '{path}'.");
            return ExitCodes.BadConfiguration;
        }

        var text = await File.ReadAllTextAsync(path);
        var readings = set.Processes.Select(process => Read(path, text, process, set.Processes)).ToList();
        var good = readings.Where(r => r.Given is not null).DistinctBy(r => r.Process).ToList();
        if (good.Count == 0)
        {
            await Console.Error.WriteLineAsync(MappingReport.Print(readings[0].Errors, text));
            return ExitCodes.BadConfiguration;
        }

        var explained = Explainer.Of([.. good.Select(r => Scene.Of(r.Process!, r.Given!))]);
        Console.Write(ExplanationText.Print(Path.GetFileName(path), explained));
        return ExitCodes.Good;
    }

    /// <summary>The situation for one process; the file itself may name the one that it is of.</summary>
    private static GivenReading Read(
        string path,
        string text,
        ProcessMapping process,
        IReadOnlyCollection<ProcessMapping> all
    )
    {
        if (RecordedEvent.AsGiven(text, process) is not { } given)
        {
            var error = "this webhook body does not say the ticket's status; explain the ticket by its number instead";
            return new GivenReading(process, null, [new MappingError(path, 1, 1, error)]);
        }

        var reading = MappingTests.ReadGiven(path, given, [process]);
        return reading.Process is null ? MappingTests.ReadGiven(path, given, all) : reading;
    }

    private static async Task<int> LiveAsync(string ticket, string? mappings, CancellationToken cancel)
    {
        var configuration = Configuration.Build();
        var settings = SettingsReader.Read(configuration);
        var set = MappingFolder.Read(mappings ?? settings.Options.Mappings);
        if (settings.Errors.Length > 0 || set.Errors > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', [.. settings.Errors, set.Report]).Trim());
            return ExitCodes.BadConfiguration;
        }

        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .BuildServiceProvider();
        try
        {
            await using var database = await StoreAsync(configuration, settings.Options, cancel);
            var live = new LiveCase(settings.Options, set.Processes, services);
            var (explained, problem) = await live.ExplainAsync(ticket, database?.Source, cancel);
            if (explained is null)
            {
                await Console.Error.WriteLineAsync(problem);
                return ExitCodes.Failed;
            }

            Console.Write(ExplanationText.Print($"#{ticket}", explained));
            return ExitCodes.Good;
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>The database where there is one: none is made for an explanation.</summary>
    private static async Task<Database?> StoreAsync(
        IConfiguration configuration,
        BridgeOptions options,
        CancellationToken cancel
    )
    {
        var connection = configuration.GetConnectionString("Bridge");
        return string.IsNullOrWhiteSpace(connection) && !Directory.Exists(options.DataFolder)
            ? null
            : await Database.VisitAsync(connection, options.DataFolder, NullLoggerFactory.Instance, cancel);
    }
}
