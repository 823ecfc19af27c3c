using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>A custom field on its way: one call of its own on a task that exists.</summary>
/// <param name="Name">The mapping's name of it.</param>
internal sealed record FieldWrite(string Name, string FieldId, ClickUpInput Input)
{
    /// <summary>What both the field's own call and an entry of a new task carry.</summary>
    public JsonObject Body()
    {
        var body = new JsonObject { ["value"] = this.Input.Value?.DeepClone() };
        if (this.Input.WithTime)
        {
            body["value_options"] = new JsonObject { ["time"] = true };
        }

        return body;
    }
}

/// <summary>Members of a task's own body that one mapping name stands for.</summary>
internal sealed record TaskPart(string Name, JsonObject Body);

/// <summary>Values on their way to a task, and those that cannot be sent.</summary>
/// <param name="Tags">The tags that the task shall have; null leaves them.</param>
internal sealed record ClickUpDraft(
    ImmutableArray<FieldWrite> Fields,
    ImmutableArray<TaskPart> Parts,
    ImmutableArray<string>? Tags,
    ImmutableArray<FieldRefusal> Refused
);

/// <summary>Makes drafts: converts values by their fields' live types, looks up people, and looks again for options.</summary>
internal sealed class ClickUpDrafts(
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpPeople people,
    TimeZoneInfo configured
)
{
    /// <summary>True when the values change sets of people, tasks or tags, so that the task must be read to know what to take away.</summary>
    public bool NeedsTask(FieldBag values, string? listId)
    {
        var fields = bindings.Fields(listId);
        return values.Any(v =>
            fields.TryGetValue(v.Key, out var field)
            && (field.Type is FieldNames.Assignee or FieldNames.Tags || ClickUpFields.IsSet(field.Type))
        );
    }

    /// <summary>The draft, or a failure when ClickUp could not be asked for people or options.</summary>
    /// <param name="task">The task as it is; null for a new one.</param>
    public async Task<(ClickUpDraft? Draft, Failure? Failure)> MakeAsync(
        FieldBag values,
        TaskPlace place,
        WireTask? task,
        CancellationToken cancel
    )
    {
        var zone = await this.ZoneAsync(values, cancel);
        var fields = ImmutableArray.CreateBuilder<FieldWrite>();
        var parts = ImmutableArray.CreateBuilder<TaskPart>();
        var refused = ImmutableArray.CreateBuilder<FieldRefusal>();
        ImmutableArray<string>? tags = null;
        foreach (var (name, value) in values)
        {
            if (!place.Fields.TryGetValue(name, out var field))
            {
                refused.Add(new FieldRefusal(name, place.NoField));
                continue;
            }

            string? refusal = null;
            Failure? failure = null;
            if (field.Type == FieldNames.Tags)
            {
                var wanted = FieldValue.OrNothing(value) switch
                {
                    null => [],
                    FieldValue.List list => list.Values,
                    var one => [one.Display],
                };
                tags = [.. ClickUpWriting.Tags(wanted)];
            }
            else if (field.Type == FieldNames.Assignee)
            {
                (var set, refusal, failure) = await this.PeopleAsync(value, task?.Assignees, cancel);
                JsonNode? node = task is null ? set?["add"]?.DeepClone() : set;
                Add(parts, node is null ? null : new TaskPart(name, new JsonObject { ["assignees"] = node }));
            }
            else if (field.Id is { } id)
            {
                (var input, failure) = await this.CustomAsync(field, value, place.ListId, task, zone, cancel);
                refusal = input?.Refusal;
                Add(fields, input is { Refusal: null } ? new FieldWrite(name, id, input) : null);
            }
            else
            {
                (var part, refusal) = ClickUpWriting.BuiltIn(field.Type, value, zone);
                Add(parts, part is null ? null : new TaskPart(name, part));
            }

            if (failure is not null)
            {
                return (null, failure);
            }

            if (refusal is not null)
            {
                refused.Add(new FieldRefusal(name, refusal));
            }
        }

        return (new ClickUpDraft(fields.ToImmutable(), parts.ToImmutable(), tags, refused.ToImmutable()), null);
    }

    private async Task<(ClickUpInput? Input, Failure? Failure)> CustomAsync(
        ClickUpField field,
        FieldValue? value,
        string? listId,
        WireTask? task,
        TimeZoneInfo zone,
        CancellationToken cancel
    )
    {
        if (field.Type == "users")
        {
            var there = task is null || ClickUpReader.On(task, field) is not { } now ? [] : Ids(now);
            var (set, refusal, failure) = await this.PeopleAsync(value, there, cancel);
            return failure is null ? (new ClickUpInput(set, refusal), null) : (null, failure);
        }

        if (ClickUpFields.IsSet(field.Type))
        {
            var there = task is null || ClickUpReader.On(task, field) is not { } now ? [] : Ids(now);
            return (ClickUpRelations.Change(value, [.. there.Select(t => t.Id).OfType<string>()]), null);
        }

        var input = ClickUpWriting.Custom(field, value, zone);
        if (!input.UnknownOption || listId is null)
        {
            return (input, null);
        }

        var answer = await api.FieldsAsync(listId, cancel);
        if (answer.Value is not { } fresh)
        {
            return (null, answer.Failure);
        }

        return fresh.Fields?.Find(f => f.Id == field.Id) is { } found
            ? (ClickUpWriting.Custom(ClickUpFields.Of(found, field.Name, field.As), value, zone), null)
            : (input, null);
    }

    /// <summary>Whom to add and whom to take away so that only those of the value are there.</summary>
    private async Task<(JsonObject? Set, string? Refusal, Failure? Failure)> PeopleAsync(
        FieldValue? value,
        List<WireUser>? there,
        CancellationToken cancel
    )
    {
        var wanted = FieldValue.OrNothing(value) switch
        {
            null => [],
            FieldValue.List list => list.Values.Select(v => (FieldValue)new FieldValue.Text(v)),
            var one => [one],
        };
        var ids = new List<long>();
        foreach (var person in wanted)
        {
            var (id, refusal, failure) = await people.FindAsync(person, cancel);
            if (failure is not null || refusal is not null)
            {
                return (null, refusal, failure);
            }

            ids.AddRange(Number(id));
        }

        var now = (there ?? []).SelectMany(u => Number(u.Id)).ToList();
        var set = new JsonObject { ["add"] = Array(ids.Distinct().Except(now)), ["rem"] = Array(now.Except(ids)) };
        return (set, null, null);
    }

    private static void Add<T>(ImmutableArray<T>.Builder all, T? one)
        where T : class
    {
        if (one is not null)
        {
            all.Add(one);
        }
    }

    private static IEnumerable<long> Number(string? id) =>
        long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? [number] : [];

    private static JsonArray Array(IEnumerable<long> ids) => new([.. ids.Select(i => JsonValue.Create(i))]);

    private static List<WireUser> Ids(WireField field) =>
        field.Value.ValueKind == System.Text.Json.JsonValueKind.Array
            ?
            [
                .. field
                    .Value.EnumerateArray()
                    .Select(e => new WireUser { Id = ClickUpFields.Text(e, "id") ?? ClickUpFields.Text(e) }),
            ]
            : [];

    /// <summary>
    /// The zone in which ClickUp takes a day: that of the token's user as ClickUp knows it, else the configured one.
    /// </summary>
    private async Task<TimeZoneInfo> ZoneAsync(FieldBag values, CancellationToken cancel)
    {
        if (!values.Any(v => v.Value is FieldValue.Date or FieldValue.Moment or FieldValue.Text))
        {
            return configured;
        }

        var (me, _) = await people.MeAsync(cancel);
        return me?.Timezone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? found
            : configured;
    }
}
