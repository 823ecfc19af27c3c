namespace Bridge.Jobs;

/// <summary>Something done again and again. A plain class; only <see cref="JobSchedule"/> knows the scheduler.</summary>
public interface IRecurringJob
{
    /// <summary>For people and logs.</summary>
    string Name { get; }

    TimeSpan Every { get; }

    /// <summary>Does it once. What it throws is logged, and the next turn comes all the same.</summary>
    Task RunAsync(CancellationToken cancel);
}
