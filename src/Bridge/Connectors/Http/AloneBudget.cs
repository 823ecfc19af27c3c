using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>
/// How a node goes on while whoever shares out cannot be reached: at the rate that it had, and with its part of what was
/// left. If every node does so, their sum stays below the limit. Not thread safe.
/// </summary>
internal sealed class AloneBudget
{
    /// <summary>What was heard longer ago than this says nothing about what others have taken since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly SentWindow sent = new();
    private int? most;

    /// <summary>What this node sent in the last minute.</summary>
    public int Recent(DateTimeOffset now) => this.sent.Count(now);

    public void Sent(DateTimeOffset now, int cost) => this.sent.Add(now, cost);

    /// <summary>The share can be reached again.</summary>
    public void Over() => this.most = null;

    /// <summary>A slice that the node gives itself.</summary>
    public Slice Next(Slice? last, DateTimeOffset lastAt, int[] waiting, DateTimeOffset now)
    {
        if (last is null or { Limit: 0 })
        {
            return new Slice { Unlimited = last is not null, Again = Slice.Life };
        }

        this.most ??= this.Recent(now) + (now - lastAt <= Fresh ? last.Left / Math.Max(1, last.Nodes) : 0);
        var free = Math.Max(0, this.most.Value - this.Recent(now));
        var tokens = new int[Slice.Priorities];
        for (var p = 0; p < tokens.Length; p++)
        {
            tokens[p] = Math.Min(free, waiting[p]);
            free -= tokens[p];
        }

        return new Slice
        {
            Tokens = tokens,
            Limit = last.Limit,
            Again = Slice.Life,
        };
    }
}
