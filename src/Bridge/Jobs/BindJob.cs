using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>Tries processes that are off once more, so that they go on by themselves when an account is mended.</summary>
public sealed class BindJob(Processes processes) : IRecurringJob
{
    public string Name => "bind processes that are off";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public TimeSpan Limit => TimeSpan.FromMinutes(10);

    /// <summary>What a process was bound to is in the memory of the node.</summary>
    public bool OnEachNode => true;

    public Task RunAsync(CancellationToken cancel) => processes.RetryAsync(cancel);
}
