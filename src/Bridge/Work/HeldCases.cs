using System.Collections.Concurrent;
using Bridge.Core.Turns;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>The cases that this node works on now, each by its lease. Thread safe.</summary>
internal sealed class HeldCases
{
    private readonly ConcurrentDictionary<Lease, Held> all = new();

    public int Count => this.all.Count;

    /// <summary>How many of each line.</summary>
    public Dictionary<Line, int> Lines => this.all.Values.CountBy(held => held.Line).ToDictionary();

    /// <summary>Ends when the work on all of them has.</summary>
    public Task EndedAsync() => Task.WhenAll(this.all.Values.Select(held => held.Task));

    /// <summary>Work on a case began.</summary>
    public void Add(ClaimedCase claimed, Lease lease, Task task)
    {
        foreach (var (old, held) in this.all)
        {
            if (held.Case == claimed.Case.Id)
            {
                // Its lease ended and it hangs yet: the renewals to come are for the new one.
                old.Lose();
            }
        }

        this.all[lease] = new Held(claimed.Case.Id, claimed.Line, task);
    }

    public void Remove(Lease lease) => this.all.TryRemove(lease, out _);

    /// <summary>The leases of this moment with their cases.</summary>
    public (Lease Lease, long Case)[] Now() => [.. this.all.Select(one => (one.Key, one.Value.Case))];

    /// <summary>The leases end then, unless they end sooner, or are renewed.</summary>
    public void EndBy(DateTimeOffset latest)
    {
        foreach (var lease in this.all.Keys)
        {
            lease.EndBy(latest);
        }
    }

    private sealed record Held(long Case, Line Line, Task Task);
}
