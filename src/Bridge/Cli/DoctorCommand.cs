using System.Collections.Concurrent;
using System.CommandLine;
using Bridge.Connectors;
using Bridge.Doctor;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge doctor</c>: looks over the settings, the database, the accounts and the ways between, and names cures.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the command was asked.</summary>
    /// <param name="Fix">True: webhooks that a tool's API can register or wake are.</param>
    internal sealed record Asked(bool Json, bool Fix);

    public static Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = "text or json.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var fix = new Option<bool>("--fix")
        {
            Description = "Registers or wakes the webhooks that a tool's API lets the bridge register (ClickUp, Jira).",
        };
        var command = new Command(
            "doctor",
            "Looks whether everything works: database, credentials, permissions, fields, webhooks, clocks; names the cure."
        )
        {
            format,
            fix,
        };
        command.SetAction(
            (result, cancel) =>
                RunAsync(
                    new Asked(result.GetValue(format) == "json", result.GetValue(fix)),
                    AnsiConsole.Console,
                    Configuration.Build(),
                    TimeProvider.System,
                    cancel
                )
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        Asked asked,
        IAnsiConsole console,
        IConfiguration configuration,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var settings = SettingsReader.Read(configuration);
        var mappings = MappingFolder.Read(settings.Options.Mappings);
        settings = settings.With(mappings.Processes);
        if (settings.Errors.Length > 0)
        {
            foreach (var error in settings.Errors)
            {
                await Console.Error.WriteLineAsync("settings: " + error);
            }

            return ExitCodes.BadConfiguration;
        }

        var (database, whyNot) = await OpenAsync(configuration, settings.Options, cancel);
        await using (database)
        {
            var memory = await MemoryAsync(database?.Source, time, cancel);
            await using var hospital = new Hospital(settings.Options, mappings, memory, time, asked.Fix);
            var wards = hospital.Wards(
                database?.Source,
                whyNot,
                string.IsNullOrWhiteSpace(configuration.GetConnectionString("Bridge"))
            );
            var report = await ShowingProgressAsync(asked.Json ? null : console, wards, time, cancel);
            if (asked.Json)
            {
                console.Profile.Out.Writer.WriteLine(DoctorJson.Write(report));
            }
            else
            {
                DoctorText.Print(console, report);
            }

            return report.Problems == 0 ? ExitCodes.Good : ExitCodes.Failed;
        }
    }

    /// <summary>The database where there is one: none is made for a look.</summary>
    private static async Task<(Database? Database, string? WhyNot)> OpenAsync(
        IConfiguration configuration,
        BridgeOptions options,
        CancellationToken cancel
    )
    {
        var connection = configuration.GetConnectionString("Bridge");
        if (string.IsNullOrWhiteSpace(connection) && !Directory.Exists(options.DataFolder))
        {
            return (null, null);
        }

        try
        {
            return (
                await Database.VisitAsync(connection, options.DataFolder, NullLoggerFactory.Instance, cancel),
                null
            );
        }
        catch (DatabaseException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>What the nodes know of webhooks; of a database that has no room for it yet, what this process learns.</summary>
    private static async Task<IWebhookMemory> MemoryAsync(
        NpgsqlDataSource? source,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        if (source is null)
        {
            return new LocalWebhookMemory();
        }

        await using var command = source.CreateCommand("select to_regclass('webhooks') is not null");
        return await command.ExecuteScalarAsync(cancel) is true
            ? new WebhookMemory(source, time)
            : new LocalWebhookMemory();
    }

    private static async Task<DoctorReport> ShowingProgressAsync(
        IAnsiConsole? console,
        IReadOnlyList<Ward> wards,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var checkup = new Checkup(Patience, time);
        if (console is null)
        {
            return await checkup.RunAsync(wards, static (_, _) => { }, cancel);
        }

        return await console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var tasks = new ConcurrentDictionary<string, ProgressTask>(
                    wards.Select(w =>
                        KeyValuePair.Create(w.Name, context.AddTask(Markup.Escape(w.Name), maxValue: w.Steps.Count))
                    )
                );
                return await checkup.RunAsync(
                    wards,
                    (name, step) =>
                    {
                        tasks[name].Description = Markup.Escape($"{name}: {step.Check}");
                        tasks[name].Increment(1);
                    },
                    cancel
                );
            });
    }
}
