using System.CommandLine;
using Bridge.Reports;
using Bridge.Store;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge findings list</c>.</summary>
internal static class FindingsListCommand
{
    private const int Usual = 100;
    private const int WideEnough = 240;

    public static Command Create()
    {
        var kind = FindingsCommand.Kind();
        var process = FindingsCommand.Process();
        var connection = FindingsCommand.Connection();
        var since = FindingsCommand.Since();
        var ticket = new Option<string?>("--case")
        {
            Description = "Only of this ticket: its number, or CONNECTION/NUMBER.",
        };
        var closed = new Option<bool>("--closed")
        {
            Description = "Those that are over or were dropped, instead of open ones.",
        };
        var format = new Option<string>("--format")
        {
            Description = "table, json or csv.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        var most = new Option<int>("--most") { Description = "So many, the newest.", DefaultValueFactory = _ => Usual };
        var command = new Command("list", "Lists open findings, the newest first.")
        {
            kind,
            process,
            connection,
            since,
            ticket,
            closed,
            format,
            most,
        };
        command.SetAction(
            (result, cancel) =>
                DatabaseVisit.RunAsync(
                    async (_, source) =>
                    {
                        var given = new FindingFilter(
                            result.GetValue(kind),
                            result.GetValue(process),
                            result.GetValue(connection),
                            result.GetValue(since),
                            null,
                            result.GetValue(closed)
                        );
                        var filter = await FindingsCommand.FilterAsync(given, result.GetValue(ticket), source, cancel);
                        if (filter is null)
                        {
                            return ExitCodes.Failed;
                        }

                        var store = new FindingStore(source);
                        var rows = await store.ListAsync(filter, null, Math.Max(1, result.GetValue(most)), cancel);
                        var all = await store.CountAsync(filter, retry: false, cancel);
                        Write(result.GetValue(format)!, rows, filter.Closed);
                        if (all > rows.Count)
                        {
                            await Console.Error.WriteLineAsync($"{all - rows.Count} more; --most {all} lists them.");
                        }

                        return ExitCodes.Good;
                    },
                    cancel
                )
        );
        return command;
    }

    private static void Write(string format, IReadOnlyList<StoredFinding> rows, bool closed)
    {
        switch (format)
        {
            case "json":
                Console.Out.WriteLine(FindingList.Json(rows));
                break;
            case "csv":
                Console.Out.Write(FindingList.Csv(rows));
                break;
            case "table" when rows.Count == 0:
                Console.Out.WriteLine(closed ? "No finding was closed." : "No findings. Nothing needs you.");
                break;
            default:
                if (Console.IsOutputRedirected)
                {
                    // A file or a pipe has no edge to break lines at.
                    AnsiConsole.Console.Profile.Width = WideEnough;
                }

                FindingList.Table(AnsiConsole.Console, rows);
                break;
        }
    }
}
