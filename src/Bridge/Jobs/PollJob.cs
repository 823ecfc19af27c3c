using Bridge.Connectors;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>
/// Asks one connection for what changed: the backstop of webhooks that were lost. What it finds becomes signals like any
/// others; the watermark moves only once they are stored. A tool that hangs holds up no other's poll.
/// </summary>
public sealed partial class PollJob(
    ITool tool,
    TimeSpan every,
    PollStore polls,
    SignalInbox inbox,
    ConnectionDoors doors,
    ILogger<PollJob> logger
) : IRecurringJob
{
    public string Name => $"poll {tool.Name}";

    public TimeSpan Every => every;

    /// <summary>After a long stop there may be thousands of calls to make, within the tool's limit.</summary>
    public TimeSpan Limit => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (doors.Of(tool.Name).Pause is not null)
        {
            // The watermark stays, so the first poll after the pause finds all that changed in it.
            return;
        }

        // Half: turns that come to the second would miss each other by a millisecond.
        var (mine, watermark) = await polls.TakeTurnAsync(tool.Name, every / 2, cancel);
        if (!mine)
        {
            return;
        }

        var changes = await tool.ChangedAsync(watermark, cancel);
        await inbox.StoreAsync(changes.Signals, cancel);
        await polls.KeepAsync(tool.Name, changes.Watermark, changes.Failure?.Message, cancel);
        if (changes.Failure is { } failure)
        {
            Log.Failed(logger, tool.Name, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Polling {Connection} did not get through: {Why}")]
        public static partial void Failed(ILogger logger, string connection, string why);
    }
}
