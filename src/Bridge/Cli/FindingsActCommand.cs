using System.CommandLine;
using Bridge.Connectors;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;
using Npgsql;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary>
/// <c>bridge findings retry</c> and <c>drop</c>: some by their ids, or all that are alike. They change what is stored; a bridge
/// that runs acts on it.
/// </summary>
internal static class FindingsActCommand
{
    public static Command Retry()
    {
        var why = new Option<string?>("--reason") { Description = "Why, for the story of the case." };
        return Create("retry", "Has what findings are about tried again, or looked at again.", why, drop: false);
    }

    public static Command Drop()
    {
        var why = new Option<string?>("--reason") { Description = "Why, for the story of the case.", Required = true };
        return Create(
            "drop",
            "Gives up what findings are about, or takes note of them: they are hidden.",
            why,
            drop: true
        );
    }

    private static Command Create(string name, string about, Option<string?> why, bool drop)
    {
        var ids = new Argument<long[]>("id")
        {
            Description = "Findings by number; left out: all that the options name.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var kind = FindingsCommand.Kind();
        var process = FindingsCommand.Process();
        var connection = FindingsCommand.Connection();
        var since = FindingsCommand.Since();
        var by = new Option<string>("--by")
        {
            Description = "Who does it; left out: the user of the system.",
            DefaultValueFactory = _ => Environment.UserName,
        };
        var dry = new Option<bool>("--dry-run") { Description = "Says how many there are, and does nothing." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask before all are done." };
        var command = new Command(name, about) { ids, kind, process, connection, since, why, by, dry, yes };
        command.SetAction(
            (result, cancel) =>
            {
                var asked = new Asked(
                    drop,
                    result.GetValue(ids) ?? [],
                    new FindingFilter(
                        result.GetValue(kind),
                        result.GetValue(process),
                        result.GetValue(connection),
                        result.GetValue(since)
                    ),
                    new PersonsWord(result.GetValue(by)!, result.GetValue(why) ?? ""),
                    result.GetValue(dry),
                    result.GetValue(yes)
                );
                return WrongOf(asked) is { } wrong
                    ? SayAsync(wrong)
                    : DatabaseVisit.RunAsync((options, source) => RunAsync(asked, options, source, cancel), cancel);
            }
        );
        return command;
    }

    private static string? WrongOf(Asked asked) =>
        asked.Drop && string.IsNullOrWhiteSpace(asked.Word.Why) ? "--reason must say why."
        : asked.Ids.Length > 0 && asked.Filter != new FindingFilter()
            ? "Name findings by number, or by options; not both."
        : asked.Ids.Length == 0 && asked.Filter is not { Kind: not null } and not { Connection: not null }
            ? "Name findings by number, or all that are alike: --kind or --connection, and --since, --process."
        : null;

    private static async Task<int> SayAsync(string wrong)
    {
        await Console.Error.WriteLineAsync(wrong);
        return ExitCodes.Failed;
    }

    private static async Task<int> RunAsync(
        Asked asked,
        BridgeOptions options,
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        var time = TimeProvider.System;
        var store = new FindingStore(source);
        using var inbox = new SignalInbox(source, time);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(time).BuildServiceProvider();
        var tools = new ToolSet(options.Connections.Select(c => ToolFactory.Create(c.Key, c.Value, services)));
        var webhooks = new Webhooks.QuarantineReading(
            tools,
            new Quarantine(source, time),
            inbox,
            new WebhookMemory(source, time)
        );
        await inbox.StartAsync(cancel);
        try
        {
            var actions = new FindingActions(source, webhooks, time);
            return asked.Ids.Length > 0
                ? await OneByOneAsync(asked, store, actions, cancel)
                : await AllAsync(asked, store, new FindingSweep(store, actions, time), source, cancel);
        }
        finally
        {
            await inbox.StopAsync(CancellationToken.None);
            foreach (var tool in tools.All.OfType<IDisposable>())
            {
                tool.Dispose();
            }
        }
    }

    private static async Task<int> OneByOneAsync(
        Asked asked,
        FindingStore store,
        FindingActions actions,
        CancellationToken cancel
    )
    {
        var code = ExitCodes.Good;
        foreach (var id in asked.Ids)
        {
            var finding = await store.FindAsync(id, cancel);
            var (acted, why) =
                finding is null ? (Acted.Over, "there is no such finding")
                : asked.Dry ? (Acted.Done, null)
                : asked.Drop ? (await actions.DropAsync(finding, asked.Word, cancel), null)
                : await actions.RetryAsync(finding, asked.Word, cancel);
            if (acted == Acted.Done)
            {
                await Console.Out.WriteLineAsync($"{id}: {(asked.Dry ? $"would be {asked.Done}" : asked.Done)}");
                continue;
            }

            code = ExitCodes.Failed;
            await Console.Error.WriteLineAsync($"{id}: {why ?? ActedWords.Of(acted)}");
        }

        return code;
    }

    private static async Task<int> AllAsync(
        Asked asked,
        FindingStore store,
        FindingSweep sweep,
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        if (await FindingsCommand.FilterAsync(asked.Filter, null, source, cancel) is not { } filter)
        {
            return ExitCodes.Failed;
        }

        var count = await store.CountAsync(filter, !asked.Drop, cancel);
        if (count == 0 || asked.Dry)
        {
            await Console.Out.WriteLineAsync(
                count == 0 ? "There is no such finding." : $"{count} findings would be {asked.Done}."
            );
            return ExitCodes.Good;
        }

        var console = AnsiConsole.Console;
        if (
            !asked.Yes
            && !Console.IsInputRedirected
            && !await new ConfirmationPrompt($"{count} findings are to be {asked.Done}. Go on?").ShowAsync(
                console,
                cancel
            )
        )
        {
            return ExitCodes.Failed;
        }

        var swept = await ShowingProgressAsync(
            console,
            count,
            progress => sweep.RunAsync(filter, asked.Drop, asked.Word, count, progress, cancel)
        );
        await Console.Out.WriteLineAsync($"{swept.Done} of {count} findings were {asked.Done}.");
        foreach (var (id, why) in swept.Reasons)
        {
            await Console.Error.WriteLineAsync($"{id}: {why}");
        }

        return swept.Left == 0 ? ExitCodes.Good : ExitCodes.Failed;
    }

    private static Task<Swept> ShowingProgressAsync(
        IAnsiConsole console,
        long count,
        Func<Action<long>, Task<Swept>> work
    ) =>
        console
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
                var task = context.AddTask("Findings", maxValue: Math.Max(1, count));
                return await work(done => task.Value = done);
            });

    private sealed record Asked(bool Drop, long[] Ids, FindingFilter Filter, PersonsWord Word, bool Dry, bool Yes)
    {
        public string Done => this.Drop ? "dropped" : "retried";
    }
}
