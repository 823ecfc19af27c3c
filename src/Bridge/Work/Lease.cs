namespace Bridge.Work;

/// <summary>
/// The right to work on a case until a time, by this machine's clock. A process that was stopped and woke up too late
/// sees it here, before its next write to a tool; the store refuses it in any case. Once lost it stays lost.
/// </summary>
public sealed class Lease(TimeProvider time, DateTimeOffset until)
{
    /// <summary>No write to a tool is begun when the lease ends sooner than this: time for it to reach the tool.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private long untilTicks = until.UtcTicks;

    public bool Holds => time.GetUtcNow().UtcTicks < Interlocked.Read(ref this.untilTicks) - Margin.Ticks;

    public void Renew(DateTimeOffset newUntil) => this.Move(old => newUntil.UtcTicks);

    /// <summary>It ends then, unless it ends sooner, or is renewed.</summary>
    public void EndBy(DateTimeOffset latest) => this.Move(old => Math.Min(old, latest.UtcTicks));

    public void Lose() => Interlocked.Exchange(ref this.untilTicks, 0);

    private void Move(Func<long, long> to)
    {
        for (var old = Interlocked.Read(ref this.untilTicks); old != 0; )
        {
            var seen = Interlocked.CompareExchange(ref this.untilTicks, to(old), old);
            if (seen == old)
            {
                return;
            }

            old = seen;
        }
    }
}
