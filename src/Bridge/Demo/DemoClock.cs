namespace Bridge.Demo;

/// <summary>A clock that begins on a Monday morning, runs at the usual pace, and can be put forward. Thread safe.</summary>
public sealed class DemoClock : TimeProvider
{
    /// <summary>Monday, 9:00 in Dublin.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly long began = System.GetTimestamp();
    private long forwardTicks;

    public override DateTimeOffset GetUtcNow() =>
        Start + System.GetElapsedTime(this.began) + TimeSpan.FromTicks(Interlocked.Read(ref this.forwardTicks));

    /// <summary>Puts the clock forward. Timers that are running do not notice: whoever waits for a time is to be woken.</summary>
    public void Forward(TimeSpan by) => Interlocked.Add(ref this.forwardTicks, by.Ticks);
}
