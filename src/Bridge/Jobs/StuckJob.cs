using Bridge.Store;
using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>Says what has been tried for a day and does not get through, so that nothing waits unseen for ever.</summary>
public sealed partial class StuckJob(StuckStore stuck, Processes processes, ILogger<StuckJob> logger) : IRecurringJob
{
    /// <summary>An outage of a night or of a tool's maintenance passes by itself; what takes longer needs a person.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    public string Name => "find what is stuck";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancel)
    {
        string[] live = [.. processes.All.Where(p => p.IsOn).Select(p => p.Mapping.Name)];
        if (await stuck.SetAsync(Patience, live, cancel) is > 0 and var raised)
        {
            Log.Raised(logger, raised);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Raised} effects or cases have been waiting for more than a day: see /findings"
        )]
        public static partial void Raised(ILogger logger, int raised);
    }
}
