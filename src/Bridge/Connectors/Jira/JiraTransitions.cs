using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Moves issues to a status. Jira tells only the transitions that are open now, so a status that is not next is
/// searched for step by step, through statuses that are not done.
/// </summary>
internal sealed partial class JiraTransitions(JiraApi api, JiraBindings bindings, JiraDialect dialect, ILogger logger)
{
    private const int MostSteps = 5;

    private readonly JiraWays ways = new();

    /// <summary>Moves the issue, and checks after every step where it is.</summary>
    /// <param name="before">The issue as just read or edited; null when it was not.</param>
    public async Task<JiraWalk> WalkAsync(JiraGoal goal, WireIssue? before, CancellationToken cancel)
    {
        var here = before?.Fields?.ContainsKey("status") == true ? before : null;
        if (here is null)
        {
            var answer = await this.HereAsync(goal, cancel);
            if (answer.Failure is { } failure)
            {
                return JiraWalk.Broken(failure);
            }

            here = answer.Value!;
        }

        if (Same(here.Status, goal.Status))
        {
            return await this.ResolveAsync(goal, here, [], reopened: false, cancel);
        }

        var (origin, closed) = (here.Status, IsDone(here));
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { origin };
        var sent = ImmutableHashSet<string>.Empty;
        for (var step = 1; ; step++)
        {
            var (next, end) = await this.StepAsync(goal, here, visited, step, cancel);
            if (end is not null)
            {
                return await this.BackAsync(goal, origin, end.With(sent), cancel);
            }

            sent = sent.Union(next!.Sent);
            here = next.Here;
            visited.Add(here.Status);
            if (Same(here.Status, goal.Status))
            {
                return await this.ResolveAsync(goal, here, sent, closed && !IsDone(here), cancel);
            }
        }
    }

    private static bool Same(string? a, string? b) =>
        string.Equals(a?.Trim(), b?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the transition's status is meant, by name or by id.</summary>
    private static bool Leads(WireTransition transition, string status) =>
        Same(transition.To?.Name, status) || transition.To?.Id == status;

    private static bool IsDone(WireIssue issue) => JiraValues.CategoryOf(issue.Field("status")) == "done";

    private static bool Concerns(Failure refusal, string id) =>
        refusal.Fields.Any(f => f.Field == id) || refusal.Message.Contains(id, StringComparison.OrdinalIgnoreCase);

    private Task<JiraAnswer<WireIssue>> HereAsync(JiraGoal goal, CancellationToken cancel) =>
        api.IssueAsync(goal.IssueId, bindings.ToRead, cancel, withTransitions: true);

    /// <summary>What is open to the issue: told with it, or asked for when that was not, or not with its screens.</summary>
    private async Task<(List<WireTransition> Open, Failure? Failure)> OpenAsync(
        JiraGoal goal,
        WireIssue here,
        CancellationToken cancel
    )
    {
        var all = here.Transitions;
        if (all is null || all.Exists(t => t is { HasScreen: true, Fields: null }))
        {
            var answer = await api.TransitionsAsync(goal.IssueId, cancel);
            if (answer.Value is null)
            {
                return ([], answer.Failure);
            }

            all = answer.Value.Transitions ?? [];
        }

        return (all.FindAll(t => t.IsAvailable != false && t.To?.Name is not null), null);
    }

    /// <summary>A walk that found no end goes back to where it began, when a transition leads there.</summary>
    private async Task<JiraWalk> BackAsync(JiraGoal goal, string origin, JiraWalk end, CancellationToken cancel)
    {
        if (end.Fatal is not null || end.After is not { } here || Same(here.Status, origin))
        {
            return end;
        }

        var way = (await this.OpenAsync(goal, here, cancel)).Open.Find(t => Leads(t, origin));
        if (way is null)
        {
            return end;
        }

        var step = JiraStep.Of(way, goal with { Held = [] }, here, last: false);
        var (moved, _) = await this.TakeAsync(step, goal, here, cancel);
        return moved is null ? end : end with { After = moved.Here };
    }

    private async Task<(Moved? Moved, JiraWalk? End)> StepAsync(
        JiraGoal goal,
        WireIssue here,
        HashSet<string> visited,
        int step,
        CancellationToken cancel
    )
    {
        var (open, failure) = await this.OpenAsync(goal, here, cancel);
        if (failure is not null)
        {
            return (null, JiraWalk.Broken(failure));
        }

        this.ways.Learn(here.Workflow, here.Status, open.Select(t => t.To!.Name!));
        var direct = open.Where(t => Leads(t, goal.Status)).ToList();
        var last = direct.Count > 0;
        var candidates = last ? direct : this.ways.Hops(goal, here, open, visited);
        if (candidates.Count == 0 || (step == MostSteps && !last))
        {
            return (null, JiraWalk.Stuck(goal, here, open, step - 1));
        }

        JiraWalk? refused = null;
        foreach (
            var candidate in candidates.Select(t => JiraStep.Of(t, goal, here, last)).OrderBy(s => s.Missing.Length)
        )
        {
            var (moved, end) = await this.TakeAsync(candidate, goal, here, cancel);
            if (moved is not null || end!.Fatal is not null)
            {
                return (moved, end);
            }

            refused ??= end;
        }

        return (null, refused);
    }

    private async Task<(Moved? Moved, JiraWalk? End)> TakeAsync(
        JiraStep step,
        JiraGoal goal,
        WireIssue here,
        CancellationToken cancel
    )
    {
        if (!step.Missing.IsEmpty)
        {
            return (null, new JiraWalk(here, [], step.Lacks(), null, null));
        }

        var (issue, from, to) = (here.Key ?? goal.IssueId, here.Status, step.Transition.To?.Name ?? "");
        Log.Step(logger, issue, from, to, goal.Status);
        var answer = await api.TransitAsync(goal.IssueId, step.Body(withOptional: true), cancel);
        if (answer.Failure is { Kind: FailureKind.Refused } no && step.Optional.Keys.Any(id => Concerns(no, id)))
        {
            // A transition may take fields that it does not list, so they are tried, and left out once when refused.
            answer = await api.TransitAsync(goal.IssueId, step.Body(withOptional: false), cancel);
        }

        var failure = answer.Failure;
        if (failure is { Kind: not FailureKind.Refused } fatal && !dialect.MayBeWrongTransition(fatal))
        {
            return (null, JiraWalk.Broken(fatal));
        }

        var read = await this.HereAsync(goal, cancel);
        if (read.Value is not { } now)
        {
            return (null, JiraWalk.Broken(read.Failure!));
        }

        if (failure is { Kind: not FailureKind.Refused })
        {
            var (arrived, offered) = (Same(now.Status, to), now.Transitions?.Exists(t => t.Id == step.Transition.Id));
            failure =
                arrived ? null
                : offered == false ? new Failure(FailureKind.Conflict, $"'{step.Transition.Name}' is not open any more")
                : failure;
        }

        return failure is { Kind: not FailureKind.Refused } still && Same(now.Status, from)
            ? (null, JiraWalk.Broken(still))
            : Verify(step, goal, here, now, failure);
    }

    private static (Moved? Moved, JiraWalk? End) Verify(
        JiraStep step,
        JiraGoal goal,
        WireIssue here,
        WireIssue now,
        Failure? refusal
    )
    {
        var (was, to, isNow) = (here.Status, step.Transition.To?.Name ?? "", now.Status);
        if (refusal is null && (Same(isNow, to) || Same(isNow, goal.Status)))
        {
            return (new Moved(now, [.. step.Required.Keys]), null);
        }

        if (!Same(isNow, was))
        {
            return (
                null,
                JiraWalk.Broken(
                    new Failure(FailureKind.Conflict, $"meanwhile somebody moved the issue from '{was}' to '{isNow}'")
                )
            );
        }

        var why = refusal is not null
            ? goal.Offered.Named(refusal)
            : new Failure(
                FailureKind.Refused,
                $"Jira took the transition '{step.Transition.Name}', but the issue is still in '{was}'"
            );
        return (null, new JiraWalk(now, [], why, null, null));
    }

    /// <summary>
    /// The issue is in its status; sees to the resolution: a transition may have dropped it, and a reopened issue keeps its
    /// old one unless the workflow empties it.
    /// </summary>
    private async Task<JiraWalk> ResolveAsync(
        JiraGoal goal,
        WireIssue here,
        ImmutableHashSet<string> sent,
        bool reopened,
        CancellationToken cancel
    )
    {
        if (Same(here.Resolution, goal.Resolution ?? "") || (goal.Resolution is null && !reopened))
        {
            return new JiraWalk(here, sent, null, null, null);
        }

        var wanted = goal.Resolution is { } name ? new JsonObject { ["name"] = name } : null;
        var body = new JsonObject { ["fields"] = new JsonObject { ["resolution"] = wanted } };
        var answer = await api.EditAsync(goal.IssueId, body, withTransitions: false, cancel);
        return answer.Failure switch
        {
            null => new JiraWalk(answer.Value ?? here, sent, null, null, null),
            { Kind: FailureKind.Refused } why when goal.Resolution is null => new JiraWalk(
                here,
                sent,
                null,
                why with
                {
                    Message = $"the issue is open again and keeps its resolution '{here.Resolution}': {why.Message}",
                },
                null
            ),
            { Kind: FailureKind.Refused } why => new JiraWalk(here, sent, null, why, null),
            var fatal => JiraWalk.Broken(fatal),
        };
    }

    private sealed record Moved(WireIssue Here, ImmutableHashSet<string> Sent);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Moving {Issue} from {From} to {To} on its way to {Goal}")]
        public static partial void Step(ILogger logger, string issue, string from, string to, string goal);
    }
}
