using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Bridge.Connectors.ClickUp;

/// <summary>What a process's names are in the live list.</summary>
internal sealed record BoundProcess
{
    public required string Process { get; init; }

    public required string ListId { get; init; }

    /// <summary>The list's statuses in its exact spelling, which writes must have.</summary>
    public required ImmutableArray<string> Statuses { get; init; }

    /// <summary>The statuses as the stages spell them.</summary>
    public required ImmutableArray<string> StageStatuses { get; init; }

    /// <summary>The fields that the process names.</summary>
    public required ImmutableArray<ClickUpField> Fields { get; init; }

    /// <summary>The text field that carries the marker; null: the process names none.</summary>
    public required ClickUpField? Marker { get; init; }

    /// <summary>Whether comments of tasks go to the helpdesk, and so must be read.</summary>
    public required bool ReadsComments { get; init; }

    /// <summary>The task type that the process names; null: the list's default.</summary>
    public required long? TaskType { get; init; }
}

/// <summary>
/// All processes that are bound to this connection, and in which list tasks were seen last. Thread safe: readers see one
/// whole set.
/// </summary>
internal sealed class ClickUpBindings
{
    private const int MostTasks = 50_000;
    private readonly ConcurrentDictionary<string, string> lists = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private BoundSet bound = new([]);

    public IReadOnlyList<string> ListIds => this.Bound.ListIds;

    public bool ReadsComments => this.Bound.ReadsComments;

    private BoundSet Bound => Volatile.Read(ref this.bound);

    public void Put(BoundProcess process)
    {
        lock (this.gate)
        {
            var others = this.bound.All.RemoveAll(p => p.Process == process.Process);
            Volatile.Write(ref this.bound, new BoundSet(others.Add(process)));
        }
    }

    public void Remove(string process)
    {
        lock (this.gate)
        {
            Volatile.Write(ref this.bound, new BoundSet(this.bound.All.RemoveAll(p => p.Process == process)));
        }
    }

    /// <summary>
    /// The fields by mapping name as a task of this list has them: names bound to its own list first, then those of
    /// other lists, then what every task has.
    /// </summary>
    public IReadOnlyDictionary<string, ClickUpField> Fields(string? listId) => this.Bound.Fields(listId);

    /// <summary>The statuses of a bound list, in its exact spelling; of all when the list is not known.</summary>
    public ImmutableArray<string> Statuses(string? listId) =>
        [.. this.Bound.All.Where(p => listId is null || p.ListId == listId).SelectMany(p => p.Statuses).Distinct()];

    /// <summary>True for a list that no bound process names, once any is bound.</summary>
    public bool IsStray(string listId) => this.ListIds.Count > 0 && !this.ListIds.Contains(listId);

    /// <summary>
    /// A status of a list in the stages' spelling, when only odd characters or doubled spaces part the two; the list's
    /// own otherwise.
    /// </summary>
    public string Shown(string? listId, string status)
    {
        var stages = this.Bound.For(listId).SelectMany(p => p.StageStatuses).ToList();
        return stages.Exists(s => string.Equals(s.Trim(), status.Trim(), StringComparison.OrdinalIgnoreCase))
            ? status
            : stages.Find(s => ClickUpNames.Same(s, status)) ?? status;
    }

    public BoundProcess? Maker(string container) => this.Bound.All.FirstOrDefault(p => p.ListId == container.Trim());

    /// <summary>The list that a task is in as far as known; null when it must be read.</summary>
    public string? ListOf(string taskId) =>
        this.lists.TryGetValue(taskId, out var seen) ? seen
        : this.ListIds is [var only] ? only
        : null;

    /// <summary>Remembers where a task was seen; where there is one list, only those that are not in it.</summary>
    public void Saw(string taskId, string? listId)
    {
        if (listId is null)
        {
            return;
        }

        if (this.ListIds is [var only] && only == listId)
        {
            this.lists.TryRemove(taskId, out _);
            return;
        }

        if (this.lists.Count >= MostTasks)
        {
            this.lists.Clear();
        }

        this.lists[taskId] = listId;
    }

    /// <summary>One whole set of bound processes, with what is asked of it at every read made once.</summary>
    private sealed class BoundSet(ImmutableArray<BoundProcess> all)
    {
        private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, ClickUpField>> fields = new(
            StringComparer.Ordinal
        );

        public ImmutableArray<BoundProcess> All { get; } = all;

        public IReadOnlyList<string> ListIds { get; } = [.. all.Select(p => p.ListId).Distinct().Order()];

        public bool ReadsComments { get; } = all.Any(p => p.ReadsComments);

        public IEnumerable<BoundProcess> For(string? listId) => this.All.OrderByDescending(p => p.ListId == listId);

        /// <summary>Lists that no process is bound to share one answer, so that strange lists do not fill the memory.</summary>
        public IReadOnlyDictionary<string, ClickUpField> Fields(string? listId) =>
            this.fields.GetOrAdd(this.ListIds.Contains(listId) ? listId! : "", this.Collect);

        private Dictionary<string, ClickUpField> Collect(string listId)
        {
            var byName = new Dictionary<string, ClickUpField>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in this.For(listId).SelectMany(p => p.Fields).Concat(ClickUpFields.All))
            {
                byName.TryAdd(field.Name, field);
            }

            return byName;
        }
    }
}
