using Bridge.Mappings;
using Bridge.Rollout;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// Makes the processes live in the background, so that the first webhook need not wait for it: proposes the mapping files
/// that the bridge was started with, and cases wait until there is a live set.
/// </summary>
public sealed partial class GoLive(
    Processes processes,
    SetProposals proposals,
    MappingSet started,
    TimeProvider time,
    ILogger<GoLive> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await (
                    started.Folder is null
                        ? processes.GoLiveAsync(started.Processes, stoppingToken)
                        : proposals.ConsiderAsync(started, stoppingToken)
                );
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Log.Again(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The processes cannot go live yet ({Why}); trying again")]
        public static partial void Again(ILogger logger, string why);
    }
}
