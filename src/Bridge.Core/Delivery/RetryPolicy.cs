namespace Bridge.Core.Delivery;

/// <summary>What follows a failed attempt. The set is closed.</summary>
public abstract record NextTry
{
    private NextTry() { }

    /// <summary>Try again by itself at this time.</summary>
    public sealed record At(DateTimeOffset Time) : NextTry;

    /// <summary>Trying again would give the same answer: a person must mend the cause.</summary>
    public sealed record Person : NextTry;
}

/// <summary>When to try again, from the failure and how many attempts were made.</summary>
public static class RetryPolicy
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
    ];

    private static readonly TimeSpan RefusedKey = TimeSpan.FromMinutes(1);

    /// <summary>When a paused connection is asked about by who waits for it, should nobody wake it.</summary>
    private static readonly TimeSpan WhilePaused = TimeSpan.FromMinutes(1);

    /// <summary>So often a refusal that may pass by itself is tried again before a person is asked.</summary>
    private const int MostTriesOfAllowed = 12;

    /// <summary>
    /// A tool's own wait counts, but never less than 1 s; without one the waits grow to 5 minutes. A key that is
    /// refused for this one call, as the connection's probe finds it to work, is tried twelve times, each minute. What is
    /// forbidden waits for a person, unless the connector said that it may pass by itself: then it is tried twelve times at
    /// that wait.
    /// </summary>
    /// <param name="attempts">Attempts made so far, this one included; counts from 1.</param>
    public static NextTry After(Failure failure, int attempts, DateTimeOffset now)
    {
        var wait = Waits[Math.Clamp(attempts - 1, 0, Waits.Length - 1)];
        return failure.Kind switch
        {
            FailureKind.Busy => new NextTry.At(now + Longest(failure.RetryAfter ?? wait, Waits[0])),
            FailureKind.Offline or FailureKind.Unknown => new NextTry.At(
                now + Longest(failure.RetryAfter ?? wait, wait)
            ),
            FailureKind.Conflict => new NextTry.At(now + wait),
            FailureKind.Forbidden when failure.RetryAfter is { } pause && attempts <= MostTriesOfAllowed =>
                new NextTry.At(now + pause),
            FailureKind.Unauthorized when attempts <= MostTriesOfAllowed => new NextTry.At(now + RefusedKey),
            FailureKind.Paused => new NextTry.At(now + WhilePaused),
            _ => new NextTry.Person(),
        };
    }

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
