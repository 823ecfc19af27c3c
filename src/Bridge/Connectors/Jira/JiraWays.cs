using System.Collections.Concurrent;

namespace Bridge.Connectors.Jira;

/// <summary>
/// What was seen of workflows: which statuses follow which. Jira tells only the next steps of one issue, so the map
/// grows as issues are moved. Thread safe.
/// </summary>
internal sealed class JiraWays
{
    private readonly ConcurrentDictionary<(string Workflow, string From), string[]> seen = new();

    public void Learn(string workflow, string from, IEnumerable<string> to) =>
        this.seen[(workflow, from.ToUpperInvariant())] = [.. to.Select(t => t.ToUpperInvariant())];

    /// <summary>
    /// Steps from a status to the goal as far as known; null when no way is known. <paramref name="explored"/> is false
    /// when part of what lies ahead was never seen, so that a way may still exist.
    /// </summary>
    public int? Steps(string workflow, string from, string goal, out bool explored)
    {
        explored = true;
        var target = goal.ToUpperInvariant();
        var far = new Dictionary<string, int>(StringComparer.Ordinal) { [from.ToUpperInvariant()] = 0 };
        var queue = new Queue<string>(far.Keys);
        while (queue.TryDequeue(out var status))
        {
            if (status == target)
            {
                return far[status];
            }

            if (!this.seen.TryGetValue((workflow, status), out var next))
            {
                explored = false;
                continue;
            }

            foreach (var to in next.Where(n => far.TryAdd(n, far[status] + 1)))
            {
                queue.Enqueue(to);
            }
        }

        return null;
    }
}
