using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>What writes to a task must go by: the fields and statuses of the list that it is in.</summary>
/// <param name="Fields">By mapping name; one that the list does not have is left out.</param>
/// <param name="Statuses">In the list's exact spelling; default when they are not known.</param>
/// <param name="Words">The list as a person knows it; null for one that a process names.</param>
internal sealed record TaskPlace(
    string? ListId,
    IReadOnlyDictionary<string, ClickUpField> Fields,
    ImmutableArray<string> Statuses,
    string? Words
)
{
    /// <summary>The list's own spelling of a status; as given when it has none of that name.</summary>
    public string Spelling(string status) =>
        (this.Statuses.IsDefault ? [] : this.Statuses).FirstOrDefault(s => ClickUpNames.Same(s, status))
        ?? status.Trim();

    /// <summary>Why a name cannot be written; for a list that no process names, that it was moved there.</summary>
    public string NoField =>
        this.Words is { } list
            ? $"{list}, where the task is now, has no field of this name"
            : "no bound process names this field; check the mapping against ClickUp";
}

/// <summary>
/// Looks up lists that no process names and tasks were moved to: their statuses, and their fields by the labels of those that
/// the processes name. Thread safe.
/// </summary>
internal sealed class ClickUpStrays(ClickUpApi api, ClickUpPlaces places, ClickUpBindings bindings, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private const int MostLists = 200;

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, WirePlace List, List<WireField> Fields)> known =
        new(StringComparer.Ordinal);

    /// <summary>What writes to a task of this list go by; null: nobody knows in which list it is.</summary>
    public async Task<(TaskPlace? Place, Failure? Failure)> OfAsync(string? listId, CancellationToken cancel)
    {
        var names = bindings.Fields(listId);
        if (listId is null || !bindings.IsStray(listId))
        {
            return (new TaskPlace(listId, names, bindings.Statuses(listId), null), null);
        }

        if (!this.known.TryGetValue(listId, out var stray) || time.GetUtcNow() - stray.At > Fresh)
        {
            var (list, failure) = await places.ListAsync(listId, cancel);
            if (list is null)
            {
                return (null, failure);
            }

            var fields = await api.FieldsAsync(listId, cancel);
            if (fields.Value?.Fields is not { } all)
            {
                return (null, fields.Failure);
            }

            stray = (time.GetUtcNow(), list, all);
            if (this.known.Count >= MostLists)
            {
                this.known.Clear();
            }

            this.known[listId] = stray;
        }

        return (Place(listId, stray.List, stray.Fields, names), null);
    }

    /// <summary>
    /// The statuses that a list has now, after ClickUp has said that one is not there: people rename and delete them. Null when
    /// ClickUp does not say.
    /// </summary>
    public async Task<ImmutableArray<string>?> StatusesAsync(string listId, CancellationToken cancel)
    {
        this.known.TryRemove(listId, out _);
        var (list, _) = await places.ListAsync(listId, cancel);
        return list?.Statuses is { } statuses ? [.. statuses.Select(s => s.Status).OfType<string>()] : null;
    }

    private static TaskPlace Place(
        string listId,
        WirePlace list,
        List<WireField> fields,
        IReadOnlyDictionary<string, ClickUpField> names
    )
    {
        var there = new Dictionary<string, ClickUpField>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, field) in names)
        {
            var found = fields.Find(f => f.Id == field.Id) ?? fields.Find(f => ClickUpNames.Same(f.Name, field.Label));
            if (field.Id is null)
            {
                there[name] = field;
            }
            else if (found is not null)
            {
                there[name] = ClickUpFields.Of(found, field.Name, field.As);
            }
        }

        return new TaskPlace(
            listId,
            there,
            [.. (list.Statuses ?? []).Select(s => s.Status).OfType<string>()],
            $"the list '{list.Name ?? listId}' ({listId})"
        );
    }
}
