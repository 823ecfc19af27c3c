namespace Bridge.Core.Delivery.Connections;

/// <summary>
/// Whether a connection may be used. One refused call pauses nothing: it raises a doubt, a probe is made, and only what the
/// probe says pauses the connection. The same holds for a tool that does not answer.
/// </summary>
public sealed record ConnectionState
{
    /// <summary>From one probe of a paused connection to the next, at least.</summary>
    public static readonly TimeSpan LeastBetweenProbes = TimeSpan.FromSeconds(30);

    /// <summary>From one probe of a paused connection to the next, at most.</summary>
    public static readonly TimeSpan MostBetweenProbes = TimeSpan.FromSeconds(60);

    /// <summary>A tool that fails for less long is tried on by each call for itself.</summary>
    public static readonly TimeSpan Outage = TimeSpan.FromMinutes(2);

    /// <summary>So many calls in a row must have failed, besides the time.</summary>
    public const int FailuresToDoubt = 5;

    /// <summary>How long the word of a probe that all is well settles doubts of the key.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    /// <summary>A connection of which nothing is known: it may be used.</summary>
    public static ConnectionState Up { get; } = new();

    /// <summary>Null: it may be used.</summary>
    public ConnectionPause? Pause { get; private init; }

    /// <summary>True when a probe should say what is the matter.</summary>
    public bool IsDoubted { get; private init; }

    private DateTimeOffset? WellAt { get; init; }

    private DateTimeOffset? FailingSince { get; init; }

    private int Failures { get; init; }

    /// <summary>The state after something was seen.</summary>
    public ConnectionState After(ConnectionEvent seen, DateTimeOffset now) =>
        (seen, this.Pause) switch
        {
            (ConnectionEvent.Told { Pause: { } pause }, _) => this with { Pause = pause, IsDoubted = false },
            (ConnectionEvent.Told, null) => this,
            (ConnectionEvent.Told or ConnectionEvent.ProbedWell, _) => new ConnectionState { WellAt = now },
            (ConnectionEvent.Asked, { } pause) => this with { Pause = pause with { NextProbe = now } },
            (ConnectionEvent.ProbedDead dead, _) => this.Paused(PauseCause.Credentials, dead.Words, dead.Chance, now),
            (ConnectionEvent.ProbedAway away, { } pause) => this.Paused(pause.Cause, away.Words, away.Chance, now),
            (ConnectionEvent.ProbedAway away, null) => this.IsOut(now)
                ? this.Paused(PauseCause.Outage, away.Words, away.Chance, now)
                : this with
                {
                    IsDoubted = false,
                },
            (ConnectionEvent.ProbedUnclear unclear, { } pause) => this.Paused(
                pause.Cause,
                pause.Words,
                unclear.Chance,
                now
            ),
            (ConnectionEvent.ProbedUnclear, null) => this with { IsDoubted = false },

            // What comes in while it is paused was sent before.
            (_, not null) => this,
            (ConnectionEvent.Answered, null) => this.FailingSince is null
                ? this
                : this with
                {
                    FailingSince = null,
                    Failures = 0,
                },
            (ConnectionEvent.KeyRefused, null) => now - this.WellAt < Trust ? this : this with { IsDoubted = true },
            (ConnectionEvent.Failed, null) => this.Failing(now),
            _ => this,
        };

    private ConnectionState Failing(DateTimeOffset now)
    {
        var next = this with { FailingSince = this.FailingSince ?? now, Failures = this.Failures + 1 };
        return next.IsOut(now) ? next with { IsDoubted = true } : next;
    }

    private bool IsOut(DateTimeOffset now) => this.Failures >= FailuresToDoubt && now - this.FailingSince >= Outage;

    /// <summary>Paused, or paused on: since when does not change.</summary>
    private ConnectionState Paused(PauseCause cause, string words, double chance, DateTimeOffset now) =>
        new()
        {
            Pause = new ConnectionPause(
                cause,
                this.Pause?.Since ?? now,
                words,
                now + LeastBetweenProbes + ((MostBetweenProbes - LeastBetweenProbes) * Math.Clamp(chance, 0, 1))
            ),
        };
}
