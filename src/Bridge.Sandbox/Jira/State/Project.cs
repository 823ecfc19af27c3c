using System.Collections.Immutable;

namespace Bridge.Sandbox.Jira.State;

internal sealed class Project(long id, string key, string name)
{
    public long Id { get; } = id;

    public string Key { get; } = key;

    public string Name { get; } = name;

    public List<IssueType> Types { get; } = [];

    public List<Component> Components { get; } = [];

    /// <summary>In sequence order.</summary>
    public List<ProjectVersion> Versions { get; } = [];

    public List<Status> Statuses { get; } = [];

    public List<Transition> Transitions { get; } = [];

    public HashSet<string> RequiredOnCreate { get; } = new(StringComparer.Ordinal);

    public HashSet<string> NotOnCreate { get; } = new(StringComparer.Ordinal);

    public HashSet<string> NotOnEdit { get; } = new(StringComparer.Ordinal);

    public HashSet<string> CustomFields { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, Issue> Issues { get; } = [];

    public long NextNumber { get; set; } = 1;

    public ProjectVersion? Version(string versionId) => this.Versions.Find(v => v.Id == versionId);
}

/// <summary>One way through the workflow. No <paramref name="From"/> means a global transition.</summary>
internal sealed record Transition(string Id, string Name, ImmutableArray<Status> From, Status To)
{
    public ImmutableArray<string> Screen { get; init; } = [];

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Fields that are accepted though transitions.fields does not list them.</summary>
    public ImmutableArray<string> Unlisted { get; init; } = [];

    /// <summary>Fields that are accepted and not set.</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];

    public ImmutableArray<TransitionValidator> Validators { get; init; } = [];

    public Resolution? SetsResolution { get; init; }

    public bool ClearsResolution { get; init; }

    public ImmutableArray<string> OnlyGroups { get; init; } = [];

    public bool HasScreen => this.Screen.Length > 0;

    public bool IsOpen(Status from, JiraUser? user) =>
        (this.From.IsEmpty || this.From.Contains(from))
        && (this.OnlyGroups.IsEmpty || (user is not null && this.OnlyGroups.Any(user.Groups.Contains)));
}

/// <summary>A workflow validator: the message when the check says no.</summary>
internal sealed record TransitionValidator(string Message, Func<IssueState, bool> Holds);
