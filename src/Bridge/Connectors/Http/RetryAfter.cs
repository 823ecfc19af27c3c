using System.Globalization;

namespace Bridge.Connectors.Http;

/// <summary>How long a tool asks to wait.</summary>
public static class RetryAfter
{
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>
    /// From Retry-After (seconds or a date), else X-RateLimit-Reset (epoch seconds as ClickUp says it, or an ISO time as
    /// Jira does), else 20 s; between 1 s and 15 min. A moment is one of the tool's clock, so it is measured from the Date
    /// of the answer, and from now only when there is none.
    /// </summary>
    public static TimeSpan Of(ToolAnswer answer, DateTimeOffset now) =>
        TimeSpan.FromTicks(
            Math.Clamp(Asked(answer, answer.Headers?.Date ?? now).Ticks, TimeSpan.TicksPerSecond, Longest.Ticks)
        );

    private static TimeSpan Asked(ToolAnswer answer, DateTimeOffset now)
    {
        var text = answer.Header("Retry-After");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
        }

        text ??= answer.Header("X-RateLimit-Reset");
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var epoch))
        {
            return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(epoch, 0, 32_503_680_000)) - now;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - now
            : Unsaid;
    }
}
