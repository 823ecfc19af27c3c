using System.CommandLine;
using Bridge.Cli;

var root = new RootCommand("Bridge keeps a helpdesk and an issue tracker in step.")
{
    RunCommand.Create(),
    MappingsCommand.Create(),
    DemoCommand.Create(),
    SandboxCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
