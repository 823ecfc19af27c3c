using System.CommandLine;
using Bridge.Core.Mappings.Format;
using Bridge.Mappings;
using Bridge.Settings;

namespace Bridge.Cli;

/// <summary><c>bridge mappings check</c>: says all that is wrong with mapping files.</summary>
internal static class MappingsCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("path")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A mapping file or a folder of them; left out: the folder of the settings.",
        };
        var check = new Command("check", "Checks mapping files: every error at once, with its place and its cure.")
        {
            path,
        };
        check.SetAction(result => Check(result.GetValue(path)));
        return new Command("mappings", "Works on mapping files.")
        {
            check,
            Schema(),
            MappingTestCommand.Create(),
            MappingExplainCommand.Create(),
        };
    }

    private static Command Schema()
    {
        var path = new Option<FileInfo?>("--out") { Description = "The file to write; left out: the terminal." };
        var schema = new Command(
            "schema",
            "Writes the JSON Schema by which editors complete and explain mapping files."
        )
        {
            path,
        };
        schema.SetAction(result =>
        {
            if (result.GetValue(path) is { } file)
            {
                File.WriteAllText(file.FullName, FormatSchema.Write());
            }
            else
            {
                Console.Write(FormatSchema.Write());
            }

            return ExitCodes.Good;
        });
        return schema;
    }

    private static int Check(string? path)
    {
        var folder = path ?? SettingsReader.Read(Configuration.Build()).Options.Mappings;
        var set = MappingFolder.Read(folder);
        if (set.Errors > 0)
        {
            Console.WriteLine(set.Report);
            Console.WriteLine($"{set.Errors} error{(set.Errors == 1 ? "" : "s")} in {folder}.");
            return ExitCodes.BadConfiguration;
        }

        foreach (var process in set.Processes)
        {
            var gates = process.Stages.Count(s => s.Requires.Length + s.From.Length > 0);
            Console.WriteLine(
                $"{process.File}: {process.Name}: {process.Stages.Length} stages, {gates} gates, "
                    + $"{process.Fields.Length} fields, {process.Messages.Length} messages. Good."
            );
        }

        return ExitCodes.Good;
    }
}
