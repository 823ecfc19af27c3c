using System.Net.Http.Headers;

namespace Bridge.Connectors.Http;

/// <summary>
/// How far a tool's clock is from the bridge's, by the Date of its answers: each bounds the difference, and so do all of
/// them together. Two clocks that may agree are taken to agree. Thread safe.
/// </summary>
public sealed class ToolClock
{
    /// <summary>Date tells whole seconds, and a server may make it up once a second.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    /// <summary>So many answers that agree with each other and not with those before: a clock was set anew.</summary>
    private const int Enough = 3;

    private readonly Lock gate = new();
    private Bounds? known;
    private Bounds? other;
    private int others;
    private bool heard;

    /// <summary>True once the tool has answered, whether it told its time or not.</summary>
    public bool IsHeard
    {
        get
        {
            lock (this.gate)
            {
                return this.heard;
            }
        }
    }

    /// <summary>
    /// The least by which the tool's clock can be ahead of ours, negative when it is behind: some two seconds below the
    /// truth at most. Null when both agree, or it is not known.
    /// </summary>
    public TimeSpan? Difference
    {
        get
        {
            lock (this.gate)
            {
                return this.known is { } bounds && (bounds.Least > TimeSpan.Zero || bounds.Most < TimeSpan.Zero)
                    ? bounds.Least
                    : null;
            }
        }
    }

    /// <summary>What the tool's clock showed at a moment of ours; up to two seconds before that when they differ.</summary>
    public DateTimeOffset At(DateTimeOffset ours) => ours + (this.Difference ?? TimeSpan.Zero);

    /// <summary>Takes in an answer. One that came out of a cache says nothing of the time.</summary>
    public void Hear(HttpResponseHeaders headers, DateTimeOffset sent, DateTimeOffset came)
    {
        lock (this.gate)
        {
            this.heard = true;
            if (headers is { Date: { } date, Age: null } && came >= sent)
            {
                this.Take(new Bounds(date - came, date + Grain - sent));
            }
        }
    }

    /// <summary>One answer that contradicts the others is not believed.</summary>
    private void Take(Bounds told)
    {
        if ((this.known is null ? told : this.known.With(told)) is { } bounds)
        {
            this.known = bounds;
            this.others = 0;
            return;
        }

        this.other = this.others > 0 ? this.other?.With(told) : null;
        this.others = this.other is null ? 1 : this.others + 1;
        this.other ??= told;
        if (this.others >= Enough)
        {
            this.known = this.other;
            this.others = 0;
        }
    }

    /// <summary>Between which the difference is.</summary>
    private sealed record Bounds(TimeSpan Least, TimeSpan Most)
    {
        /// <summary>Both at once; null when they contradict each other.</summary>
        public Bounds? With(Bounds told)
        {
            var least = this.Least > told.Least ? this.Least : told.Least;
            var most = this.Most < told.Most ? this.Most : told.Most;
            return least <= most ? new Bounds(least, most) : null;
        }
    }
}
