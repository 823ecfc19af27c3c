using Bridge.Connectors;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>
/// Once a night asks each tool for all that changed in the last two days, and so finds what webhooks and polls both missed:
/// a change that showed up late, or while the watermark moved past it. What is known already costs no read.
/// </summary>
public sealed partial class SecondLookJob(
    ToolSet tools,
    TimeOnly at,
    SignalInbox inbox,
    TimeProvider time,
    ILogger<SecondLookJob> logger
) : IRecurringJob
{
    private const int AtOnce = 500;

    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(2);

    public string Name => "second look";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public TimeOnly? At => at;

    public TimeSpan Limit => TimeSpan.FromHours(3);

    /// <summary>Tools that do not get through fail the run, after all others were asked.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var failures = new List<string>();
        foreach (var tool in tools.All)
        {
            if (tool.WatermarkOf(time.GetUtcNow() - Span) is not { } watermark)
            {
                continue;
            }

            var changes = await tool.ChangedAsync(watermark, cancel);
            foreach (var some in changes.Signals.Chunk(AtOnce))
            {
                await inbox.StoreAsync(some, cancel);
            }

            Log.Looked(logger, tool.Name, changes.Signals.Length);
            if (changes.Failure is { } failure)
            {
                failures.Add($"{tool.Name}: {failure.Message}");
            }
        }

        if (failures.Count > 0)
        {
            throw new JobException(string.Join("; ", failures));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The second look at {Connection} has {Changes} changes to compare")]
        public static partial void Looked(ILogger logger, string connection, int changes);
    }
}
