using System.CommandLine;
using Bridge.Settings;
using Bridge.Store;
using Npgsql;

namespace Bridge.Cli;

/// <summary><c>bridge case</c>: what is known of one ticket's case, and what a person may have done to it.</summary>
internal static class CaseCommand
{
    /// <summary>What a command does with a case that was found.</summary>
    internal delegate Task<int> OnCase(FoundCase found, BridgeOptions options, NpgsqlDataSource source);

    public static Command Create() =>
        new("case", "Shows one ticket's case, tries again what was refused, or reads both sides anew.")
        {
            CaseShowCommand.Create(),
            CaseRetryCommand.Create(),
            CaseResyncCommand.Create(),
        };

    internal static Argument<string> Ticket() =>
        new("ticket")
        {
            Description = "The number of a ticket, or CONNECTION/NUMBER where several helpdesks have that number.",
        };

    /// <summary>Opens the bridge's database and looks the case up; tells what is wrong on the standard error output.</summary>
    internal static Task<int> RunAsync(string ticket, OnCase act, CancellationToken cancel) =>
        DatabaseVisit.RunAsync(
            async (options, source) =>
            {
                var (found, problem) = await CaseLookup.FindAsync(source, ticket, cancel);
                if (found is not null)
                {
                    return await act(found, options, source);
                }

                await Console.Error.WriteLineAsync(problem);
                return ExitCodes.Failed;
            },
            cancel
        );
}
