using Bridge.Core.Mappings;
using Bridge.Core.Planning;
using Bridge.Store;
using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>
/// Compares both sides of cases of which nothing is under way, a few at a time and one after the other: a plan that is not
/// empty then is drift. It writes to no tool; a person has the case looked at again, or a later signal does.
/// </summary>
public sealed partial class DriftJob(
    int perHour,
    DriftStore drift,
    FreshLook look,
    Processes processes,
    ILogger<DriftJob> logger
) : IRecurringJob
{
    /// <summary>Cases that have been over for longer are not compared any more.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(30);

    public string Name => "drift";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public TimeSpan Limit => TimeSpan.FromMinutes(30);

    private int PerRun => Math.Max(1, (int)Math.Ceiling(perHour * this.Every.TotalHours));

    public async Task RunAsync(CancellationToken cancel)
    {
        var mappings = processes
            .All.Where(p => p.IsOn && p.Mapping.Mode != Mode.Observe)
            .Select(p => p.Mapping)
            .ToDictionary(m => m.Name, StringComparer.Ordinal);
        string[] live = [.. mappings.Keys];
        var known = await drift.FoundAsync(live, this.PerRun, cancel);
        var next = await drift.NextAsync(live, Closed.Of(mappings.Values), Settled, this.PerRun, cancel);
        var unread = 0;
        foreach (var resting in known.Concat(next))
        {
            var (plan, problem) = await look.PlanAsync(mappings[resting.Seen.Case.Process!], resting.Seen.Case, cancel);
            if (problem is not null)
            {
                unread++;
                Log.Unread(logger, resting.Seen.Case.Id, problem);
            }
            else if (plan!.Effects.IsEmpty)
            {
                await drift.AgreeAsync([resting.Seen.Case.Id], cancel);
            }
            else if (await drift.KeepAsync(resting, [.. plan.Lines()], Message(resting, plan), cancel))
            {
                Log.Differs(logger, resting.Seen.Case.Id, plan.Effects.Length);
            }
        }

        if (unread > 0 && unread == known.Count + next.Count)
        {
            throw new JobException($"none of {unread} cases could be read; the log says why");
        }
    }

    private static string Message(RestingCase resting, Plan plan)
    {
        var value = resting.Seen.Case;
        return $"Ticket {value.TicketId} and {value.Item?.Key ?? "its item"} do not agree, though nothing of the case is under "
            + $"way. Press Look again on the case's page, or run 'bridge case resync {value.Helpdesk}/{value.TicketId}'. "
            + $"It would do this:\n{string.Join('\n', plan.Lines())}";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Case {Case}: its two sides do not agree, {Effects} effects would mend that")]
        public static partial void Differs(ILogger logger, long @case, int effects);

        [LoggerMessage(LogLevel.Information, "Case {Case} cannot be compared now: {Why}")]
        public static partial void Unread(ILogger logger, long @case, string why);
    }
}
