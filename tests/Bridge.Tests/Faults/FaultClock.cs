namespace Bridge.Tests.Faults;

/// <summary>
/// A clock that runs at the usual pace and may be put forward. Short waits (of retries, of budgets) are over in a fiftieth of
/// their time and put it forward; the time limits of calls strike only when the test says so. Thread safe.
/// </summary>
internal sealed class FaultClock : TimeProvider
{
    /// <summary>How long the connectors wait for an answer.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan HookLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestShort = TimeSpan.FromSeconds(40);
    private readonly DateTimeOffset start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly long began = System.GetTimestamp();
    private readonly Lock gate = new();
    private readonly HashSet<Alarm> alarms = [];
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (this.gate)
        {
            return this.start + System.GetElapsedTime(this.began) + this.ahead;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Goes forward to a moment, unless it is over; what waited for a time up to then goes on.</summary>
    public void ForwardTo(DateTimeOffset moment)
    {
        lock (this.gate)
        {
            var missing = moment - this.GetUtcNow();
            this.ahead += missing > TimeSpan.Zero ? missing : TimeSpan.Zero;
        }

        this.Ring(alarm => !alarm.IsLimit && alarm.Due <= moment);
    }

    /// <summary>No answer came: the time limits of all calls under way strike.</summary>
    public void Strike()
    {
        this.ForwardTo(this.GetUtcNow() + CallLimit);
        this.Ring(alarm => alarm.IsLimit);
    }

    private void Ring(Func<Alarm, bool> which)
    {
        Alarm[] due;
        lock (this.gate)
        {
            due = [.. this.alarms.Where(which)];
            this.alarms.ExceptWith(due);
        }

        foreach (var alarm in due)
        {
            alarm.Ring();
        }
    }

    private sealed class Alarm(FaultClock clock, Action ring) : ITimer
    {
        private ITimer? shortly;

        public DateTimeOffset Due { get; private set; }

        public bool IsLimit { get; private set; }

        public void Ring() => ThreadPool.QueueUserWorkItem(_ => ring());

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.shortly?.Dispose();
                clock.alarms.Remove(this);
                if (dueTime < TimeSpan.Zero)
                {
                    return true;
                }

                this.Due = clock.GetUtcNow() + dueTime;
                this.IsLimit = dueTime == CallLimit || dueTime == HookLimit;
                clock.alarms.Add(this);
                if (!this.IsLimit && dueTime <= LongestShort)
                {
                    var due = this.Due;
                    this.shortly = System.CreateTimer(
                        _ => clock.ForwardTo(due),
                        null,
                        dueTime / 50,
                        Timeout.InfiniteTimeSpan
                    );
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                this.shortly?.Dispose();
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
