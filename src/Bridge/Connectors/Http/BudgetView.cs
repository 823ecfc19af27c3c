using System.Collections.Immutable;
using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>What of a connection's budget is used: for metrics and the admin's eye. Limit 0 means not known yet.</summary>
/// <param name="Left">What nobody was handed of the last minute's, over all nodes, as this node last heard.</param>
/// <param name="Waiting">Requests of this node that wait.</param>
public sealed record BudgetView(int Limit, int Left, int Waiting, DateTimeOffset? PausedUntil)
{
    /// <summary>Requests of this node that wait, by <see cref="Priority"/>.</summary>
    public ImmutableArray<int> WaitingBy { get; init; } = [0, 0, 0, 0];

    /// <summary>About how long one more request would wait, by <see cref="Priority"/>.</summary>
    public ImmutableArray<TimeSpan> Waits { get; init; } = [default, default, default, default];

    /// <summary>Why nothing is sent; null when it is not paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>429s that this node met since it started.</summary>
    public long Refused { get; init; }

    /// <summary>What went wrong last on this node; null: nothing yet.</summary>
    public Trouble? Trouble { get; init; }
}
