using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridge.Core.Delivery;
using Bridge.Core.Planning;

namespace Bridge.Connectors.ClickUp;

/// <summary>Finds the task that an agent named on the ticket: by its id, its custom id or its address.</summary>
internal sealed partial class ClickUpLinks(ClickUpApi api, ClickUpReader reader)
{
    public async Task<Outcome> LinkAsync(Effect.LinkItem effect, CancellationToken cancel)
    {
        var key = Key(effect.TypedKey);
        if (key.Length == 0)
        {
            return new Outcome.Failed(NoTask(effect, "it names no task"));
        }

        var custom = CustomId().IsMatch(key);
        var answer = await api.TaskAsync(custom ? key.ToUpperInvariant() : key.ToLowerInvariant(), custom, cancel);
        if (answer.Value is { } task)
        {
            return await this.MarkAsync(effect, task, cancel) is { } stopped
                ? new Outcome.Failed(stopped)
                : new Outcome.Done(
                    new Written { Item = reader.Item(task), After = await reader.SnapshotAsync(task, cancel) }
                );
        }

        var failure = answer.Failure!;
        return new Outcome.Failed(
            failure.Kind is FailureKind.Missing or FailureKind.Forbidden or FailureKind.Refused
                ? NoTask(effect, failure.Message) with
                {
                    Status = failure.Status,
                }
                : failure
        );
    }

    /// <summary>
    /// The id in what was typed: the last part of an address (https://app.clickup.com/t/ID or /t/WORKSPACE/CUSTOM-ID),
    /// without the "#" and "CU-" that people and branches put before it.
    /// </summary>
    internal static string Key(string typed)
    {
        var text = typed.Trim();
        var end = text.IndexOfAny(['?', ' ', '\n']);
        text = (end < 0 ? text : text[..end]).TrimEnd('/');
        text = text[(text.LastIndexOf('/') + 1)..].TrimStart('#');
        return text.StartsWith("CU-", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
    }

    /// <summary>
    /// Sets the marker where the task has the field and nothing in it: a task that several tickets share keeps the first
    /// one's. A refusal does not stop the link, which needs no marker. Null, or the failure that leaves it open.
    /// </summary>
    private async Task<Failure?> MarkAsync(Effect.LinkItem effect, WireTask task, CancellationToken cancel)
    {
        var field = task.CustomFields?.Find(f =>
            ClickUpFields.IsText(f.Type ?? "") && ClickUpNames.Same(f.Name, effect.MarkerField)
        );
        if (
            field?.Id is not { } fieldId
            || effect.Marker.Length == 0
            || !string.IsNullOrWhiteSpace(ClickUpFields.Text(field.Value))
        )
        {
            return null;
        }

        var body = new JsonObject { ["value"] = effect.Marker };
        var answer = await api.SetFieldAsync(task.Id ?? "", fieldId, body, cancel);
        return answer.Failure is { Kind: FailureKind.Refused or FailureKind.Forbidden or FailureKind.Missing }
            ? null
            : answer.Failure;
    }

    private static Failure NoTask(Effect.LinkItem effect, string why) =>
        new(
            FailureKind.Missing,
            $"ClickUp shows no task '{effect.TypedKey.Trim()}' ({why}); write the task's id or address on the ticket, or share the task with the integration user"
        );

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*-[0-9]+$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex CustomId();
}
