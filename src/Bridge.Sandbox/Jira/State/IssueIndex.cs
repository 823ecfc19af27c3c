using System.Globalization;
using Bridge.Sandbox.Jira.Fields;

namespace Bridge.Sandbox.Jira.State;

/// <summary>The issues by id, by key (old keys of moved issues included), by label and by time of update.</summary>
internal sealed class IssueIndex
{
    private readonly Dictionary<long, Issue> byId = [];
    private readonly Dictionary<string, Issue> byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<Issue>> byLabel = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<(DateTimeOffset Updated, long Id)> byUpdate = [];

    public IEnumerable<Issue> All => this.byId.Values;

    public IEnumerable<string> Labels => this.byLabel.Keys;

    public int Count => this.byId.Count;

    public Issue? Find(string idOrKey) =>
        this.byKey.TryGetValue(idOrKey, out var issue) ? issue
        : long.TryParse(idOrKey, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? this.Find(id)
        : null;

    public Issue? Find(long id) => this.byId.GetValueOrDefault(id);

    public IReadOnlyCollection<Issue> WithLabel(string label) =>
        this.byLabel.TryGetValue(label, out var issues) ? issues : [];

    /// <summary>The issues updated at or after a moment, oldest update first.</summary>
    public IEnumerable<Issue> UpdatedSince(DateTimeOffset from) =>
        this
            .byUpdate.GetViewBetween((from, 0), (DateTimeOffset.MaxValue, long.MaxValue))
            .Select(entry => this.byId[entry.Id]);

    public void Add(Issue issue)
    {
        this.byId.Add(issue.Id, issue);
        this.Enter(issue);
    }

    /// <summary>Puts a new state in place and mends the indexes. The old key stays as an alias.</summary>
    public void Become(Issue issue, IssueState next, bool keepOld)
    {
        this.Leave(issue);
        issue.Become(next, keepOld);
        this.Enter(issue);
    }

    public void Remove(Issue issue)
    {
        this.Leave(issue);
        this.byId.Remove(issue.Id);
        this.byKey.Remove(issue.State.Key);
        foreach (var alias in issue.OldKeys)
        {
            this.byKey.Remove(alias);
        }
    }

    private void Enter(Issue issue)
    {
        this.byKey[issue.State.Key] = issue;
        this.byUpdate.Add((issue.State.Updated, issue.Id));
        foreach (var label in ListType.Of(issue.State.Values.GetValueOrDefault("labels")))
        {
            if (!this.byLabel.TryGetValue(label, out var issues))
            {
                this.byLabel.Add(label, issues = []);
            }

            issues.Add(issue);
        }
    }

    private void Leave(Issue issue)
    {
        this.byUpdate.Remove((issue.State.Updated, issue.Id));
        foreach (var label in ListType.Of(issue.State.Values.GetValueOrDefault("labels")))
        {
            if (this.byLabel.TryGetValue(label, out var issues) && issues.Remove(issue) && issues.Count == 0)
            {
                this.byLabel.Remove(label);
            }
        }
    }
}
