using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>Where an issue is to go, and what may be said on the way.</summary>
/// <param name="Offered">Values that a transition's screen may ask for, by field id.</param>
/// <param name="Held">Ids of those that could not be set by an edit: sent along wherever a transition takes them.</param>
/// <param name="Order">Statuses in the order of the process, to choose the likelier of several ways.</param>
internal sealed record JiraGoal(
    string IssueId,
    string Status,
    string? Resolution,
    JiraDraft Offered,
    ImmutableHashSet<string> Held,
    ImmutableArray<string> Order
);

/// <summary>One transition with the fields to send. Pure.</summary>
/// <param name="Required">What the transition's screen demands or the edit could not set.</param>
/// <param name="Optional">What Jira may take although it does not list it, or may refuse.</param>
/// <param name="Missing">What it demands and nobody has.</param>
internal sealed record JiraStep(
    WireTransition Transition,
    ImmutableDictionary<string, JsonNode?> Required,
    ImmutableDictionary<string, JsonNode?> Optional,
    ImmutableArray<FieldRefusal> Missing
)
{
    public static JiraStep Of(WireTransition transition, JiraGoal goal, WireIssue here, bool last)
    {
        var required = ImmutableDictionary.CreateBuilder<string, JsonNode?>();
        var optional = ImmutableDictionary.CreateBuilder<string, JsonNode?>();
        var missing = ImmutableArray.CreateBuilder<FieldRefusal>();
        var screen = transition.Fields ?? [];
        foreach (var (id, field) in screen)
        {
            var demanded = field is { Required: true, HasDefaultValue: false };
            if (id == "resolution")
            {
                var reopens = last && Reopens(transition, here);
                Resolve(field, goal, reopens, last, demanded, (required, optional, missing));
            }
            else if (goal.Offered.Fields.TryGetValue(id, out var node) && (demanded || goal.Held.Contains(id)))
            {
                required[id] = node;
            }
            else if (demanded && IsEmpty(here, id))
            {
                missing.Add(new FieldRefusal(Name(goal, id, field), $"'{transition.Name}' in Jira asks for it"));
            }
        }

        // A transition may take a resolution that its screen does not list.
        if (last && !screen.ContainsKey("resolution"))
        {
            if (goal.Resolution is { } wanted)
            {
                optional["resolution"] = new JsonObject { ["name"] = wanted };
            }
            else if (Reopens(transition, here))
            {
                optional["resolution"] = null;
            }
        }

        return new JiraStep(transition, required.ToImmutable(), optional.ToImmutable(), missing.ToImmutable());
    }

    public JsonObject Body(bool withOptional)
    {
        var fields = new JsonObject();
        foreach (var (id, node) in withOptional ? this.Required.AddRange(this.Optional) : this.Required)
        {
            fields[id] = node?.DeepClone();
        }

        var body = new JsonObject { ["transition"] = new JsonObject { ["id"] = this.Transition.Id } };
        if (fields.Count > 0)
        {
            body["fields"] = fields;
        }

        return body;
    }

    public Failure Lacks() =>
        new(
            FailureKind.Refused,
            $"the transition '{this.Transition.Name}' to '{this.Transition.To?.Name}' needs "
                + string.Join(", ", this.Missing.Select(m => $"'{m.Field}'"))
        )
        {
            Fields = this.Missing,
        };

    private static string Name(JiraGoal goal, string id, WireScreenField field) =>
        goal.Offered.Names.TryGetValue(id, out var name) ? name : field.Name ?? id;

    private static void Resolve(
        WireScreenField field,
        JiraGoal goal,
        bool reopens,
        bool last,
        bool demanded,
        (
            ImmutableDictionary<string, JsonNode?>.Builder Required,
            ImmutableDictionary<string, JsonNode?>.Builder Optional,
            ImmutableArray<FieldRefusal>.Builder Missing
        ) into
    )
    {
        var allowed = field.AllowedValues ?? [];
        var wanted = last || demanded ? goal.Resolution : null;
        var choice = wanted is null
            ? null
            : allowed.Find(a => string.Equals(a.Label, wanted, StringComparison.OrdinalIgnoreCase));
        if (choice?.Id is { } id)
        {
            into.Required["resolution"] = new JsonObject { ["id"] = id };
        }
        else if (wanted is not null && allowed.Count == 0)
        {
            into.Required["resolution"] = new JsonObject { ["name"] = wanted };
        }
        else if (wanted is not null)
        {
            var have = string.Join(", ", allowed.Select(a => $"'{a.Label}'"));
            into.Missing.Add(new FieldRefusal("resolution", $"'{wanted}' is none of: {have}"));
        }
        else if (demanded && allowed is [{ Id: { } only }])
        {
            into.Required["resolution"] = new JsonObject { ["id"] = only };
        }
        else if (demanded)
        {
            into.Missing.Add(
                new FieldRefusal("resolution", "the transition asks for a resolution and the stage names none")
            );
        }
        else if (reopens)
        {
            into.Optional["resolution"] = null;
        }
    }

    /// <summary>A reopened issue keeps its resolution unless it is emptied.</summary>
    private static bool Reopens(WireTransition transition, WireIssue here) =>
        transition.To?.StatusCategory?.Key is "new" or "indeterminate" && !IsEmpty(here, "resolution");

    private static bool IsEmpty(WireIssue issue, string id) =>
        issue.Fields is null
        || !issue.Fields.TryGetValue(id, out var value)
        || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);
}
