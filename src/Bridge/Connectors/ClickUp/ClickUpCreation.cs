using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// One creation of a task. Where ClickUp certainly refused the whole for one part, it is sent once more without that
/// part: a bad field (then only the marker goes along, by which the task is found again), the status, or a default task
/// type that the plan does not allow.
/// </summary>
internal sealed class ClickUpCreation(JsonObject body, ImmutableArray<FieldWrite> fields, FieldWrite? marker)
{
    private ImmutableArray<FieldWrite> along = fields;

    public async Task<ClickUpAnswer<WireTask>> SendAsync(
        ClickUpApi api,
        string listId,
        ClickUpParts parts,
        CancellationToken cancel
    )
    {
        while (true)
        {
            var answer = await api.CreateAsync(listId, this.Whole(), cancel);
            if (answer.Failure is not { Kind: FailureKind.Refused } refusal || !this.Drop(answer.Code, refusal, parts))
            {
                return answer;
            }
        }
    }

    private JsonObject Whole()
    {
        var whole = (JsonObject)body.DeepClone();
        if (this.along.Length > 0)
        {
            whole["custom_fields"] = new JsonArray([
                .. this.along.Select(f =>
                {
                    var entry = f.Body();
                    entry["id"] = f.FieldId;
                    return (JsonNode)entry;
                }),
            ]);
        }

        return whole;
    }

    /// <summary>Leaves out what was refused; false when there is nothing left to leave out.</summary>
    private bool Drop(string? code, Failure refusal, ClickUpParts parts)
    {
        if (ClickUpCodes.IsOfStatus(code) && body.Remove("status"))
        {
            parts.Give(FieldNames.Status, refusal);
            return true;
        }

        if (code == ClickUpCodes.TypeCapped && !body.ContainsKey("custom_item_id"))
        {
            body["custom_item_id"] = 0;
            return true;
        }

        if (!ClickUpCodes.IsOfField(code) || this.along.IsEmpty)
        {
            return false;
        }

        this.along = marker is null || this.along.Length == 1 ? [] : [marker];
        return true;
    }
}
