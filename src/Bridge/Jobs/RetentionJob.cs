using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>
/// Drops, once a night and in small batches, what was kept as long as the settings say. Nothing that is open is dropped, and
/// cases themselves stay: reports count them.
/// </summary>
public sealed partial class RetentionJob(
    BridgeOptions options,
    TimeOnly at,
    Retention retention,
    JobLog runs,
    Processes processes,
    ILogger<RetentionJob> logger
) : IRecurringJob
{
    public string Name => "retention";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public TimeOnly? At => at;

    public TimeSpan Limit => TimeSpan.FromHours(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        var over = Closed.Of(processes.All.Select(p => p.Mapping));
        var lines = await retention.DropStoriesAsync(options.KeepStories, over, cancel);
        var effects = await retention.DropEffectsAsync(options.KeepEffects, over, cancel);
        var findings = await retention.DropFindingsAsync(options.KeepFindings, cancel);
        var webhooks = await retention.DropQuarantineAsync(options.KeepQuarantine, cancel);
        await runs.ForgetAsync(TimeSpan.FromDays(7), cancel);
        Log.Dropped(logger, lines, effects, findings, webhooks);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "Retention dropped {Lines} lines of stories, {Effects} effects, {Findings} findings and {Webhooks} webhooks in quarantine"
        )]
        public static partial void Dropped(ILogger logger, long lines, long effects, long findings, long webhooks);
    }
}
