using System.CommandLine;
using Bridge.Core;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Mappings;
using Bridge.Rollout;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;
using Npgsql;

namespace Bridge.Cli;

/// <summary>
/// <c>bridge case resync</c>: has both sides of a case read anew and reconciled, by a signal as the page's button gives one:
/// there is no second way.
/// </summary>
internal static class CaseResyncCommand
{
    public static Command Create()
    {
        var ticket = CaseCommand.Ticket();
        var dry = new Option<bool>("--dry-run")
        {
            Description = "Reads both sides now and shows what would be done; writes nothing.",
        };
        var command = new Command("resync", "Reads both sides of a case anew and brings them together.")
        {
            ticket,
            dry,
        };
        command.SetAction(
            (result, cancel) =>
                CaseCommand.RunAsync(
                    result.GetValue(ticket)!,
                    (found, options, source) =>
                        result.GetValue(dry)
                            ? ShowAsync(found, options, source, cancel)
                            : SignalAsync(found, source, cancel),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> SignalAsync(FoundCase found, NpgsqlDataSource source, CancellationToken cancel)
    {
        using var inbox = new SignalInbox(source, TimeProvider.System);
        await inbox.StartAsync(cancel);
        try
        {
            var signal = new Signal(
                SignalSource.Button,
                found.Helpdesk,
                Side.Helpdesk,
                found.TicketId,
                null,
                "bridge case resync"
            );
            await inbox.StoreAsync([signal], cancel);
        }
        finally
        {
            await inbox.StopAsync(CancellationToken.None);
        }

        await Console.Out.WriteLineAsync(
            $"{found.Helpdesk}/{found.TicketId}: both sides are read anew; a bridge that runs does it within seconds. "
                + "'bridge case show' tells what came of it."
        );
        return ExitCodes.Good;
    }

    private static async Task<int> ShowAsync(
        FoundCase found,
        BridgeOptions options,
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        var live = await new SetStore(source, TimeProvider.System).LiveAsync(cancel);
        var set = live is null ? MappingFolder.Read(options.Mappings) : MappingFolder.Read(live.Files);
        if (set.Errors > 0)
        {
            await Console.Error.WriteLineAsync(set.Report);
            return ExitCodes.BadConfiguration;
        }

        if (await StateAsync(source, found, cancel) is not { Process: { } name } value)
        {
            await Console.Error.WriteLineAsync(
                "The ticket is in no process. 'bridge mappings explain' says why, and what would take it in."
            );
            return ExitCodes.Failed;
        }

        if (Find(set, name) is not { } process)
        {
            await Console.Error.WriteLineAsync($"No mapping file has the process '{name}' any more.");
            return ExitCodes.Failed;
        }

        await using var fresh = await FreshCases.OpenAsync(
            options,
            null,
            Only(set, process),
            TimeProvider.System,
            cancel
        );
        var problems = fresh.Problems;
        var look = problems.IsEmpty ? await fresh.Look.PlanAsync(process, value, cancel) : null;
        if (look?.Plan is not { } plan)
        {
            await Console.Error.WriteLineAsync(look?.Problem ?? string.Join('\n', problems));
            return ExitCodes.Failed;
        }

        var lines = plan.Effects.IsEmpty
            ? ["Both sides agree: there is nothing to do."]
            : plan.Lines().Prepend($"{plan.Effects.Length} to do:");
        await Console.Out.WriteLineAsync(string.Join("\n  ", lines));
        foreach (var finding in plan.Findings)
        {
            await Console.Out.WriteLineAsync($"{finding.Kind}: {finding.Message}");
        }

        return ExitCodes.Good;
    }

    private static ProcessMapping? Find(MappingSet set, string name) =>
        set.Processes.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static MappingSet Only(MappingSet set, ProcessMapping process) => set with { Processes = [process] };

    private static async Task<Case?> StateAsync(NpgsqlDataSource source, FoundCase found, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select state::text from cases where id = @id");
        command.Parameters.Add(new NpgsqlParameter<long>("id", found.Id));
        return await command.ExecuteScalarAsync(cancel) is string state
            ? CaseJson.ReadCase(state) with
            {
                Id = found.Id,
            }
            : null;
    }
}
