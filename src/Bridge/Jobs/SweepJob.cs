using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>Drops signals of items that turned out to belong to no case, and says how many.</summary>
public sealed partial class SweepJob(PollStore polls, ILogger<SweepJob> logger) : IRecurringJob
{
    /// <summary>Long enough for the link of an item that was just made to be stored, also over a crash.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(15);

    public string Name => "sweep signals of nobody's items";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await polls.SweepAsync(Age, cancel) is > 0 and var dropped)
        {
            Log.Dropped(logger, dropped);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Dropped} signals of items that no case has were dropped")]
        public static partial void Dropped(ILogger logger, int dropped);
    }
}
