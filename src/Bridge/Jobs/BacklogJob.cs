using Bridge.Core.Model;
using Bridge.Operations;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>Has a finding open for each line in which cases wait too long, until they no longer do.</summary>
public sealed class BacklogJob(Backlog backlog, GeneralFindings findings) : IRecurringJob
{
    private const string Prefix = "backlog/";

    public string Name => "watch what waits";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var late = await backlog.TooLongAsync(cancel);
        await findings.SetAsync(
            FindingKind.Backlog,
            Prefix,
            late.ToDictionary(l => $"{Prefix}{l.Key.Helpdesk}/{l.Key.Tracker}", l => l.Value),
            cancel
        );
    }
}
