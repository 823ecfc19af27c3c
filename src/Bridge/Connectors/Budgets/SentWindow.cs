namespace Bridge.Connectors.Budgets;

/// <summary>
/// How many requests were handed out in each second of the last minute. A second is kept for a minute, itself, and the
/// life of a slice, so that in any minute no more is sent than the window ever held at once. Not thread safe.
/// </summary>
public sealed class SentWindow
{
    /// <summary>How many seconds back a request counts: 60, one for the rounding, and one for <see cref="Slice.Life"/>.</summary>
    private const int Span = 62;

    /// <summary>By the second since 1970.</summary>
    public SortedDictionary<long, int> Seconds { get; init; } = [];

    public int Count(DateTimeOffset now)
    {
        this.Forget(now);
        return this.Seconds.Values.Sum();
    }

    /// <summary>Counts requests as handed out now.</summary>
    public void Add(DateTimeOffset now, int count)
    {
        if (count > 0)
        {
            var second = now.ToUnixTimeSeconds();
            this.Seconds[second] = this.Seconds.GetValueOrDefault(second) + count;
        }
    }

    /// <summary>Takes back what was handed out in a second and not used; no more than was.</summary>
    public void TakeBack(long second, int count)
    {
        if (this.Seconds.TryGetValue(second, out var had))
        {
            this.Seconds[second] = Math.Max(0, had - count);
        }
    }

    /// <summary>How long until the oldest requests no longer count; null when there are none.</summary>
    public TimeSpan? UntilFree(DateTimeOffset now)
    {
        foreach (var (second, count) in this.Seconds)
        {
            if (count > 0)
            {
                return DateTimeOffset.FromUnixTimeSeconds(second + Span) - now;
            }
        }

        return null;
    }

    /// <summary>
    /// How long until so many of the requests no longer count; zero for none. For more than there are, the minutes that
    /// sending them takes at <paramref name="most"/> a minute are added.
    /// </summary>
    public TimeSpan UntilFree(int count, int most, DateTimeOffset now)
    {
        if (count <= 0)
        {
            return TimeSpan.Zero;
        }

        foreach (var (second, sent) in this.Seconds)
        {
            count -= sent;
            if (count <= 0)
            {
                var wait = DateTimeOffset.FromUnixTimeSeconds(second + Span) - now;
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }

        return TimeSpan.FromSeconds(Span) * (1 + (count / Math.Max(1, most)));
    }

    private void Forget(DateTimeOffset now)
    {
        var oldest = now.ToUnixTimeSeconds() - Span + 1;
        while (this.Seconds.Count > 0 && this.Seconds.First().Key is var first && first < oldest)
        {
            this.Seconds.Remove(first);
        }
    }
}
