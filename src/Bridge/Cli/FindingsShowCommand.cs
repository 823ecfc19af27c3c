using System.CommandLine;
using Bridge.Reports;
using Bridge.Store;
using Bridge.Web;

namespace Bridge.Cli;

/// <summary><c>bridge findings show</c>: one finding, with what it means and what to do.</summary>
internal static class FindingsShowCommand
{
    public static Command Create()
    {
        var id = new Argument<long>("id") { Description = "The finding's number, as 'bridge findings list' shows it." };
        var command = new Command("show", "Shows one finding, what it means and what to do.") { id };
        command.SetAction(
            (result, cancel) =>
                DatabaseVisit.RunAsync(
                    async (_, source) =>
                    {
                        if (await new FindingStore(source).FindAsync(result.GetValue(id), cancel) is not { } finding)
                        {
                            await Console.Error.WriteLineAsync($"There is no finding {result.GetValue(id)}.");
                            return ExitCodes.Failed;
                        }

                        await Console.Out.WriteAsync(FindingList.Text(finding));
                        var quarantine = new Quarantine(source, TimeProvider.System);
                        if (
                            finding.Scope == Quarantine.Scope
                            && await quarantine.FindAsync(finding.Key, cancel) is { } kept
                        )
                        {
                            var shown = kept.Body.AsSpan(0, Math.Min(kept.Body.Length, PageQueries.MostBody)).ToArray();
                            await Console.Out.WriteLineAsync($"\n{PageText.Body(shown)}");
                        }

                        return ExitCodes.Good;
                    },
                    cancel
                )
        );
        return command;
    }
}
