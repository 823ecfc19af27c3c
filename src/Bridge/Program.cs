using System.CommandLine;
using Bridge.Cli;

var root = new RootCommand("Bridge keeps a helpdesk and an issue tracker in step.")
{
    RunCommand.Create(),
    MappingsCommand.Create(),
    DemoCommand.Create(),
    SandboxCommand.Create(),
};

// Long enough for cases to come to rest and a private database to stop.
return await root.Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
