namespace Bridge.Work;

/// <summary>
/// The right to work on a case until a time, by this machine's clock. A process that was stopped and woke up too late
/// sees it here, before its next write to a tool; the store refuses it in any case.
/// </summary>
public sealed class Lease(TimeProvider time, DateTimeOffset until)
{
    /// <summary>No write to a tool is begun when the lease ends sooner than this: time for it to reach the tool.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private long untilTicks = until.UtcTicks;

    public bool Holds => time.GetUtcNow().UtcTicks < Interlocked.Read(ref this.untilTicks) - Margin.Ticks;

    public void Renew(DateTimeOffset newUntil) => Interlocked.Exchange(ref this.untilTicks, newUntil.UtcTicks);

    public void Lose() => Interlocked.Exchange(ref this.untilTicks, 0);
}
