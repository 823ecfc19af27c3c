using System.Collections.Immutable;

namespace Bridge.Connectors.Jira;

/// <summary>What a process's names are in the live Jira.</summary>
internal sealed record BoundProcess
{
    public required string Process { get; init; }

    public required string ProjectKey { get; init; }

    public required string TypeId { get; init; }

    public required string TypeName { get; init; }

    /// <summary>The fields that the process names, built-in ones included.</summary>
    public required ImmutableArray<JiraField> Fields { get; init; }

    /// <summary>Ids of the fields on the create screen.</summary>
    public required ImmutableHashSet<string> OnCreateScreen { get; init; }

    /// <summary>The statuses that the stages name, in the order of the process.</summary>
    public required ImmutableArray<string> StatusOrder { get; init; }

    /// <summary>Whether the process asks how many releases ahead a fix is: only then the project's versions are read.</summary>
    public required bool UsesReleases { get; init; }

    /// <summary>Whether the process reads the release date of the fix version, or whether that is released.</summary>
    public required bool UsesReleaseDate { get; init; }
}

/// <summary>All processes that are bound to this connection. Thread safe: readers see one whole set.</summary>
internal sealed class JiraBindings
{
    private readonly Lock gate = new();
    private Bound bound = Bound.Of(ImmutableDictionary.Create<string, BoundProcess>(StringComparer.Ordinal));

    public ImmutableArray<BoundProcess> All => this.Now.Processes;

    /// <summary>Ids of all fields that an issue is read with.</summary>
    public IReadOnlyList<string> ToRead => this.Now.ToRead;

    /// <summary>Keys of the projects whose versions some process looks at: their changes do not touch the issues.</summary>
    public IReadOnlyList<string> ReleaseProjects => this.Now.ReleaseProjects;

    private Bound Now => Volatile.Read(ref this.bound);

    public void Put(BoundProcess process) => this.Change(all => all.SetItem(process.Process, process));

    public void Remove(string process) => this.Change(all => all.Remove(process));

    /// <summary>
    /// The fields by mapping name as an issue of this project has them: names bound in its own project first, then
    /// those of other projects, then what every issue has.
    /// </summary>
    public IReadOnlyDictionary<string, JiraField> For(string? projectKey)
    {
        var now = this.Now;
        return projectKey is not null && now.ByProject.TryGetValue(projectKey, out var own) ? own : now.Elsewhere;
    }

    /// <summary>True when a name is another field, or has other options, in another project, so that the project must be known.</summary>
    public bool DependsOnProject(IEnumerable<string> names) =>
        names.Any(name =>
            this.All.SelectMany(p => p.Fields)
                .Where(f => Same(f.Name, name))
                .Select(f => f.Id + "=" + string.Join(',', f.Options.Select(o => o.Id)))
                .Distinct(StringComparer.Ordinal)
                .Skip(1)
                .Any()
        );

    public BoundProcess? Maker(string container, string? itemType) =>
        this.All.FirstOrDefault(p =>
            Same(p.ProjectKey, container.Trim()) && (itemType is null || Same(p.TypeName, itemType.Trim()))
        );

    /// <summary>True when a process of this project asks for the place of a release; any project when it has none bound.</summary>
    public bool UsesReleases(string projectKey) => this.All.Any(p => p.UsesReleases && Same(p.ProjectKey, projectKey));

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private void Change(
        Func<ImmutableDictionary<string, BoundProcess>, ImmutableDictionary<string, BoundProcess>> change
    )
    {
        lock (this.gate)
        {
            Volatile.Write(ref this.bound, Bound.Of(change(this.bound.ByName)));
        }
    }

    /// <summary>One whole set, with what every read asks of it worked out once.</summary>
    private sealed record Bound(
        ImmutableDictionary<string, BoundProcess> ByName,
        ImmutableArray<BoundProcess> Processes,
        ImmutableArray<string> ToRead,
        ImmutableArray<string> ReleaseProjects,
        ImmutableDictionary<string, IReadOnlyDictionary<string, JiraField>> ByProject,
        IReadOnlyDictionary<string, JiraField> Elsewhere
    )
    {
        public static Bound Of(ImmutableDictionary<string, BoundProcess> byName)
        {
            ImmutableArray<BoundProcess> all = [.. byName.Values.OrderBy(p => p.Process, StringComparer.Ordinal)];
            return new Bound(
                byName,
                all,
                [.. JiraFields.ToRead(all.SelectMany(p => p.Fields))],
                [.. Keys(all.Where(p => p.UsesReleases || p.UsesReleaseDate))],
                Keys(all)
                    .ToImmutableDictionary(
                        key => key,
                        key => (IReadOnlyDictionary<string, JiraField>)Names(all, key),
                        StringComparer.OrdinalIgnoreCase
                    ),
                Names(all, null)
            );
        }

        private static IEnumerable<string> Keys(IEnumerable<BoundProcess> processes) =>
            processes.Select(p => p.ProjectKey).Distinct(StringComparer.OrdinalIgnoreCase);

        private static ImmutableDictionary<string, JiraField> Names(
            ImmutableArray<BoundProcess> all,
            string? projectKey
        ) =>
            all.OrderByDescending(p => Same(p.ProjectKey, projectKey))
                .SelectMany(p => p.Fields)
                .Concat(JiraFields.All)
                .DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
                .ToImmutableDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
    }
}
