using Bridge.Mappings;
using Bridge.Rollout;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>
/// Makes the processes live in the background, so that the first webhook need not wait for it: proposes the mapping files
/// that the bridge was started with, and cases wait until there is a live set.
/// </summary>
public sealed class GoLive(
    Processes processes,
    SetProposals proposals,
    MappingSet started,
    TimeProvider time,
    DatabaseOutage outage
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
            catch (Exception e) when (DatabaseTrouble.Is(e))
            {
                outage.Met(e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }
}
