using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>How a walk to a status ended.</summary>
/// <param name="After">The issue as last read; null when it could not be.</param>
/// <param name="Sent">Ids of the fields that went along with transitions.</param>
/// <param name="Refusal">Why the status was not reached; null when it was.</param>
/// <param name="ResolutionRefusal">Why the status was reached without the resolution; null when all is well.</param>
/// <param name="Fatal">Set when the walk ended otherwise than by a refusal.</param>
internal sealed record JiraWalk(
    WireIssue? After,
    ImmutableHashSet<string> Sent,
    Failure? Refusal,
    Failure? ResolutionRefusal,
    Failure? Fatal
)
{
    public static JiraWalk Broken(Failure fatal) => new(null, [], null, null, fatal);

    public JiraWalk With(ImmutableHashSet<string> sent) => this with { Sent = this.Sent.Union(sent) };
}

/// <summary>
/// Moves issues to a status. Jira tells only the transitions that are open now, so a status that is not next is
/// searched for step by step, through statuses that are not done.
/// </summary>
internal sealed partial class JiraTransitions(JiraApi api, JiraBindings bindings, ILogger logger)
{
    private const int MostSteps = 5;

    private readonly JiraWays ways = new();

    /// <summary>Moves the issue, and checks after every step where it is.</summary>
    /// <param name="before">The issue as just read or edited; null when it was not.</param>
    public async Task<JiraWalk> WalkAsync(JiraGoal goal, WireIssue? before, CancellationToken cancel)
    {
        var answer = before?.Fields?.ContainsKey("status") == true ? null : await this.HereAsync(goal, cancel);
        if (answer?.Failure is { } failure)
        {
            return JiraWalk.Broken(failure);
        }

        var here = before?.Fields?.ContainsKey("status") == true ? before : answer!.Value!;
        if (Same(Status(here), goal.Status))
        {
            return await this.ResolveAsync(goal, here, [], cancel);
        }

        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Status(here) };
        var sent = ImmutableHashSet<string>.Empty;
        for (var step = 1; ; step++)
        {
            var (next, end) = await this.StepAsync(goal, here, visited, step, cancel);
            if (end is not null)
            {
                return end.With(sent);
            }

            sent = sent.Union(next!.Sent);
            here = next.Here;
            visited.Add(Status(here));
            if (Same(Status(here), goal.Status))
            {
                return await this.ResolveAsync(goal, here, sent, cancel);
            }
        }
    }

    public static string Status(WireIssue issue) =>
        issue.Fields is { } fields && fields.TryGetValue("status", out var status)
            ? JiraValues.Member(status, "name") ?? ""
            : "";

    private static string Resolution(WireIssue issue) =>
        issue.Fields is { } fields && fields.TryGetValue("resolution", out var resolution)
            ? JiraValues.Member(resolution, "name") ?? ""
            : "";

    private static bool Same(string? a, string? b) =>
        string.Equals(a?.Trim(), b?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Workflow(WireIssue issue) =>
        JiraValues.Member(issue.Fields!.GetValueOrDefault("project"), "id")
        + "/"
        + JiraValues.Member(issue.Fields!.GetValueOrDefault("issuetype"), "id");

    /// <summary>Whether the transition's status is meant, by name or by id.</summary>
    private static bool Leads(WireTransition transition, string status) =>
        Same(transition.To?.Name, status) || transition.To?.Id == status;

    private static bool Concerns(Failure refusal, string id) =>
        refusal.Fields.Any(f => f.Field == id) || refusal.Message.Contains(id, StringComparison.OrdinalIgnoreCase);

    /// <summary>How far apart two statuses stand in the process; very far when it does not name both.</summary>
    private static int Apart(JiraGoal goal, string? one, string? other)
    {
        var names = goal.Order.ToList();
        var (a, b) = (names.FindIndex(n => Same(n, one)), names.FindIndex(n => Same(n, other)));
        return a < 0 || b < 0 ? int.MaxValue : Math.Abs(a - b);
    }

    private Task<JiraAnswer<WireIssue>> HereAsync(JiraGoal goal, CancellationToken cancel) =>
        api.IssueAsync(goal.IssueId, JiraFields.ToRead(bindings.Fields), cancel);

    private async Task<(Moved? Moved, JiraWalk? End)> StepAsync(
        JiraGoal goal,
        WireIssue here,
        HashSet<string> visited,
        int step,
        CancellationToken cancel
    )
    {
        var answer = await api.TransitionsAsync(goal.IssueId, cancel);
        if (answer.Value is null)
        {
            return (null, JiraWalk.Broken(answer.Failure!));
        }

        var open = (answer.Value.Transitions ?? [])
            .Where(t => t.IsAvailable != false && t.To?.Name is not null)
            .ToList();
        this.ways.Learn(Workflow(here), Status(here), open.Select(t => t.To!.Name!));
        var direct = open.Where(t => Leads(t, goal.Status)).ToList();
        var last = direct.Count > 0;
        var candidates = last ? direct : this.Hops(goal, here, open, visited);
        if (candidates.Count == 0 || (step == MostSteps && !last))
        {
            return (null, Stuck(goal, here, open, step));
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

    /// <summary>Steps that are no end of their own: not done, not seen on this walk, and not known to lead nowhere; likeliest first.</summary>
    private List<WireTransition> Hops(JiraGoal goal, WireIssue here, List<WireTransition> open, HashSet<string> visited)
    {
        return
        [
            .. open.Where(t => t.To!.StatusCategory?.Key != "done" && !visited.Contains(t.To!.Name!))
                .Select(t =>
                    (
                        Transition: t,
                        Steps: this.ways.Steps(Workflow(here), t.To!.Name!, goal.Status, out var explored),
                        Explored: explored
                    )
                )
                .Where(w => w.Steps is not null || !w.Explored)
                .OrderBy(w => w.Steps ?? int.MaxValue)
                .ThenBy(w => Apart(goal, w.Transition.To!.Name, goal.Status))
                .Select(w => w.Transition),
        ];
    }

    private static JiraWalk Stuck(JiraGoal goal, WireIssue here, List<WireTransition> open, int step)
    {
        var offered =
            open.Count == 0
                ? "Jira offers no transition; check the integration user's Transition Issues permission"
                : "from there Jira offers " + string.Join(", ", open.Select(t => $"'{t.To?.Name}'").Distinct());
        var moved = step > 1 ? $" (it got as far as '{Status(here)}')" : "";
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"no way from '{Status(here)}' to '{goal.Status}' within {MostSteps} steps{moved}: {offered}"
        );
        return new JiraWalk(here, [], new Failure(FailureKind.Refused, message), null, null);
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

        var (issue, from, to) = (here.Key ?? goal.IssueId, Status(here), step.Transition.To?.Name ?? "");
        Log.Step(logger, issue, from, to, goal.Status);
        var answer = await api.TransitAsync(goal.IssueId, step.Body(withOptional: true), cancel);
        if (answer.Failure is { Kind: FailureKind.Refused } no && step.Optional.Keys.Any(id => Concerns(no, id)))
        {
            // A transition may take fields that it does not list, so they are tried, and left out once when refused.
            answer = await api.TransitAsync(goal.IssueId, step.Body(withOptional: false), cancel);
        }

        if (answer.Failure is { Kind: not FailureKind.Refused } fatal)
        {
            return (null, JiraWalk.Broken(fatal));
        }

        var read = await this.HereAsync(goal, cancel);
        if (read.Value is not { } now)
        {
            return (null, JiraWalk.Broken(read.Failure!));
        }

        return Verify(step, goal, here, now, answer.Failure);
    }

    private static (Moved? Moved, JiraWalk? End) Verify(
        JiraStep step,
        JiraGoal goal,
        WireIssue here,
        WireIssue now,
        Failure? refusal
    )
    {
        var (was, to, isNow) = (Status(here), step.Transition.To?.Name ?? "", Status(now));
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

    /// <summary>The issue is in its status; sees to the resolution, which a transition may have dropped.</summary>
    private async Task<JiraWalk> ResolveAsync(
        JiraGoal goal,
        WireIssue here,
        ImmutableHashSet<string> sent,
        CancellationToken cancel
    )
    {
        if (goal.Resolution is not { } wanted || Same(Resolution(here), wanted))
        {
            return new JiraWalk(here, sent, null, null, null);
        }

        var body = new JsonObject
        {
            ["fields"] = new JsonObject { ["resolution"] = new JsonObject { ["name"] = wanted } },
        };
        var answer = await api.EditAsync(goal.IssueId, body, cancel);
        return answer.Failure switch
        {
            null => new JiraWalk(answer.Value ?? here, sent, null, null, null),
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
