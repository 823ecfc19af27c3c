using System.CommandLine;
using Bridge.Core.Planning.Comparison;
using Bridge.Mappings;
using Bridge.Rollout;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge plan</c>: what edited mapping files would change for the live cases. It writes nothing but a confirmation that is asked for.</summary>
internal static class PlanCommand
{
    /// <summary>What the command was asked.</summary>
    /// <param name="Folder">Null: the folder of the settings.</param>
    /// <param name="Case">Null: all live cases.</param>
    /// <param name="Confirm">The hash of a set to let go live; null: none.</param>
    internal sealed record Asked(string? Folder, bool Json, bool Fresh, long? Case, string? Confirm);

    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The folder of the edited mapping files; left out: the folder of the settings.",
        };
        var format = new Option<string>("--format")
        {
            Description = "text or json.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var fresh = new Option<bool>("--fresh")
        {
            Description =
                "Reads tickets and items from the tools, within their budgets, instead of what was last seen.",
        };
        var one = new Option<long?>("--case")
        {
            Description = "Only this case (the number in /cases/N), with all details.",
        };
        var confirm = new Option<string?>("--confirm")
        {
            Description = "Lets the set of this hash go live, though it sends more messages than may go unasked.",
        };
        var command = new Command("plan", "Says what edited mapping files would change for the live cases. Reads only.")
        {
            folder,
            format,
            fresh,
            one,
            confirm,
        };
        command.SetAction(
            (result, cancel) =>
                RunAsync(
                    new Asked(
                        result.GetValue(folder),
                        result.GetValue(format) == "json",
                        result.GetValue(fresh),
                        result.GetValue(one),
                        result.GetValue(confirm)
                    ),
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
        var edited = MappingFolder.Read(asked.Folder ?? settings.Options.Mappings);
        if (settings.Errors.Length > 0 || edited.Errors > 0)
        {
            foreach (var error in settings.Errors)
            {
                await Console.Error.WriteLineAsync("settings: " + error);
            }

            await Console.Error.WriteLineAsync(edited.Report);
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
            return asked.Confirm is { } hash
                ? await ConfirmAsync(hash, console, new SetStore(database.Source, time), cancel)
                : await PlanAsync(asked, edited, settings.Options, console, database.Source, time, cancel);
        }
        catch (Exception e)
            when (e is DatabaseException or PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            await Console.Error.WriteLineAsync(
                e is DatabaseException
                    ? e.Message
                    : "The database has no cases yet, or is of an older version: start the bridge on it once."
            );
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> ConfirmAsync(
        string hash,
        IAnsiConsole console,
        SetStore sets,
        CancellationToken cancel
    )
    {
        if (await sets.ConfirmAsync(hash, cancel))
        {
            console.WriteLine($"{hash} goes live now; a bridge that runs takes it within seconds.");
            return ExitCodes.Good;
        }

        var pending = await sets.PendingAsync(cancel);
        await Console.Error.WriteLineAsync(
            pending is null
                ? $"No set waits for a confirmation, so {hash} was not confirmed. Run 'bridge plan' to see what is live."
                : $"{hash} does not wait for a confirmation; {pending.Hash} does."
        );
        return ExitCodes.Failed;
    }

    private static async Task<int> PlanAsync(
        Asked asked,
        MappingSet edited,
        BridgeOptions options,
        IAnsiConsole console,
        NpgsqlDataSource source,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var live = await new SetStore(source, time).LiveAsync(cancel);
        var before = live is null ? null : MappingFolder.Read(live.Files);
        await using var fresh = asked.Fresh ? await FreshCases.OpenAsync(options, before, edited, time, cancel) : null;
        if (fresh is { Problems.IsEmpty: false })
        {
            foreach (var problem in fresh.Problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return ExitCodes.BadConfiguration;
        }

        var comparison = new SetComparison(new LiveCases(source), time);
        var compared = await ShowingProgressAsync(
            asked.Json ? null : console,
            progress =>
                comparison.RunAsync(
                    before?.Processes ?? [],
                    edited.Processes,
                    asked.Case,
                    fresh is null ? null : fresh.ReadAsync,
                    progress,
                    cancel
                )
        );
        var report = new ComparisonReport(
            live?.Hash,
            edited.Hash,
            options.StormLimit,
            compared.Summary,
            compared.Changes
        );
        if (asked.Json)
        {
            console.Profile.Out.Writer.WriteLine(ComparisonJson.Write(report));
        }
        else
        {
            new PlanPrinter(console).Print(report, asked.Case is not null, fresh?.Unread ?? 0);
        }

        return ExitCodes.Good;
    }

    private static async Task<Compared> ShowingProgressAsync(
        IAnsiConsole? console,
        Func<Action<long, long>?, Task<Compared>> work
    )
    {
        if (console is null)
        {
            return await work(null);
        }

        return await console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask("Comparing the live cases");
                return await work(
                    (done, total) =>
                    {
                        task.MaxValue = Math.Max(1, total);
                        task.Value = done;
                    }
                );
            });
    }
}
