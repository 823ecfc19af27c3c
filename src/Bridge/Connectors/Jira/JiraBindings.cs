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

    /// <summary>Whether the process reads the release date of the fix version.</summary>
    public required bool UsesReleaseDate { get; init; }
}

/// <summary>All processes that are bound to this connection. Thread safe: readers see one whole set.</summary>
internal sealed class JiraBindings
{
    private ImmutableDictionary<string, BoundProcess> all = ImmutableDictionary.Create<string, BoundProcess>(
        StringComparer.Ordinal
    );

    public IReadOnlyCollection<BoundProcess> All => [.. Volatile.Read(ref this.all).Values];

    /// <summary>Every bound field once, by mapping name and id.</summary>
    public IReadOnlyCollection<JiraField> Fields =>
        [.. this.All.SelectMany(p => p.Fields).DistinctBy(f => (f.Name.ToUpperInvariant(), f.Id))];

    public void Put(BoundProcess process) =>
        ImmutableInterlocked.AddOrUpdate(ref this.all, process.Process, process, (_, _) => process);

    public void Remove(string process) => ImmutableInterlocked.TryRemove(ref this.all, process, out _);

    /// <summary>
    /// The fields by mapping name as an issue of this project has them: names bound in its own project first, then
    /// those of other projects, then what every issue has.
    /// </summary>
    public IReadOnlyDictionary<string, JiraField> For(string? projectKey)
    {
        var byName = new Dictionary<string, JiraField>(StringComparer.OrdinalIgnoreCase);
        var processes = this.All.OrderByDescending(p => Same(p.ProjectKey, projectKey));
        foreach (var field in processes.SelectMany(p => p.Fields).Concat(JiraFields.All))
        {
            byName.TryAdd(field.Name, field);
        }

        return byName;
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

    /// <summary>Keys of the projects whose versions some process looks at: their changes do not touch the issues.</summary>
    public IReadOnlyCollection<string> ReleaseProjects =>
        [
            .. this
                .All.Where(p => p.UsesReleases || p.UsesReleaseDate)
                .Select(p => p.ProjectKey)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>True when a process of this project asks for the place of a release; any project when it has none bound.</summary>
    public bool UsesReleases(string projectKey) => this.All.Any(p => p.UsesReleases && Same(p.ProjectKey, projectKey));

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
