using System.CommandLine;
using Bridge.Web;
using Bridge.Work;

namespace Bridge.Cli;

/// <summary><c>bridge case retry</c>: what tools refused of a case is tried again.</summary>
internal static class CaseRetryCommand
{
    public static Command Create()
    {
        var ticket = CaseCommand.Ticket();
        var facet = new Option<string?>("--facet")
        {
            Description = "Only this, as 'bridge case show' names it: tracker/Severity, note, reply; left out: all.",
        };
        var command = new Command("retry", "Tries again what tools refused of a case, once the cause is mended.")
        {
            ticket,
            facet,
        };
        command.SetAction(
            (result, cancel) =>
                CaseCommand.RunAsync(
                    result.GetValue(ticket)!,
                    async (found, _, source) =>
                    {
                        var view = (
                            await new PageQueries(source, TimeProvider.System).CaseAsync(found.Id, null, cancel)
                        )!;
                        var (wanted, refused) = (result.GetValue(facet), Refused(view));
                        if (refused.Count == 0)
                        {
                            await Console.Out.WriteLineAsync("Nothing of this case is refused.");
                            return ExitCodes.Good;
                        }

                        if (wanted is not null && !refused.Contains(wanted))
                        {
                            await Console.Error.WriteLineAsync(
                                $"'{wanted}' is not refused. There are: {string.Join(", ", refused)}."
                            );
                            return ExitCodes.Failed;
                        }

                        var actions = new CaseActions(source, TimeProvider.System);
                        if (!await actions.RetryAsync(found.Id, wanted, cancel))
                        {
                            await Console.Error.WriteLineAsync(
                                "A worker has the case just now; try again in a moment."
                            );
                            return ExitCodes.Failed;
                        }

                        await Console.Out.WriteLineAsync(
                            $"Tried again: {(wanted ?? string.Join(", ", refused))}. A bridge that runs does it within seconds."
                        );
                        return ExitCodes.Good;
                    },
                    cancel
                )
        );
        return command;
    }

    /// <summary>The facets that are refused, and the kinds of notes, replies, comments and articles that are.</summary>
    private static SortedSet<string> Refused(CaseView view) =>
        new(
            (view.State?.Refusals.Keys ?? []).Concat(
                view.Effects.Where(e => e.State == "refused" && CaseActions.Telling.Contains(e.Kind))
                    .Select(e => e.Kind)
            ),
            StringComparer.Ordinal
        );
}
