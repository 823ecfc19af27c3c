namespace Bridge.Tests.Infrastructure;

/// <summary>A clock that stands still until a test moves it, and whose timers then go off in order, on the mover's thread.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    public VirtualClock()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (this.gate)
        {
            return this.now;
        }
    }

    public override long GetTimestamp() => this.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves time on; every timer that is due on the way sees its own moment.</summary>
    public void Move(TimeSpan by)
    {
        var end = this.GetUtcNow() + by;
        while (true)
        {
            Alarm? next;
            lock (this.gate)
            {
                next = this.alarms.Where(a => a.Due <= end).MinBy(a => a.Due);
                this.now = next?.Due > this.now ? next.Due.Value : this.now;
                next?.Rewind();
                if (next is null)
                {
                    this.now = end;
                    return;
                }
            }

            next.Ring();
        }
    }

    private sealed class Alarm(VirtualClock clock, Action ring) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? Due { get; private set; }

        public void Ring() => ring();

        public void Rewind() => this.Due = this.period > TimeSpan.Zero ? this.Due + this.period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                this.Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (!clock.alarms.Contains(this))
                {
                    clock.alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                this.Due = null;
                clock.alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            this.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
