using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>Makes tasks, and finds those that a broken connection left in doubt by their marker.</summary>
internal sealed class ClickUpItems(
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpDrafts drafts,
    ClickUpUpdates updates,
    ClickUpReader reader,
    ClickUpPeople people,
    ToolClock clock,
    TimeProvider time,
    TimeSpan searchLag
)
{
    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public async Task<Outcome> CreateAsync(Effect.CreateItem effect, CancellationToken cancel)
    {
        var listId = effect.Container.Trim();
        var values = effect.Values.Without(FieldNames.Subject);
        values = effect.BodyHtml.Length > 0 ? values.Without(FieldNames.Description) : values;
        var marker = this.Marker(effect);
        var (there, unsure) = await this.ThereAsync(effect, marker, listId, cancel);
        if (there is not null || unsure is not null)
        {
            return there is null
                ? new Outcome.Failed(unsure!)
                : new Outcome.Done(
                    new Written { Item = reader.Item(there), After = await reader.SnapshotAsync(there, cancel) }
                );
        }

        var place = new TaskPlace(listId, bindings.Fields(listId), bindings.Statuses(listId), null);
        var (draft, failure) = await drafts.MakeAsync(values, place, null, cancel);
        if (draft is null)
        {
            return new Outcome.Failed(failure!);
        }

        var parts = new ClickUpParts(draft.Refused);
        var fields = draft.Fields.RemoveAll(f => f.Input.Value is null || f.Name == effect.MarkerField);
        ImmutableArray<FieldWrite> wanted = marker is null ? fields : [marker, .. fields];
        var attempt = new ClickUpCreation(this.Body(effect, draft, place), wanted, marker);
        var answer = await attempt.SendAsync(api, listId, parts, cancel);
        if (answer.Value is not { Id: { } id } task)
        {
            return new Outcome.Failed(
                answer.Failure ?? new Failure(FailureKind.Unknown, "ClickUp made a task and did not say its id")
            );
        }

        // ClickUp drops without a word what does not suit the task's type, some addresses, and tags.
        var dropped = wanted.RemoveAll(f => IsSet(task, f));
        var tags = (draft.Tags ?? []).Except((task.Tags ?? []).Select(t => t.Name ?? "")).ToList();
        await this.AddAsync(id, dropped, tags, parts, cancel);
        var whole = dropped.IsEmpty && tags.Count == 0;
        return parts.Outcome(
            new Written
            {
                Item = reader.Item(task),
                Version = whole ? task.DateUpdated : null,
                After = whole ? await reader.SnapshotAsync(task, cancel) : null,
            },
            effect.Values
        );
    }

    /// <summary>By the marker, first where the field can be searched for, then among the newest of the list.</summary>
    public async Task<Found> FindAsync(Effect.CreateItem effect, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var marker = this.Marker(effect);
        var (found, failure) = await this.MarkedAsync(effect, marker, "", cancel);
        if (found is not null || failure is not null)
        {
            return found is null
                ? new Found.Failed(failure!)
                : new Found.Yes(new Written { Item = reader.Item(found) });
        }

        var (me, noMe) = await people.MeAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(noMe!);
        }

        var newest = await api.NewestAsync(effect.Container.Trim(), cancel);
        if (newest.Value is null)
        {
            return new Found.Failed(newest.Failure!);
        }

        var tasks = newest.Value.Tasks ?? [];
        var made =
            tasks.Find(t => marker is not null && Carries(t, marker, effect.Marker))
            ?? tasks.Find(t => IsUnmarked(t, marker) && t.Creator?.Id == me.Id && this.IsMade(t, effect, startedAt));
        if (made is not null)
        {
            return new Found.Yes(new Written { Item = reader.Item(made) });
        }

        var left = startedAt + searchLag - time.GetUtcNow();
        return left > TimeSpan.Zero ? new Found.NotYetKnown(left) : new Found.No();
    }

    /// <summary>
    /// The task that carries the marker already: ClickUp has no key against making one twice, and a database that was put
    /// back to an older state knows nothing of it. A look that failed has written nothing.
    /// </summary>
    private async Task<(WireTask? Task, Failure? Failure)> ThereAsync(
        Effect.CreateItem effect,
        FieldWrite? marker,
        string listId,
        CancellationToken cancel
    )
    {
        var (task, failure) = await this.MarkedAsync(
            effect,
            marker,
            $"list_ids[]={Uri.EscapeDataString(listId)}&",
            cancel
        );
        return (task, failure is { MayHaveHappened: true } ? failure with { Kind = FailureKind.Offline } : failure);
    }

    /// <summary>By the text of the marker field, exactly (==; a single sign would mean "contains").</summary>
    private async Task<(WireTask? Task, Failure? Failure)> MarkedAsync(
        Effect.CreateItem effect,
        FieldWrite? marker,
        string scope,
        CancellationToken cancel
    )
    {
        if (marker is null)
        {
            return (null, null);
        }

        var filter = new JsonArray(
            new JsonObject
            {
                ["field_id"] = marker.FieldId,
                ["operator"] = "==",
                ["value"] = effect.Marker,
            }
        );
        var query = $"{scope}custom_fields={Uri.EscapeDataString(filter.ToJsonString())}";
        var answer = await api.SearchAsync(query, 0, Priority.State, cancel);
        return (answer.Value?.Tasks?.Find(t => Carries(t, marker, effect.Marker)), answer.Failure);
    }

    private static bool Carries(WireTask task, FieldWrite marker, string text) =>
        Held(task, marker.FieldId)?.Trim() == text.Trim();

    /// <summary>Where the marker could not be set, or there is no field for it, the words must do.</summary>
    private static bool IsUnmarked(WireTask task, FieldWrite? marker) =>
        marker is null || string.IsNullOrWhiteSpace(Held(task, marker.FieldId));

    private static string? Held(WireTask task, string fieldId) =>
        task.CustomFields?.Find(f => f.Id == fieldId) is { } field ? ClickUpFields.Text(field.Value) : null;

    private static bool IsSet(WireTask task, FieldWrite write) =>
        task.CustomFields?.Find(f => f.Id == write.FieldId)
            is { Value.ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) };

    private bool IsMade(WireTask task, Effect.CreateItem effect, DateTimeOffset startedAt) =>
        ClickUpDays.At(task.DateCreated ?? 0) >= clock.At(startedAt) - Skew
        && ClickUpNames.Same(task.Name, ClickUpWriting.OneLine(effect.Title))
        && TextFingerprint.Of(MarkdownText.Read(task.MarkdownDescription ?? task.Description ?? ""))
            == TextFingerprint.Of(MarkdownText.Reduce(HtmlText.Read(effect.BodyHtml)));

    private FieldWrite? Marker(Effect.CreateItem effect) =>
        effect.MarkerField is { } name && bindings.Maker(effect.Container)?.Marker is { Id: { } id }
            ? new FieldWrite(name, id, new ClickUpInput(effect.Marker))
            : null;

    private JsonObject Body(Effect.CreateItem effect, ClickUpDraft draft, TaskPlace place)
    {
        var body = ClickUpParts.Together(draft.Parts);
        body["name"] = ClickUpWriting.OneLine(effect.Title);
        body["notify_all"] = false;
        if (ClickUpWriting.Markdown(effect.BodyHtml) is { Length: > 0 } markdown)
        {
            body["markdown_content"] = markdown;
        }

        if (effect.Status is { } status)
        {
            body["status"] = place.Spelling(status);
        }

        if (draft.Tags is { Length: > 0 } tags)
        {
            body["tags"] = new JsonArray([.. tags.Select(t => JsonValue.Create(t))]);
        }

        if (bindings.Maker(effect.Container)?.TaskType is { } type && effect.ItemType is not null)
        {
            body["custom_item_id"] = type;
        }

        return body;
    }

    /// <summary>
    /// What is still to be added to the task that was just made. A failure is a part that is not done: the task is there
    /// and must not be made again.
    /// </summary>
    private async Task AddAsync(
        string id,
        ImmutableArray<FieldWrite> fields,
        List<string> tags,
        ClickUpParts parts,
        CancellationToken cancel
    )
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (await updates.SetFieldsAsync(id, [fields[i]], parts, cancel) is { } failure)
            {
                foreach (var field in fields.Skip(i))
                {
                    parts.Give(field.Name, failure);
                }

                break;
            }
        }

        foreach (var tag in tags)
        {
            var answer = await api.AddTagAsync(id, tag, cancel);
            if (answer.Failure is { } failure)
            {
                parts.Give(FieldNames.Tags, failure);
            }
        }
    }
}
