using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Changes tasks. ClickUp takes custom fields and tags one call each and all else in one PUT, which comes last: a status
/// may ask for fields, and its answer is then the task after the whole change. Safe to repeat.
/// </summary>
internal sealed class ClickUpUpdates(
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpStrays strays,
    ClickUpDrafts drafts,
    ClickUpReader reader
)
{
    /// <summary>
    /// How old an update may be by the server's clock and still be this PUT's own. One that changed nothing answers with
    /// the date of an earlier change, which was somebody else's.
    /// </summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(5);

    public async Task<Outcome> UpdateAsync(Effect.Update effect, string id, CancellationToken cancel)
    {
        var (task, noTask) = await this.TaskAsync(effect, id, cancel);
        if (noTask is not null)
        {
            return new Outcome.Failed(noTask);
        }

        var (place, nowhere) = await strays.OfAsync(task?.List?.Id ?? bindings.ListOf(id), cancel);
        if (place is null)
        {
            return new Outcome.Failed(nowhere!);
        }

        var (draft, failure) = await drafts.MakeAsync(effect.Values, place, task, cancel);
        if (draft is null)
        {
            return new Outcome.Failed(failure!);
        }

        var parts = new ClickUpParts(draft.Refused);
        var stopped =
            await this.SetFieldsAsync(id, draft.Fields, parts, cancel)
            ?? await this.SetTagsAsync(id, draft.Tags, effect.AddTags, task, parts, cancel);
        if (stopped is not null)
        {
            return new Outcome.Failed(stopped);
        }

        var body = effect.Status is { } status
            ? draft.Parts.Add(
                new TaskPart(
                    FieldNames.Status,
                    new System.Text.Json.Nodes.JsonObject { ["status"] = place.Spelling(status) }
                )
            )
            : draft.Parts;
        var (written, trouble) = await this.PutAsync(id, body, place, parts, cancel);
        return trouble is null ? parts.Outcome(written, effect.Values) : new Outcome.Failed(trouble);
    }

    /// <summary>Done when the task shows it all.</summary>
    public async Task<Found> FindAsync(Effect.Update effect, string id, CancellationToken cancel)
    {
        var answer = await api.TaskAsync(id, custom: false, cancel);
        if (answer.Value is not { } task)
        {
            return new Found.Failed(answer.Failure!);
        }

        var now = await reader.SnapshotAsync(task, cancel);
        var tags = (task.Tags ?? []).Select(t => t.Name).ToList();
        var done =
            effect.Values.All(v => Shows(now.Values[v.Key], v.Value))
            && (effect.Status is null || ClickUpNames.Same(now.Status, effect.Status))
            && Tags(effect.AddTags).All(tags.Contains);
        return done ? new Found.Yes(new Written { After = now }) : new Found.No();
    }

    /// <summary>One call each. Null, or the failure that ended it.</summary>
    public async Task<Failure?> SetFieldsAsync(
        string id,
        IEnumerable<FieldWrite> fields,
        ClickUpParts parts,
        CancellationToken cancel
    )
    {
        foreach (var field in fields)
        {
            var answer = field.Input.Value is null
                ? await api.ClearFieldAsync(id, field.FieldId, cancel)
                : await api.SetFieldAsync(id, field.FieldId, field.Body(), cancel);
            if (answer.Failure is { } failure && !parts.Refuse(field.Name, failure))
            {
                return failure;
            }
        }

        return null;
    }

    private static ImmutableArray<string> Tags(ImmutableArray<string> tags) =>
        tags.IsDefault ? [] : [.. ClickUpWriting.Tags(tags)];

    /// <summary>Whether a field shows what was to be written, whatever type either side gives it.</summary>
    private static bool Shows(FieldValue? now, FieldValue? wanted) =>
        FieldValue.Same(now, wanted)
        || (FieldValue.OrNothing(wanted) is null && now is FieldValue.Flag { Value: false })
        || (now is not null && wanted is not null && Words(now) == Words(wanted));

    private static string Words(FieldValue value) =>
        value switch
        {
            FieldValue.Rich rich => TextFingerprint.Of(HtmlText.Read(rich.Html)),
            FieldValue.Choice or FieldValue.List => TextFingerprint.OfPlain(value.Display).ToUpperInvariant(),
            _ => TextFingerprint.OfPlain(value.Display),
        };

    private async Task<(WireTask? Task, Failure? Failure)> TaskAsync(
        Effect.Update effect,
        string id,
        CancellationToken cancel
    )
    {
        var listId = bindings.ListOf(id);
        var known = listId is not null && !drafts.NeedsTask(effect.Values, listId);
        if (known)
        {
            return (null, null);
        }

        var answer = await api.TaskAsync(id, custom: false, cancel);
        if (answer.Value is { } task)
        {
            bindings.Saw(id, task.List?.Id);
        }

        return (answer.Value, answer.Failure);
    }

    private async Task<Failure?> SetTagsAsync(
        string id,
        ImmutableArray<string>? wanted,
        ImmutableArray<string> added,
        WireTask? task,
        ClickUpParts parts,
        CancellationToken cancel
    )
    {
        var there = (task?.Tags ?? []).Select(t => t.Name).OfType<string>().ToList();
        var all = Tags(added).Concat(wanted ?? []).Distinct().ToList();
        foreach (var tag in all.Except(there))
        {
            var answer = await api.AddTagAsync(id, tag, cancel);
            if (answer.Failure is { } failure && !parts.Refuse(FieldNames.Tags, failure))
            {
                return failure;
            }
        }

        foreach (var tag in wanted is null ? [] : there.Except(all))
        {
            var answer = await api.RemoveTagAsync(id, tag, cancel);
            if (answer.Failure is { } failure && !parts.Refuse(FieldNames.Tags, failure))
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>All parts at once; when ClickUp refuses them together, each alone, so that only the bad one is left out.</summary>
    private async Task<(Written Written, Failure? Failure)> PutAsync(
        string id,
        ImmutableArray<TaskPart> body,
        TaskPlace place,
        ClickUpParts parts,
        CancellationToken cancel
    )
    {
        if (body.IsEmpty)
        {
            return (Written.Nothing, null);
        }

        var answer = await api.UpdateAsync(id, ClickUpParts.Together(body), cancel);
        if (answer.Value is not null)
        {
            return (await this.WrittenByAsync(answer, cancel), null);
        }

        if (body is [var only])
        {
            var refusal = await this.WithStatusesAsync(answer, place, cancel);
            return (Written.Nothing, parts.Refuse(only.Name, refusal) ? null : refusal);
        }

        if (answer.Failure is not { Kind: FailureKind.Refused })
        {
            return (Written.Nothing, answer.Failure);
        }

        var written = Written.Nothing;
        foreach (var part in body)
        {
            answer = await api.UpdateAsync(id, ClickUpParts.Together([part]), cancel);
            if (answer.Value is not null)
            {
                written = await this.WrittenByAsync(answer, cancel);
            }
            else if (!parts.Refuse(part.Name, await this.WithStatusesAsync(answer, place, cancel)))
            {
                return (written, answer.Failure);
            }
        }

        return (written, null);
    }

    /// <summary>A refused status with the ones that the list has, which somebody may have just changed.</summary>
    private async Task<Failure> WithStatusesAsync(
        ClickUpAnswer<WireTask> answer,
        TaskPlace place,
        CancellationToken cancel
    )
    {
        var failure = answer.Failure!;
        return
            ClickUpCodes.IsOfStatus(answer.Code)
            && place.ListId is { } list
            && await strays.StatusesAsync(list, cancel) is { } statuses
            ? failure with
            {
                Message =
                    $"{failure.Message}; {place.Words ?? "the list"} has {string.Join(", ", statuses.Select(s => $"'{s}'"))}",
            }
            : failure;
    }

    private async Task<Written> WrittenByAsync(ClickUpAnswer<WireTask> answer, CancellationToken cancel)
    {
        var task = answer.Value!;
        var own =
            task.DateUpdated is { } updated
            && answer.Date is { } date
            && (date - ClickUpDays.At(updated)).Duration() <= JustNow;
        return new Written
        {
            Version = own ? task.DateUpdated : null,
            After = await reader.SnapshotAsync(task, cancel),
        };
    }
}
