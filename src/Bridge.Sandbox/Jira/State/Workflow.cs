using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Moves issues through their workflow: screens, required fields, validators, post-functions.</summary>
internal sealed class Workflow(Site site, IssueWriter writer, CommentBook comments)
{
    public static IEnumerable<Transition> Open(Issue issue, JiraUser? user) =>
        issue.State.Project.Transitions.Where(t => t.IsOpen(issue.State.Status, user));

    public Problem? Run(JiraUser author, Issue issue, JsonElement body, WireForm form)
    {
        var id = Json.Part(body, "transition", JsonValueKind.Object) is { } asked ? Json.Text(asked, "id") : null;
        if (id is null)
        {
            return Problem.Of(400, "Missing 'transition' identifier");
        }

        var transition = Open(issue, author).FirstOrDefault(t => t.Id == id);
        if (transition is null)
        {
            return form.IsCloud
                ? Problem.Of(400, $"Transition id '{id}' is not valid for this issue.")
                : Problem.Of(500, "Internal server error");
        }

        var edits = new FieldEdits(
            new Reading(site, issue.State.Project, form),
            field =>
                transition.Screen.Contains(field)
                || transition.Unlisted.Contains(field)
                || transition.Dropped.Contains(field)
        );
        var (draft, problem) = edits.Read(body, issue.State.Values);
        problem ??= Refusal(transition, issue.State with { Values = draft!.Values });
        problem ??= comments.Refusal(issue, draft!.Comments, form);
        if (problem is null)
        {
            var kept = transition.Dropped.Aggregate(
                draft!.Values,
                (values, id) =>
                    issue.State.Values.TryGetValue(id, out var old) ? values.SetItem(id, old) : values.Remove(id)
            );
            writer.Commit(author, issue, After(transition, kept), "issue_generic");
            comments.AddAll(author, issue, draft.Comments, form);
        }

        return problem;
    }

    private static ImmutableDictionary<string, object> After(
        Transition transition,
        ImmutableDictionary<string, object> values
    )
    {
        values = values.SetItem("status", transition.To);
        if (transition.ClearsResolution)
        {
            values = values.Remove("resolution");
        }

        return transition.SetsResolution is { } resolution && !values.ContainsKey("resolution")
            ? values.SetItem("resolution", resolution)
            : values;
    }

    private Problem? Refusal(Transition transition, IssueState state)
    {
        var missing = transition.Required.Where(field => !state.Values.ContainsKey(field)).ToList();
        if (missing.Count > 0)
        {
            return new Problem(
                400,
                [],
                missing.ToImmutableDictionary(id => id, id => $"{site.Field(id)?.Name ?? id} is required.")
            );
        }

        var refused = transition.Validators.Where(v => !v.Holds(state)).Select(v => v.Message).ToImmutableList();
        return refused.IsEmpty ? null : new Problem(400, refused, ImmutableDictionary<string, string>.Empty);
    }
}
