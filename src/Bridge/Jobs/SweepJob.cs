using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>Drops signals of items that turned out to belong to no case.</summary>
public sealed class SweepJob(PollStore polls) : IRecurringJob
{
    /// <summary>Long enough for the link of an item that was just made to be stored, also over a crash.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(15);

    public string Name => "sweep signals of nobody's items";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public Task RunAsync(CancellationToken cancel) => polls.SweepAsync(Age, cancel);
}
