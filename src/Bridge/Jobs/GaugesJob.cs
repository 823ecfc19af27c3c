using Bridge.Operations;

namespace Bridge.Jobs;

/// <summary>Counts what stands in the database for the metrics; each node shows it, as any of them may be asked.</summary>
public sealed class GaugesJob(StandingMetrics standing) : IRecurringJob
{
    public string Name => "count for the metrics";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public TimeSpan Limit => TimeSpan.FromSeconds(50);

    public bool OnEachNode => true;

    public Task RunAsync(CancellationToken cancel) => standing.CountAsync(cancel);
}
