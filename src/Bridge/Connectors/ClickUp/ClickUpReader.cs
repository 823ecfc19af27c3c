using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>Reads tasks as snapshots.</summary>
internal sealed class ClickUpReader(
    string connection,
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpComments comments,
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
                    ClickUpFailures.IsGone(answer.Code) ? Presence.Deleted : Presence.Unreachable
                ),
                { Kind: FailureKind.Forbidden } => Absent(id, Presence.Unreachable),
                var failure => new ReadResult.Failed(failure!),
            };
        }

        var snapshot = this.Snapshot(task);
        if (!bindings.ReadsComments)
        {
            return new ReadResult.Got(snapshot with { Comments = [] });
        }

        var (all, trouble) = await comments.AllAsync(id, cancel);
        return trouble is null ? new ReadResult.Got(snapshot with { Comments = all }) : new ReadResult.Failed(trouble);
    }

    /// <summary>A task without its comments, with all fields that the processes name.</summary>
    public Snapshot Snapshot(WireTask task)
    {
        var listId = task.List?.Id;
        bindings.Saw(task.Id ?? "", listId);
        var values = bindings.Fields(listId).Values.Select(f => KeyValuePair.Create(f.Name, this.Value(task, f)));
        var status = bindings.Shown(listId, task.Status?.Status ?? "");
        return new Snapshot
        {
            Side = Side.Tracker,
            Id = task.Id ?? "",
            Key = task.CustomId ?? task.Id ?? "",
            Url = ClickUpValues.Url(task),
            Version = task.DateUpdated ?? 0,
            CreatedAt = ClickUpDays.At(task.DateCreated ?? 0),
            Status = status,
            Values = FieldBag.Of(values),
        };
    }

    public ItemRef Item(WireTask task) =>
        new(connection, task.Id ?? "", task.CustomId ?? task.Id ?? "", ClickUpValues.Url(task));

    /// <summary>The custom field of a task that a bound one means: by its id, in another list by its label.</summary>
    public static WireField? On(WireTask task, ClickUpField field) =>
        task.CustomFields?.Find(f => f.Id == field.Id)
        ?? task.CustomFields?.Find(f => ClickUpNames.Same(f.Name, field.Label));

    private FieldValue? Value(WireTask task, ClickUpField field) =>
        field.Id is null ? ClickUpValues.BuiltIn(task, field.Type, zone)
        : On(task, field) is { } found ? ClickUpValues.Custom(found, field.As, zone)
        : null;

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
