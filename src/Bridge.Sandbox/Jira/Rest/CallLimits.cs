using System.Collections.Concurrent;
using System.Globalization;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>The limits of Cloud: writes on one issue (20 in 2 s, 100 in 30 s) and calls per second of one endpoint.</summary>
internal sealed class CallLimits(Site site)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly Dictionary<long, Queue<DateTimeOffset>> writes = [];
    private readonly ConcurrentQueue<(string Reason, TimeSpan Wait)> refusals = new();
    private readonly ConcurrentDictionary<string, (long Second, int Count)> bursts = new(StringComparer.Ordinal);

    /// <summary>Counts a call; an answer means that there were too many.</summary>
    public Answer? Burst(string endpoint)
    {
        if (this.refusals.TryDequeue(out var told))
        {
            return this.TooMany(told.Reason, told.Wait, 350);
        }

        if (site.Options.BurstPerSecond is not { } limit)
        {
            return null;
        }

        var second = site.Now.ToUnixTimeSeconds();
        var (_, count) = this.bursts.AddOrUpdate(
            this.IsCloud ? endpoint : "all",
            _ => (second, 1),
            (_, seen) => seen.Second == second ? (second, seen.Count + 1) : (second, 1)
        );
        return count <= limit ? null : this.TooMany("jira-burst-based", TimeSpan.FromSeconds(1), limit);
    }

    public void RefuseNext(string reason, TimeSpan wait, int times)
    {
        for (var i = 0; i < times; i++)
        {
            this.refusals.Enqueue((reason, wait));
        }
    }

    /// <summary>
    /// Data Center tells its token bucket with every answer to a known caller, "retry-after: 0" included while there are
    /// tokens.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Bucket()
    {
        var limit = site.Options.BurstPerSecond ?? 100;
        var used =
            this.bursts.TryGetValue("all", out var seen) && seen.Second == site.Now.ToUnixTimeSeconds()
                ? seen.Count
                : 0;
        yield return ("X-RateLimit-Limit", Text(limit));
        yield return ("X-RateLimit-Remaining", Text(Math.Max(0, limit - used)));
        yield return ("X-RateLimit-Interval-Seconds", "1");
        yield return ("X-RateLimit-FillRate", Text(limit));
        yield return ("Retry-After", "0");
    }

    /// <summary>Counts a write on an issue; an answer means that there were too many.</summary>
    public Answer? Write(Issue issue)
    {
        if (!site.Options.PerIssueWriteLimit || !this.IsCloud)
        {
            return null;
        }

        if (!this.writes.TryGetValue(issue.Id, out var times))
        {
            this.writes.Add(issue.Id, times = new Queue<DateTimeOffset>());
        }

        var now = site.Now;
        while (times.TryPeek(out var oldest) && now - oldest >= Long)
        {
            times.Dequeue();
        }

        if (times.Count >= 100)
        {
            return this.TooMany("jira-per-issue-on-write", Long - (now - times.Peek()), 100);
        }

        var recent = times.Where(t => now - t < Short).ToList();
        if (recent.Count >= 20)
        {
            return this.TooMany("jira-per-issue-on-write", Short - (now - recent[0]), 20);
        }

        times.Enqueue(now);
        return null;
    }

    private bool IsCloud => site.Options.Flavor == JiraFlavor.Cloud;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Answer TooMany(string reason, TimeSpan wait, int limit)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        if (!this.IsCloud)
        {
            return Answer.PlainText(429, "Rate limit exceeded.") with
            {
                Headers = [("Retry-After", Text(seconds)), ("X-RateLimit-Remaining", "0")],
            };
        }

        var reset = (site.Now + TimeSpan.FromSeconds(seconds)).UtcDateTime;
        return Answer.Refused(429, "Rate limit exceeded.") with
        {
            Headers =
            [
                ("Retry-After", Text(seconds)),
                ("X-RateLimit-Limit", Text(limit)),
                ("X-RateLimit-Remaining", "0"),
                ("X-RateLimit-Reset", reset.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                ("RateLimit-Reason", reason),
            ],
        };
    }
}
