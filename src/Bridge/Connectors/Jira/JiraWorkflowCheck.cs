using Bridge.Core.Delivery;
using Bridge.Core.Mappings;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Whether the workflow has the ways that a process takes. Jira shows a workflow only to its administrators, but every
/// issue tells the transitions out of its own status: so one issue in each status is asked. Of a status without any issue
/// nothing is said.
/// </summary>
internal sealed class JiraWorkflowCheck(JiraApi api, JiraBindings bindings)
{
    private static readonly string[] Permissions =
    [
        "BROWSE_PROJECTS",
        "CREATE_ISSUES",
        "EDIT_ISSUES",
        "TRANSITION_ISSUES",
        "ADD_COMMENTS",
    ];

    public async Task<Binding> InspectAsync(ProcessMapping process, CancellationToken cancel)
    {
        if (bindings.All.FirstOrDefault(b => b.Process == process.Name) is not { } bound)
        {
            return new Binding([], null);
        }

        var query = $"projectKey={Uri.EscapeDataString(bound.ProjectKey)}&permissions={string.Join(',', Permissions)}";
        var allowed = await api.PermissionsAsync(query, cancel);
        if (allowed.Value is not { } answer)
        {
            return new Binding([], allowed.Failure);
        }

        var problems = Permissions
            .Where(p => answer.Permissions?.GetValueOrDefault(p) is not { HavePermission: true })
            .Select(p =>
                $"the integration user lacks the permission {p} in project '{bound.ProjectKey}'; grant it there"
            )
            .ToList();
        var ways = new Dictionary<string, List<WireTransition>>(StringComparer.OrdinalIgnoreCase);
        foreach (var status in Statuses(process.Stages))
        {
            var (transitions, failure) = await this.OutOfAsync(bound, status, cancel);
            if (failure is not null)
            {
                return new Binding([], failure);
            }

            if (transitions is not null)
            {
                ways[status] = transitions;
            }
        }

        foreach (var stage in process.Stages)
        {
            foreach (var from in stage.From.Select(f => process.Stage(f)).OfType<Stage>())
            {
                if (Lacks(from, stage, ways))
                {
                    problems.Add(
                        $"the workflow of project '{bound.ProjectKey}' has no way from stage '{from.Name}' to stage '{stage.Name}' that does not pass a closed status; add a transition, or take '{from.Name}' out of 'from'"
                    );
                }
            }
        }

        problems.AddRange(Required(process, bound, ways));
        return new Binding([.. problems.Distinct().Select(p => new BindingProblem(p))], null);
    }

    private static IEnumerable<string> Statuses(IEnumerable<Stage> stages) =>
        stages
            .SelectMany(s => s.Tracker)
            .Select(m => m.Status)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private async Task<(List<WireTransition>? Transitions, Failure? Failure)> OutOfAsync(
        BoundProcess bound,
        string status,
        CancellationToken cancel
    )
    {
        var jql =
            $"project = {Quote(bound.ProjectKey)} AND issuetype = {Quote(bound.TypeName)} AND status = {Quote(status)}";
        var page = await api.SearchAsync(jql, "status", null, [], Http.Priority.Rest, cancel);
        if (page.Value is null)
        {
            return (null, page.Failure);
        }

        if (page.Value.Issues?.FirstOrDefault()?.Id is not { } id)
        {
            return (null, null);
        }

        var answer = await api.TransitionsAsync(id, cancel);
        return (answer.Value?.Transitions, answer.Failure);
    }

    private static string Quote(string text) =>
        "\""
        + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        + "\"";

    /// <summary>Follows the transitions; a status that no issue shows could lead anywhere, so it ends the search.</summary>
    private static bool Lacks(Stage from, Stage to, Dictionary<string, List<WireTransition>> ways)
    {
        var goal = Statuses([to]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(Statuses([from]), StringComparer.OrdinalIgnoreCase);
        if (goal.Count == 0 || seen.Count == 0 || seen.Overlaps(goal))
        {
            return false;
        }

        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var status))
        {
            if (!ways.TryGetValue(status, out var transitions))
            {
                return false;
            }

            foreach (var next in transitions.Select(t => t.To).OfType<WireStatus>())
            {
                if (next.Name is { } name && goal.Contains(name))
                {
                    return false;
                }

                if (next.Name is { } further && !IsClosed(next) && seen.Add(further))
                {
                    open.Enqueue(further);
                }
            }
        }

        return true;
    }

    private static bool IsClosed(WireStatus status) =>
        string.Equals(status.StatusCategory?.Key, "done", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Required(
        ProcessMapping process,
        BoundProcess bound,
        Dictionary<string, List<WireTransition>> ways
    )
    {
        var carried = process
            .Fields.Where(f => f.TrackerField is not null)
            .Select(f => f.TrackerField!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var statuses = Statuses(process.Stages).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var transition in ways.Values.SelectMany(w => w))
        {
            foreach (var (id, field) in transition.Fields ?? [])
            {
                var name = field.Name ?? id;
                if (
                    field is { Required: true, HasDefaultValue: false }
                    && id != "resolution"
                    && !carried.Contains(name)
                    && transition.To?.Name is { } to
                    && statuses.Contains(to)
                )
                {
                    yield return $"transition '{transition.Name}' to status '{to}' in project '{bound.ProjectKey}' requires '{name}', which no field of the process carries; add it under 'fields', or make it optional there";
                }
            }
        }
    }
}
