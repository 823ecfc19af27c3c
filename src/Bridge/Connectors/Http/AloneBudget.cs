using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>
/// How a node goes on while whoever shares out cannot be reached: at the rate that it had, with its part of what was left,
/// and for two minutes at most. If every node does so, their sum stays below the limit; so it does in the minute after,
/// in which a node that is back keeps to that rate, since it cannot know who else is not back yet. Not thread safe.
/// </summary>
internal sealed class AloneBudget
{
    /// <summary>What was heard longer ago than this says nothing about what others have taken since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(62);

    private readonly SentWindow sent = new();
    private int? most;
    private DateTimeOffset since;
    private DateTimeOffset? over;

    /// <summary>What this node sent in the last minute.</summary>
    public int Recent(DateTimeOffset now) => this.sent.Count(now);

    public void Sent(DateTimeOffset now, int cost) => this.sent.Add(now, cost);

    /// <summary>The share can be reached again.</summary>
    public void Over(DateTimeOffset now) => this.over ??= this.most is null ? null : now;

    /// <summary>Of what waits, by priority, what this node may ask for: all of it but in the minute after it was alone.</summary>
    public int[] Bound(int[] waiting, DateTimeOffset now)
    {
        if (this.over is { } back && now - back >= After)
        {
            (this.most, this.over) = (null, null);
        }

        return this.most is null ? waiting : this.Spread(waiting, now);
    }

    /// <summary>A slice that the node gives itself.</summary>
    public Slice Next(Slice? last, DateTimeOffset lastAt, int[] waiting, DateTimeOffset now)
    {
        if (last is null or { Limit: 0 })
        {
            return new Slice { Unlimited = last is not null, Again = Slice.Life };
        }

        if (this.most is null)
        {
            this.most = this.Recent(now) + (now - lastAt <= Fresh ? last.Left / Math.Max(1, last.Nodes) : 0);
            this.since = now;
        }

        this.over = null;
        return new Slice
        {
            Tokens = now - this.since > Longest ? new int[Slice.Priorities] : this.Spread(waiting, now),
            Limit = last.Limit,
            Again = Slice.Life,
        };
    }

    private int[] Spread(int[] waiting, DateTimeOffset now)
    {
        var free = Math.Max(0, this.most.GetValueOrDefault() - this.Recent(now));
        var tokens = new int[Slice.Priorities];
        for (var p = 0; p < tokens.Length; p++)
        {
            tokens[p] = Math.Min(free, waiting[p]);
            free -= tokens[p];
        }

        return tokens;
    }
}
