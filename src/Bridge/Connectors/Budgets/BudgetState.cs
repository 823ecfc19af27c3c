using System.Collections.Immutable;

namespace Bridge.Connectors.Budgets;

/// <summary>
/// What is known of a connection's budget over all nodes, and who gets how much of it. The sum of what is handed out in a
/// minute never exceeds the limit. Who is more urgent goes first on whichever node: what waits more urgently elsewhere is
/// left lying, and the last shares of the limit are for the urgent alone, so that a customer's message never waits for
/// a minute that a backfill has used up. Not thread safe.
/// </summary>
public sealed class BudgetState
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    /// <summary>How much of the limit each priority may see used and still be served.</summary>
    private static readonly double[] Shares = [1, 0.97, 0.94, 0.8];

    /// <summary>What is used of the tool's own limit; 0: it did not say.</summary>
    public int Learned { get; set; }

    /// <summary>What all may send in a minute by settings and tool; 0: not known.</summary>
    public int Limit { get; set; }

    public SentWindow Sent { get; init; } = new();

    public SortedDictionary<string, PartState> Parts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By part; "" is the whole connection.</summary>
    public SortedDictionary<string, PauseState> Pauses { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<Guid, NodeState> Nodes { get; init; } = [];

    /// <summary>429s that all nodes met.</summary>
    public long Refused { get; set; }

    public Trouble? Trouble { get; set; }

    /// <summary>Takes in what a node tells, and hands out what it may send.</summary>
    public Slice Grant(Guid node, BudgetAsk ask, DateTimeOffset now)
    {
        this.Hear(node, ask, now);
        var paused = this.Pauses.ContainsKey("");
        var tokens = new int[Slice.Priorities];
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!paused)
        {
            foreach (var (part, wanted) in ask.Parts)
            {
                parts[part] = this.Pauses.ContainsKey(part) ? 0 : this.Part(part).Grant(wanted, now);
            }

            if (this.Limit > 0)
            {
                this.Share(node, ask, tokens, now);
            }
        }

        this.Nodes[node] = new NodeState(now, [.. ask.Waiting.Select((w, p) => Math.Max(0, w - tokens[p]))]);
        return new Slice
        {
            Unlimited = this.Limit == 0 && !paused,
            Second = now.ToUnixTimeSeconds(),
            Tokens = tokens,
            Parts = parts,
            Limit = this.Limit,
            Left = Math.Max(0, this.Limit - this.Sent.Count(now)),
            Nodes = this.Nodes.Values.Count(n => now - n.SeenAt <= Remembered),
            Pauses = this.Pauses.ToDictionary(p => p.Key, p => new Pause(p.Value.Until - now, p.Value.Reason)),
            Waits = this.Waits(node, ask, tokens, now),
            Again = this.Again(ask, parts, now),
        };
    }

    /// <summary>
    /// How long one more request of each priority would wait: behind those of its own and of more urgent ones, on all nodes,
    /// that were given nothing.
    /// </summary>
    private ImmutableArray<TimeSpan> Waits(Guid node, BudgetAsk ask, int[] tokens, DateTimeOffset now)
    {
        if (this.Limit == 0)
        {
            return [];
        }

        var others = this.Nodes.Where(n => n.Key != node && now - n.Value.SeenAt <= Fresh).ToList();
        var sent = this.Sent.Count(now);
        var waits = ImmutableArray.CreateBuilder<TimeSpan>(Slice.Priorities);
        var ahead = 0;
        for (var p = 0; p < Slice.Priorities; p++)
        {
            ahead += Math.Max(0, ask.Waiting[p] - tokens[p]) + others.Sum(o => o.Value.Waiting[p]);
            var most = this.MostOf(p);
            waits.Add(this.Sent.UntilFree(sent + ahead + 1 - most, most, now));
        }

        return waits.MoveToImmutable();
    }

    private int MostOf(int priority) => Math.Max(1, (int)(this.Limit * Shares[priority]));

    private void Hear(Guid node, BudgetAsk ask, DateTimeOffset now)
    {
        this.Learned = ask.Learned ?? this.Learned;
        this.Limit =
            ask.Own is { } own && this.Learned > 0 ? Math.Min(own, this.Learned)
            : ask.Own is { } set ? set
            : this.Learned;
        foreach (var (part, limit) in ask.PartLimits)
        {
            this.Part(part).Limit = limit;
        }

        if (ask.Back is { } back)
        {
            this.Sent.TakeBack(back.Second, back.Count);
            foreach (var (part, count) in back.Parts)
            {
                this.Part(part).Sent.TakeBack(back.Second, count);
            }
        }

        this.Sent.Add(now, this.Nodes.ContainsKey(node) ? Math.Min(ask.Uncounted, ask.Recent) : ask.Recent);
        if (this.Limit > 0 && ask.Left is { } left)
        {
            // Others use the account too: what the tool misses more than was handed out here is theirs.
            this.Sent.Add(now, this.Limit - this.Sent.Count(now) - left);
        }

        foreach (var (part, pause) in ask.Pauses)
        {
            if (!this.Pauses.TryGetValue(part, out var held) || held.Until < now + pause.For)
            {
                this.Pauses[part] = new PauseState(now + pause.For, pause.Reason);
            }
        }

        foreach (var over in this.Pauses.Where(p => p.Value.Until <= now).Select(p => p.Key).ToList())
        {
            this.Pauses.Remove(over);
        }

        foreach (var gone in this.Nodes.Where(n => now - n.Value.SeenAt > Remembered).Select(n => n.Key).ToList())
        {
            this.Nodes.Remove(gone);
        }

        this.Refused += ask.Refused;
        this.Trouble = ask.Trouble ?? this.Trouble;
    }

    private void Share(Guid node, BudgetAsk ask, int[] tokens, DateTimeOffset now)
    {
        var others = this
            .Nodes.Where(n => n.Key != node && now - n.Value.SeenAt <= Fresh)
            .Select(n => n.Value)
            .ToList();
        var last = Array.FindLastIndex(ask.Waiting, w => w > 0);
        for (var p = 0; p < Slice.Priorities; p++)
        {
            var wanted = ask.Waiting[p] + (p == last ? ask.Extra : 0);
            var free = this.MostOf(p) - this.Sent.Count(now) - others.Sum(o => o.Waiting.Take(p).Sum());
            if (wanted == 0 || free <= 0)
            {
                continue;
            }

            var rivals = others.Sum(o => o.Waiting[p]);
            var fair = rivals == 0 ? free : Math.Max(1, (int)((long)free * wanted / (wanted + rivals)));
            tokens[p] = Math.Min(wanted, fair);
            this.Sent.Add(now, tokens[p]);
        }
    }

    private TimeSpan Again(BudgetAsk ask, Dictionary<string, int> granted, DateTimeOffset now)
    {
        var windows = ask
            .Parts.Where(p => granted.GetValueOrDefault(p.Key) < p.Value)
            .Select(p => this.Part(p.Key).Sent)
            .Append(this.Sent);
        var wait = windows.Select(w => w.UntilFree(now) ?? Slice.Life).Min();
        return wait < Soonest ? Soonest
            : wait > Slice.Life ? Slice.Life
            : wait;
    }

    private PartState Part(string name)
    {
        if (!this.Parts.TryGetValue(name, out var part))
        {
            this.Parts[name] = part = new PartState();
        }

        return part;
    }
}

/// <summary>A limit beside the whole one. Limit 0: not known.</summary>
public sealed class PartState
{
    public int Limit { get; set; }

    public SentWindow Sent { get; init; } = new();

    /// <summary>Hands out of the part's own limit.</summary>
    public int Grant(int wanted, DateTimeOffset now)
    {
        var given = this.Limit == 0 ? wanted : Math.Clamp(this.Limit - this.Sent.Count(now), 0, wanted);
        this.Sent.Add(now, given);
        return given;
    }
}

/// <summary>Nothing is sent before this time, and why.</summary>
public sealed record PauseState(DateTimeOffset Until, string Reason);

/// <summary>A node when it last asked, and what it could not be given, by priority.</summary>
public sealed record NodeState(DateTimeOffset SeenAt, int[] Waiting);
