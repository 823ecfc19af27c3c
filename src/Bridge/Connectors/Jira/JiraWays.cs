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
    /// Steps that are no end of their own: not done, not seen on this walk, and not known to lead nowhere; likeliest
    /// first.
    /// </summary>
    public List<WireTransition> Hops(
        JiraGoal goal,
        WireIssue here,
        List<WireTransition> open,
        HashSet<string> visited
    ) =>
        [
            .. open.Where(t => t.To!.StatusCategory?.Key != "done" && !visited.Contains(t.To!.Name!))
                .Select(t =>
                    (
                        Transition: t,
                        Steps: this.Steps(here.Workflow, t.To!.Name!, goal.Status, out var explored),
                        Explored: explored
                    )
                )
                .Where(w => w.Steps is not null || !w.Explored)
                .OrderBy(w => w.Steps ?? int.MaxValue)
                .ThenBy(w => Apart(goal, w.Transition.To!.Name, goal.Status))
                .Select(w => w.Transition),
        ];

    /// <summary>
    /// Steps from a status to the goal as far as known; null when no way is known. <paramref name="explored"/> is false
    /// when part of what lies ahead was never seen, so that a way may still exist.
    /// </summary>
    private int? Steps(string workflow, string from, string goal, out bool explored)
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

    /// <summary>How far apart two statuses stand in the process; very far when it does not name both.</summary>
    private static int Apart(JiraGoal goal, string? one, string? other)
    {
        var names = goal.Order.ToList();
        var (a, b) = (names.FindIndex(n => JiraSite.Same(n, one)), names.FindIndex(n => JiraSite.Same(n, other)));
        return a < 0 || b < 0 ? int.MaxValue : Math.Abs(a - b);
    }
}
