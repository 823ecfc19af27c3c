using System.Collections.Immutable;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>Reads tasks as snapshots.</summary>
internal sealed class ClickUpReader(
    string connection,
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpComments comments,
    ClickUpPeople people,
    ClickUpDueDays dueDays,
    ToolClock clock,
    TimeZoneInfo zone
)
{
    public async Task<ReadResult> ReadAsync(string id, CancellationToken cancel)
    {
        var answer = await api.TaskAsync(id, custom: false, cancel);
        if (answer.Value is not { } task)
        {
            return answer.Failure switch
            {
                { Kind: FailureKind.Missing } => Absent(
                    id,
                    ClickUpCodes.IsGone(answer.Code) ? Presence.Deleted : Presence.Unreachable
                ),
                { Kind: FailureKind.Forbidden } => Absent(id, Presence.Unreachable),
                var failure => new ReadResult.Failed(failure!),
            };
        }

        var snapshot = await this.SnapshotAsync(task, cancel);
        if (!bindings.ReadsComments)
        {
            return new ReadResult.Got(snapshot);
        }

        var (read, trouble) = await comments.AllAsync(id, cancel);
        return read is null
            ? new ReadResult.Failed(trouble!)
            : new ReadResult.Got(
                snapshot with
                {
                    Comments = read.All,
                    CommentsFrom = read.From,
                    Files = Together(snapshot.Files, read.All),
                }
            );
    }

    /// <summary>A task without its comments, with all fields that the processes name.</summary>
    public async Task<Snapshot> SnapshotAsync(WireTask task, CancellationToken cancel)
    {
        var list = task.List;
        bindings.Saw(task.Id ?? "", list?.Id);
        var day = await dueDays.OfAsync(task, cancel);
        var (me, _) = await people.MeAsync(cancel);
        var values = bindings
            .Fields(list?.Id)
            .Values.Select(f => KeyValuePair.Create(f.Name, this.Value(task, f, day)));
        return new Snapshot
        {
            Side = Side.Tracker,
            Id = task.Id ?? "",
            Key = task.CustomId ?? task.Id ?? "",
            Url = ClickUpValues.Url(task),
            Version = task.DateUpdated ?? 0,
            CreatedAt = ClickUpDays.At(task.DateCreated ?? 0),
            ClockAhead = clock.Difference,
            Status = bindings.Shown(list?.Id, task.Status?.Status ?? ""),
            Values = FieldBag.Of(values),
            Files = ClickUpFiles.Of(task.Attachments ?? [], me),
            Elsewhere = list?.Id is { } id && bindings.IsStray(id) ? $"the list '{list.Name ?? id}' ({id})" : null,
        };
    }

    public ItemRef Item(WireTask task) =>
        new(connection, task.Id ?? "", task.CustomId ?? task.Id ?? "", ClickUpValues.Url(task));

    /// <summary>The custom field of a task that a bound one means: by its id, in another list by its label.</summary>
    public static WireField? On(WireTask task, ClickUpField field) =>
        task.CustomFields?.Find(f => f.Id == field.Id)
        ?? task.CustomFields?.Find(f => ClickUpNames.Same(f.Name, field.Label));

    private FieldValue? Value(WireTask task, ClickUpField field, DateOnly? due) =>
        field.Id is null ? ClickUpValues.BuiltIn(task, field.Type, due)
        : On(task, field) is { } found ? ClickUpValues.Custom(found, field.As, zone)
        : null;

    /// <summary>The task's files and those of its comments, each once.</summary>
    private static ImmutableArray<FileRef> Together(ImmutableArray<FileRef> files, ImmutableArray<Comment> comments) =>
        [.. files.Concat(comments.SelectMany(c => c.Files)).DistinctBy(f => f.Id).OrderBy(f => f.At)];

    private static ReadResult.Got Absent(string id, Presence presence) =>
        new(
            new Snapshot
            {
                Side = Side.Tracker,
                Id = id,
                Key = id,
                Url = $"https://app.clickup.com/t/{id}",
                Version = 0,
                Presence = presence,
                Comments = [],
            }
        );
}
