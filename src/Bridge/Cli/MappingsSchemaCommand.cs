using System.CommandLine;
using Bridge.Core.Mappings.Format;

namespace Bridge.Cli;

/// <summary><c>bridge mappings schema</c>: writes the JSON Schema of mapping files.</summary>
internal static class MappingsSchemaCommand
{
    public static Command Create()
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
}
