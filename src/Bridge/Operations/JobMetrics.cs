using System.Diagnostics.Metrics;
using Bridge.Jobs;

namespace Bridge.Operations;

/// <summary>What is counted of jobs. On the bridge's own meter.</summary>
public sealed class JobMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> runs;
    private readonly Histogram<double> times;

    public JobMetrics(IMeterFactory meters)
    {
        this.meter = meters.Create(BridgeMetrics.Meter);
        this.runs = this.meter.CreateCounter<long>(
            "bridge.job.runs",
            description: "Runs of jobs by result: done, failed, hung, stopped"
        );
        this.times = this.meter.CreateHistogram<double>("bridge.job.duration", "s", "How long runs of jobs took");
    }

    public void Ran(string job, JobResult result, TimeSpan took)
    {
        this.runs.Add(1, new("job", job), new("result", result.ToString().ToLowerInvariant()));
        this.times.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }

    public void Dispose() => this.meter.Dispose();
}
