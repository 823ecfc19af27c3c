using System.Collections.Immutable;
using System.CommandLine;
using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Mappings;
using Bridge.Mappings.Reports;
using Bridge.Settings;

namespace Bridge.Cli;

/// <summary><c>bridge mappings check</c>: says all that is wrong with mapping files.</summary>
internal static class MappingsCheckCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("path")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A mapping file, a file of tests, or a folder of them; left out: the folder of the settings.",
        };
        var format = new Option<string>("--format")
        {
            Description = "How to say it: text, json, sarif or github.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong([.. FindingsReport.Words.Keys.Order(StringComparer.Ordinal)]);
        var strict = new Option<bool>("--strict") { Description = "Fail on warnings too." };
        var live = new Option<bool>("--live")
        {
            Description = "Also ask the accounts of the settings: statuses, fields, options, permissions, workflow.",
        };
        var check = new Command("check", "Checks mapping files: every error at once, with its place and its cure.")
        {
            path,
            format,
            strict,
            live,
        };
        check.SetAction(
            (result, cancel) =>
                CheckAsync(
                    result.GetValue(path),
                    FindingsReport.Words[result.GetValue(format)!],
                    result.GetValue(strict),
                    result.GetValue(live),
                    cancel
                )
        );
        return check;
    }

    private static async Task<int> CheckAsync(
        string? path,
        ReportFormat format,
        bool isStrict,
        bool isLive,
        CancellationToken cancel
    )
    {
        var settings = SettingsReader.Read(Configuration.Build());
        var tested = MappingTestFolder.Read(path ?? settings.Options.Mappings);
        var set = tested.Set;
        if (isLive && !settings.Errors.IsEmpty)
        {
            foreach (var error in settings.Errors)
            {
                await Console.Error.WriteLineAsync("settings: " + error);
            }

            return ExitCodes.BadConfiguration;
        }

        var findings = set.Findings.AddRange(tested.Findings);
        if (isLive)
        {
            findings = findings.AddRange(await AskAsync(set, settings.Options, cancel));
        }

        var bad = set.Errors > 0 || findings.Any(f => f.IsError || isStrict);
        Say(set, findings, format, bad);
        return bad ? ExitCodes.BadConfiguration : ExitCodes.Good;
    }

    private static void Say(MappingSet set, ImmutableArray<MappingError> findings, ReportFormat format, bool isBad)
    {
        var isColoured =
            !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Console.Write(FindingsReport.Write(format, findings, set.TextOf, isColoured));
        if (format != ReportFormat.Text)
        {
            return;
        }

        if (findings.IsEmpty && set.Errors > 0)
        {
            Console.WriteLine(set.Report);
        }

        foreach (var process in isBad ? [] : set.Processes)
        {
            var gates = process.Stages.Count(s => s.Requires.Length + s.From.Length > 0);
            Console.WriteLine(
                $"{process.File}: {process.Name}: {process.Stages.Length} stages, {gates} gates, "
                    + $"{process.Fields.Length} fields, {process.Messages.Length} messages. Good."
            );
        }
    }

    private static async Task<ImmutableArray<MappingError>> AskAsync(
        MappingSet set,
        BridgeOptions options,
        CancellationToken cancel
    )
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        await using var provider = services.BuildServiceProvider();
        var tools = new ToolSet(options.Connections.Select(c => ToolFactory.Create(c.Key, c.Value, provider)));
        return await new LiveCheck(tools).AskAsync(set, cancel);
    }
}
