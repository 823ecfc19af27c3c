namespace Bridge.Sandbox.Hosting;

/// <summary>The clock of one simulated tool: the world's, and wrong by <see cref="Ahead"/>. Timers are the world's.</summary>
public sealed class OwnClock(TimeProvider world) : TimeProvider
{
    private long aheadTicks;

    /// <summary>How far it is ahead of the world's; negative when it is behind. May be changed at any time.</summary>
    public TimeSpan Ahead
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref this.aheadTicks));
        set => Interlocked.Exchange(ref this.aheadTicks, value.Ticks);
    }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + this.Ahead;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(callback, state, dueTime, period);
}
