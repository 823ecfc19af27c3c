using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>Tries processes that are off once more, so that they go on by themselves when an account is mended.</summary>
public sealed class BindJob(Processes processes) : IRecurringJob
{
    public string Name => "bind processes that are off";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public Task RunAsync(CancellationToken cancel) => processes.RetryAsync(cancel);
}
