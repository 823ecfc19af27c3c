using System.CommandLine;
using Bridge.Explaining;
using Bridge.Web;

namespace Bridge.Cli;

/// <summary><c>bridge case show</c>: all that is known of a case, with its story. Reads the database only.</summary>
internal static class CaseShowCommand
{
    private const int UsualLines = 50;

    public static Command Create()
    {
        var ticket = CaseCommand.Ticket();
        var format = new Option<string>("--format")
        {
            Description = "text or json.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var lines = new Option<int>("--lines")
        {
            Description = "So many lines of the story, the newest.",
            DefaultValueFactory = _ => UsualLines,
        };
        var command = new Command("show", "Shows a case: stage, gate, ETA, what waits, what was refused, its story.")
        {
            ticket,
            format,
            lines,
        };
        command.SetAction(
            (result, cancel) =>
                CaseCommand.RunAsync(
                    result.GetValue(ticket)!,
                    async (found, _, source) =>
                    {
                        var (view, story) = await ReadAsync(
                            new PageQueries(source, TimeProvider.System),
                            found.Id,
                            Math.Max(0, result.GetValue(lines)),
                            cancel
                        );
                        await Console.Out.WriteAsync(
                            result.GetValue(format) == "json"
                                ? CaseStory.Json(view, story)
                                : CaseStory.Text(view, story)
                        );
                        return ExitCodes.Good;
                    },
                    cancel
                )
        );
        return command;
    }

    private static async Task<(CaseView View, IReadOnlyList<TimelineRow> Story)> ReadAsync(
        PageQueries queries,
        long id,
        int lines,
        CancellationToken cancel
    )
    {
        var first = (await queries.CaseAsync(id, null, cancel))!;
        List<TimelineRow> story = [.. first.Timeline.Rows];
        for (var next = first.Timeline.Next; next is { } before && story.Count < lines; )
        {
            var page = (await queries.CaseAsync(id, before, cancel))!.Timeline;
            story.AddRange(page.Rows);
            next = page.Next;
        }

        return (first, [.. story.Take(lines).Reverse()]);
    }
}
