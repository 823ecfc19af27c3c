using System.CommandLine;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Testing;

namespace Bridge.Cli;

/// <summary><c>bridge mappings test</c>: runs the tests of mapping files on simulated tools.</summary>
internal static class MappingTestCommand
{
    private const string Text = "text";
    private const string Json = "json";

    public static Command Create()
    {
        var path = new Argument<string?>("path")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A mapping file, a file of tests, or a folder of them; left out: the folder of the settings.",
        };
        var filter = new Option<string?>("--filter") { Description = "Runs only tests whose name contains this text." };
        var story = new Option<bool>("--story")
        {
            Description =
                "Tells the story of each test as text: what happened, what was decided, each message as it was sent.",
        };
        var junit = new Option<string?>("--junit") { Description = "Writes the result as JUnit XML to this file." };
        var format = new Option<string>("--format")
        {
            Description = "How the result is printed: text or json.",
            DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json);
        var coverage = new Option<int>("--min-coverage")
        {
            Description = "Fails when the tests of a process use less than so many percent of it.",
        };
        coverage.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 100)
            {
                result.AddError("--min-coverage takes a percentage from 0 to 100.");
            }
        });
        var command = new Command("test", "Runs the tests of mapping files: the reconciler on simulated tools.")
        {
            path,
            filter,
            story,
            junit,
            format,
            coverage,
        };
        command.SetAction(result =>
            Run(
                result.GetValue(path),
                result.GetValue(filter),
                result.GetValue(story),
                result.GetValue(junit),
                result.GetValue(format) == Json,
                result.GetValue(coverage)
            )
        );
        return command;
    }

    private static int Run(string? path, string? filter, bool tells, string? junit, bool asJson, int least)
    {
        var set = MappingTestFolder.Read(path ?? SettingsReader.Read(Configuration.Build()).Options.Mappings);
        if (set.Errors > 0)
        {
            Console.Error.WriteLine(set.Report);
            return ExitCodes.BadConfiguration;
        }

        var run = TestRun.Of(set.Processes, filter);
        if (junit is not null)
        {
            File.WriteAllText(junit, TestReportJUnit.Print(run));
        }

        var colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        Console.Write(
            asJson ? TestReportJson.Print(run) + "\n" : TestReportText.Print(run, colour, filter is not null, tells)
        );
        if (run.Passed + run.Failed == 0)
        {
            Console.Error.WriteLine(filter is null ? "There are no tests." : $"No test's name contains '{filter}'.");
            return ExitCodes.Failed;
        }

        var low = filter is null ? run.Processes.Where(p => p.Coverage < least).ToList() : [];
        foreach (var process in low)
        {
            Console.Error.WriteLine(
                $"The tests use {process.Coverage} % of {process.Tested.Process.Name}; {least} % are asked for."
            );
        }

        return run.Failed == 0 && low.Count == 0 ? ExitCodes.Good : ExitCodes.Failed;
    }
}
