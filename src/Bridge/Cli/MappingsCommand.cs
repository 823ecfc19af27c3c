using System.CommandLine;

namespace Bridge.Cli;

/// <summary><c>bridge mappings</c>: what can be done with mapping files.</summary>
internal static class MappingsCommand
{
    public static Command Create() =>
        new("mappings", "Works on mapping files.")
        {
            MappingsCheckCommand.Create(),
            MappingsSchemaCommand.Create(),
            MappingTestCommand.Create(),
            MappingExplainCommand.Create(),
        };
}
