namespace Bridge.Connectors.Budgets;

/// <summary>
/// Where a node gets its slices of a connection's budget: from the database that all nodes share, or, without one, from
/// memory. Thread safe.
/// </summary>
public interface IBudgetShare
{
    /// <summary>Hands out a slice; null when whoever shares out cannot be reached.</summary>
    ValueTask<Slice?> LeaseAsync(BudgetAsk ask, CancellationToken cancel);
}

/// <summary>The whole budget for one process alone: commands, and tests without a database.</summary>
public sealed class SoleShare(TimeProvider time) : IBudgetShare
{
    private readonly Lock gate = new();
    private readonly BudgetState state = new();

    public ValueTask<Slice?> LeaseAsync(BudgetAsk ask, CancellationToken cancel)
    {
        lock (this.gate)
        {
            return ValueTask.FromResult<Slice?>(this.state.Grant(Guid.Empty, ask, time.GetUtcNow()));
        }
    }
}
