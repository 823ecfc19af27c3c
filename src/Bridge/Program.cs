using System.CommandLine;
using Bridge.Cli;

TerminalWriter.Guard();
var root = new RootCommand("Bridge keeps a helpdesk and an issue tracker in step.")
{
    RunCommand.Create(),
    MigrateCommand.Create(),
    MappingsCommand.Create(),
    DoctorCommand.Create(),
    PlanCommand.Create(),
    CaseCommand.Create(),
    FindingsCommand.Create(),
    ReportCommand.Create(),
    DemoCommand.Create(),
    SandboxCommand.Create(),
};

// The host itself answers a signal to stop and takes its grace time; the parser's own would cut it short after 2 seconds.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
