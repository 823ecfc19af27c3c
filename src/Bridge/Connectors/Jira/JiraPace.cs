using System.Collections.Concurrent;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Keeps writes on one issue below what Cloud takes (20 in 2 s and 100 in 30 s, rate limiting page of 2026): a short
/// wait is waited, a long one is handed back. Thread safe.
/// </summary>
internal sealed class JiraPace(TimeProvider time)
{
    /// <summary>A tenth is left to others, and to the clocks.</summary>
    private const int InShort = 18;

    private const int InLong = 90;
    private const int ManyIssues = 2_000;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, Writes> issues = new(StringComparer.Ordinal);

    /// <summary>Waits for the right to write to the issue once; a failure when the wait is too long to hold a worker.</summary>
    public async Task<Failure?> TakeAsync(string issueId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        this.Forget(now);
        if (this.issues.GetOrAdd(issueId, static _ => new Writes()).Take(now) is not { } wait)
        {
            return null;
        }

        if (wait > LongestWait)
        {
            return new Failure(
                FailureKind.Busy,
                "Jira takes only so many writes on one issue in 30 s; the rest follows",
                wait
            );
        }

        await Task.Delay(wait, time, cancel);
        return await this.TakeAsync(issueId, cancel);
    }

    /// <summary>Jira itself said that this issue has had enough.</summary>
    public void Rest(string issueId, TimeSpan wait) =>
        this.issues.GetOrAdd(issueId, static _ => new Writes()).Rest(time.GetUtcNow() + wait);

    private void Forget(DateTimeOffset now)
    {
        if (this.issues.Count <= ManyIssues)
        {
            return;
        }

        foreach (var (id, writes) in this.issues)
        {
            if (writes.IsOver(now))
            {
                this.issues.TryRemove(id, out _);
            }
        }
    }

    private sealed class Writes
    {
        private readonly Lock gate = new();
        private readonly Queue<DateTimeOffset> times = new();
        private DateTimeOffset notBefore;

        /// <summary>Null when the write may go now, and is counted; else how long to wait.</summary>
        public TimeSpan? Take(DateTimeOffset now)
        {
            lock (this.gate)
            {
                while (this.times.TryPeek(out var oldest) && now - oldest >= Long)
                {
                    this.times.Dequeue();
                }

                var recent = this.times.Where(t => now - t < Short).ToList();
                var free = this.notBefore;
                free = this.times.Count >= InLong ? Later(free, this.times.Peek() + Long) : free;
                free = recent.Count >= InShort ? Later(free, recent[^InShort] + Short) : free;
                if (free > now)
                {
                    return free - now;
                }

                this.times.Enqueue(now);
                return null;
            }
        }

        public void Rest(DateTimeOffset until)
        {
            lock (this.gate)
            {
                this.notBefore = Later(this.notBefore, until);
            }
        }

        public bool IsOver(DateTimeOffset now)
        {
            lock (this.gate)
            {
                return this.notBefore <= now && (this.times.Count == 0 || now - this.times.Last() >= Long);
            }
        }

        private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
    }
}
