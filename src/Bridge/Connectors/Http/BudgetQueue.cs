using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>Requests that wait for their turn: by priority, then as they came. Not thread safe.</summary>
internal sealed class BudgetQueue
{
    private readonly LinkedList<Waiter>[] lines =
    [
        .. Enumerable.Range(0, Slice.Priorities).Select(_ => new LinkedList<Waiter>()),
    ];

    public int Count => this.lines.Sum(line => line.Count);

    public IEnumerable<int> Counts => this.lines.Select(line => line.Count);

    /// <summary>What all of them cost, by priority.</summary>
    public int[] Costs => [.. this.lines.Select(line => line.Sum(w => w.Charge.Cost))];

    /// <summary>How many wait for each part of the limit.</summary>
    public Dictionary<string, int> Parts =>
        this
            .lines.SelectMany(line => line)
            .Where(w => w.Charge.Part is not null)
            .GroupBy(w => w.Charge.Part!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    public Waiter Add(Charge charge)
    {
        var waiter = new Waiter(charge);
        this.lines[(int)charge.Priority].AddLast(waiter);
        return waiter;
    }

    public void GiveUp(Waiter waiter, CancellationToken cancel)
    {
        this.lines[(int)waiter.Charge.Priority].Remove(waiter);
        waiter.TrySetCanceled(cancel);
    }

    /// <summary>
    /// Lets go, the most urgent first, until one may not: nobody overtakes it, so that a costly request is not starved by
    /// cheap ones. One that waits for its part of the limit alone is overtaken.
    /// </summary>
    public void Release(Func<Charge, bool> mayGo, Func<Charge, bool> overtaken)
    {
        foreach (var line in this.lines)
        {
            for (var node = line.First; node is not null; )
            {
                var next = node.Next;
                if (mayGo(node.Value.Charge))
                {
                    line.Remove(node);
                    node.Value.TrySetResult();
                }
                else if (!overtaken(node.Value.Charge))
                {
                    return;
                }

                node = next;
            }
        }
    }

    /// <summary>Ends all waits with what nobody here can mend.</summary>
    public void Fail(Exception why)
    {
        foreach (var line in this.lines)
        {
            foreach (var waiter in line)
            {
                waiter.TrySetException(why);
            }

            line.Clear();
        }
    }

    internal sealed class Waiter(Charge charge)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Charge Charge => charge;
    }
}
