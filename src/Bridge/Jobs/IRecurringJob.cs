namespace Bridge.Jobs;

/// <summary>
/// Something done again and again. A plain class; only <see cref="JobSchedule"/> knows the scheduler. A job must bear being
/// run twice at once: after a limit was passed, or where nodes have no schedule in common.
/// </summary>
public interface IRecurringJob
{
    /// <summary>For people and logs; unique, and the same on each node.</summary>
    string Name { get; }

    /// <summary>From the start of one run to the next.</summary>
    TimeSpan Every { get; }

    /// <summary>For a job of once a day: the time, in UTC; null for all others.</summary>
    TimeOnly? At => null;

    /// <summary>A run that takes longer hangs: it is cancelled, and the next turn comes.</summary>
    TimeSpan Limit => TimeSpan.FromMinutes(5);

    /// <summary>True when each node has to do it for itself; false when one run over all nodes is what is wanted.</summary>
    bool OnEachNode => false;

    /// <summary>Does it once. What it throws is logged, and the next turn comes all the same.</summary>
    Task RunAsync(CancellationToken cancel);
}
