using System.CommandLine;
using System.Globalization;
using System.Text;
using Bridge.Core.Mappings;
using Bridge.Core.Reporting;
using Bridge.Core.Time;
using Bridge.Mappings;
using Bridge.Reports;
using Bridge.Settings;
using Bridge.Store;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge report</c>: what the processes did in a period, and how well.</summary>
internal static class ReportCommand
{
    private const int UsualDays = 30;

    public static Command Create()
    {
        var from = Day("--from", "The first day, such as 2026-11-01; left out: 29 days before the last.");
        var to = Day("--to", "The last day; left out: today.");
        var format = new Option<string>("--format")
        {
            Description = "table, json, csv or html.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "csv", "html");
        var process = new Option<string?>("--process") { Description = "One process by its name; left out: all." };
        var output = new Option<string?>("--output")
        {
            Description = "A file to write to; left out: the standard output.",
        };
        var command = new Command("report", "Shows SLA compliance, times, backlog and the metrics of a period.")
        {
            from,
            to,
            format,
            process,
            output,
        };
        command.SetAction(
            (result, cancel) =>
                RunAsync(
                    new Wanted(
                        result.GetValue(from),
                        result.GetValue(to),
                        result.GetValue(format)!,
                        result.GetValue(process),
                        result.GetValue(output)
                    ),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Wanted wanted, CancellationToken cancel)
    {
        var configuration = Configuration.Build();
        var options = SettingsReader.Read(configuration).Options;
        var mappings = MappingFolder.Read(options.Mappings);
        if (mappings.Errors > 0)
        {
            await Console.Error.WriteLineAsync(mappings.Report);
            return ExitCodes.BadConfiguration;
        }

        var processes = mappings.Processes.Where(p => wanted.Process is null || Same(p.Name, wanted.Process)).ToList();
        if (processes.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                $"There is no process '{wanted.Process}'. There are: {string.Join(", ", mappings.Processes.Select(p => p.Name))}."
            );
            return ExitCodes.Failed;
        }

        try
        {
            using var loggers = LoggerFactory.Create(_ => { });
            await using var database = await Database.OpenAsync(
                configuration.GetConnectionString("Bridge"),
                options.DataFolder,
                loggers,
                cancel
            );
            await Migrator.Embedded().ApplyAsync(database.Source, cancel);
            var reports = new List<(Report Report, ProcessMapping Process)>();
            foreach (var one in processes)
            {
                var period = PeriodOf(one, wanted, TimeProvider.System.GetUtcNow());
                if (period.From > period.To)
                {
                    await Console.Error.WriteLineAsync("--from is after --to.");
                    return ExitCodes.Failed;
                }

                reports.Add((await new ReportCases(database.Source).ReadAsync(one, period, cancel), one));
            }

            await WriteAsync(wanted, reports, cancel);
            return ExitCodes.Good;
        }
        catch (Exception failed) when (failed is DatabaseException or MigrationException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>The wanted days in the calendar's zone, else in UTC; usually the last thirty.</summary>
    private static Period PeriodOf(ProcessMapping process, Wanted wanted, DateTimeOffset now)
    {
        var zone = process.Calendar?.Zone ?? "Etc/UTC";
        var to = wanted.To ?? Zones.Day(zone, now);
        return new Period(wanted.From ?? to.AddDays(1 - UsualDays), to, zone, now);
    }

    private static async Task WriteAsync(
        Wanted wanted,
        List<(Report Report, ProcessMapping Process)> reports,
        CancellationToken cancel
    )
    {
        List<Report> all = [.. reports.Select(r => r.Report)];
        if (wanted is { Format: "table", Output: null })
        {
            TableReport.Write(AnsiConsole.Console, all);
            return;
        }

        var text = wanted.Format switch
        {
            "json" => ReportJson.Write(all),
            "csv" => CsvReport.Write(all),
            "html" => HtmlReport.Write(reports),
            _ => Plain(all),
        };
        if (wanted.Output is { } file)
        {
            await File.WriteAllTextAsync(file, text, new UTF8Encoding(false), cancel);
        }
        else
        {
            await Console.Out.WriteAsync(text);
        }
    }

    private static string Plain(List<Report> reports)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        TableReport.Write(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) }), reports);
        return text.ToString();
    }

    private static Option<DateOnly?> Day(string name, string about) =>
        new(name)
        {
            Description = about,
            CustomParser = result =>
            {
                if (
                    DateOnly.TryParseExact(
                        result.Tokens.Count == 1 ? result.Tokens[0].Value : "",
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                {
                    return day;
                }

                result.AddError($"{name} takes a day such as 2026-11-01.");
                return null;
            },
        };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private sealed record Wanted(DateOnly? From, DateOnly? To, string Format, string? Process, string? Output);
}
