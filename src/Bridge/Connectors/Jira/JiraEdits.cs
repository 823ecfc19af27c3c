using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>What came of an edit.</summary>
/// <param name="After">The issue after this very edit; null when nothing was sent or the answer did not hold it.</param>
/// <param name="Refused">Ids of the fields that Jira refused; all others are set.</param>
/// <param name="Refusal">Why they were refused; null when none was.</param>
/// <param name="Fatal">Set when the edit ended otherwise than by a refusal: nothing is certain then.</param>
internal sealed record JiraEdit(WireIssue? After, ImmutableHashSet<string> Refused, Failure? Refusal, Failure? Fatal)
{
    /// <summary>Whether something was set, so that the issue is not what it was.</summary>
    public bool Changed { get; init; }
}

/// <summary>Sets fields of an issue with one PUT.</summary>
internal sealed class JiraEdits(JiraApi api)
{
    /// <summary>
    /// Jira refuses an edit as a whole when one field is wrong; the refused fields are named, so the rest is sent once
    /// more without them.
    /// </summary>
    /// <param name="moves">Whether a transition follows, so that what is open to the issue is asked for with it.</param>
    public async Task<JiraEdit> SendAsync(
        string id,
        JiraDraft draft,
        IReadOnlyCollection<string> addLabels,
        bool moves,
        CancellationToken cancel
    )
    {
        if (draft.Fields.IsEmpty && addLabels.Count == 0)
        {
            return new JiraEdit(null, [], null, null);
        }

        var first = await api.EditAsync(id, Body(draft, addLabels), moves, cancel);
        if (first.Failure is not { } failure)
        {
            return new JiraEdit(first.Value, [], null, null) { Changed = true };
        }

        if (failure.Kind != FailureKind.Refused)
        {
            return new JiraEdit(null, [], null, failure);
        }

        var sent = Ids(draft, addLabels);
        var named = failure.Fields.Select(f => f.Field).Where(sent.Contains).ToImmutableHashSet();
        var rest = draft.Only(f => !named.Contains(f));
        var labels = named.Contains("labels") ? [] : addLabels;
        if (named.IsEmpty || (rest.Fields.IsEmpty && labels.Count == 0))
        {
            return new JiraEdit(null, sent, draft.Named(failure), null);
        }

        var second = await api.EditAsync(id, Body(rest, labels), moves, cancel);
        return second.Failure switch
        {
            null => new JiraEdit(second.Value, named, draft.Named(failure), null) { Changed = true },
            { Kind: FailureKind.Refused } again => new JiraEdit(null, sent, draft.Named(again), null),
            var other => new JiraEdit(null, named, draft.Named(failure), other),
        };
    }

    private static ImmutableHashSet<string> Ids(JiraDraft draft, IReadOnlyCollection<string> addLabels) =>
        [.. draft.Fields.Keys, .. addLabels.Count > 0 ? ["labels"] : Array.Empty<string>()];

    /// <summary>A field may stand in "fields" or in "update", not in both.</summary>
    private static JsonObject Body(JiraDraft draft, IReadOnlyCollection<string> addLabels)
    {
        var fields = new JsonObject();
        foreach (var (id, node) in draft.Fields)
        {
            fields[id] = node?.DeepClone();
        }

        var body = new JsonObject { ["fields"] = fields };
        if (addLabels.Count == 0)
        {
            return body;
        }

        if (fields["labels"] is JsonArray labels)
        {
            var have = labels.Select(l => l?.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
            foreach (var label in addLabels.Where(l => !have.Contains(l)))
            {
                labels.Add((JsonNode)label);
            }
        }
        else
        {
            body["update"] = new JsonObject
            {
                ["labels"] = new JsonArray([.. addLabels.Select(l => new JsonObject { ["add"] = l })]),
            };
        }

        return body;
    }
}
