using Bridge.Connectors;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>
/// Asks each tool for what changed: the backstop of webhooks that were lost. What it finds becomes signals like any
/// others; the watermark moves only once they are stored.
/// </summary>
public sealed partial class PollJob(
    ToolSet tools,
    PollIntervals intervals,
    PollStore polls,
    SignalInbox inbox,
    ILogger<PollJob> logger
) : IRecurringJob
{
    public string Name => "poll";

    public TimeSpan Every => intervals.Shortest / 2;

    public Task RunAsync(CancellationToken cancel) =>
        Task.WhenAll(tools.All.Select(tool => this.PollAsync(tool, cancel)));

    private async Task PollAsync(ITool tool, CancellationToken cancel)
    {
        var (mine, watermark) = await polls.TakeTurnAsync(tool.Name, intervals.Of(tool.Name), cancel);
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

/// <summary>How often each connection is polled.</summary>
public sealed class PollIntervals(IReadOnlyDictionary<string, TimeSpan> every)
{
    public TimeSpan Shortest { get; } = every.Count == 0 ? TimeSpan.FromMinutes(1) : every.Values.Min();

    public TimeSpan Of(string connection) => every[connection];
}
