namespace Bridge.Connectors.Http;

/// <summary>
/// How long a look may wait for the budgets of its connections before it rests in the database rather than in memory. What
/// it has not begun to ask of a connection it gives up soon, as nothing is lost by it; once it has spent some of a
/// connection's budget it waits longer, since it would have to spend that again. It flows with the calls that are made
/// under it; calls under none wait as long as it takes.
/// </summary>
public sealed class Patience : IDisposable
{
    private static readonly AsyncLocal<Patience?> Current = new();
    private readonly TimeSpan first;
    private readonly TimeSpan later;
    private readonly Patience? outer;
    private readonly HashSet<RateBudget> begun = [];
    private readonly Lock gate = new();

    private Patience(TimeSpan first, TimeSpan later)
    {
        (this.first, this.later) = (first, later);
        this.outer = Current.Value;
        Current.Value = this;
    }

    /// <summary>Calls from here on, until this is disposed, wait no longer.</summary>
    /// <param name="first">For the first request to a connection.</param>
    /// <param name="later">For any after it.</param>
    public static Patience Of(TimeSpan first, TimeSpan later) => new(first, later);

    public void Dispose() => Current.Value = this.outer;

    /// <summary>Waits for the right to make a request: null when it was had, otherwise how long to leave it alone.</summary>
    internal static async Task<TimeSpan?> TakeAsync(RateBudget budget, Charge charge, CancellationToken cancel)
    {
        if (Current.Value is not { } patience)
        {
            await budget.TakeAsync(charge, cancel);
            return null;
        }

        var wait = await budget.TryTakeAsync(charge, patience.For(budget), cancel);
        if (wait is null)
        {
            patience.Began(budget);
        }

        return wait;
    }

    private TimeSpan For(RateBudget budget)
    {
        lock (this.gate)
        {
            return this.begun.Contains(budget) ? this.later : this.first;
        }
    }

    private void Began(RateBudget budget)
    {
        lock (this.gate)
        {
            this.begun.Add(budget);
        }
    }
}
