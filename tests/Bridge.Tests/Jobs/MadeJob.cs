using Bridge.Jobs;

namespace Bridge.Tests.Jobs;

/// <summary>A job that does what the test says.</summary>
internal sealed class MadeJob(string name, Func<CancellationToken, Task> work, TimeSpan? limit = null) : IRecurringJob
{
    public string Name => name;

    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(7);

    public TimeOnly? At { get; init; }

    public TimeSpan Limit => limit ?? TimeSpan.FromMinutes(1);

    public bool OnEachNode { get; init; }

    public Task RunAsync(CancellationToken cancel) => work(cancel);
}
