using System.Collections.Immutable;

namespace Bridge.Sandbox.Jira.State;

/// <summary>One issue with its history. What can be searched is in <see cref="State"/>, which is immutable.</summary>
internal sealed class Issue(long id, IssueState state)
{
    private readonly Queue<IssueState> older = new();

    public long Id { get; } = id;

    public IssueState State { get; private set; } = state;

    /// <summary>The keys before moves; all of them still find the issue.</summary>
    public List<string> OldKeys { get; } = [];

    public List<History> Histories { get; } = [];

    public List<Comment> Comments { get; } = [];

    public List<Attachment> Attachments { get; } = [];

    public List<RemoteLink> RemoteLinks { get; } = [];

    public List<PullRequest> PullRequests { get; } = [];

    /// <summary>Raw JSON by key.</summary>
    public SortedDictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Watchers { get; } = new(StringComparer.Ordinal);

    /// <summary>How many more searches do not see the issue.</summary>
    public int Hidden { get; set; }

    /// <summary>Takes the new state; the old one is kept for the lagging index if there is a lag.</summary>
    public void Become(IssueState next, bool keepOld)
    {
        if (keepOld)
        {
            this.older.Enqueue(this.State with { ReplacedAt = next.Updated });
        }

        this.State = next;
    }

    /// <summary>What an index that lags sees: the newest state not younger than the limit; null means nothing yet.</summary>
    public IssueState? AsIndexedAt(DateTimeOffset limit)
    {
        while (this.older.TryPeek(out var first) && first.ReplacedAt <= limit)
        {
            this.older.Dequeue();
        }

        if (this.older.TryPeek(out var seen))
        {
            return seen.Updated <= limit ? seen : null;
        }

        return this.State.Updated <= limit ? this.State : null;
    }
}

/// <summary>The content of an issue at one moment. Values are by field id; an absent one is empty.</summary>
internal sealed record IssueState(
    Project Project,
    string Key,
    ImmutableDictionary<string, object> Values,
    JiraUser Creator,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset CategoryChanged,
    DateTimeOffset? Resolved
)
{
    public DateTimeOffset ReplacedAt { get; init; }

    public Status Status => (Status)this.Values["status"];

    public IssueType Type => (IssueType)this.Values["issuetype"];

    public string Summary => (string)this.Values["summary"];

    public Resolution? Resolution => this.Get<Resolution>("resolution");

    public T? Get<T>(string field)
        where T : class => this.Values.GetValueOrDefault(field) as T;
}

internal sealed record History(long Id, JiraUser Author, DateTimeOffset Created, ImmutableArray<LogItem> Items);

/// <summary>One line of the changelog. FieldId null means that Jira sends none (Key, Workflow).</summary>
internal sealed record LogItem(
    string Field,
    string? FieldId,
    string? From,
    string? FromText,
    string? To,
    string? ToText,
    bool Custom = false
);
