using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Query;

/// <summary>Whose eyes and whose time zone a query is read with.</summary>
internal sealed record JqlScope(Site Site, JiraUser User);

internal delegate bool JqlTest(Issue issue, IssueState state);

internal sealed record JqlOrder(Func<Issue, IssueState, IComparable?> Key, bool Descending);

/// <summary>A parsed query. The hints are conditions that every hit fulfils; they choose the index.</summary>
internal sealed record JqlQuery(JqlTest Where, IReadOnlyList<JqlOrder> Orders)
{
    public string? LabelHint { get; init; }

    public DateTimeOffset? UpdatedHint { get; init; }

    public IReadOnlyList<Issue>? IssueHint { get; init; }

    /// <summary>The hits in order; by id, newest first, where the query does not say.</summary>
    public List<(Issue Issue, IssueState State)> Run(Site site, IReadOnlySet<long> reconciled)
    {
        var lag = site.Options.IndexLag;
        var limit = site.Now - lag;
        var hits = new List<(Issue Issue, IssueState State)>();
        foreach (var issue in this.Candidates(site, lag > TimeSpan.Zero))
        {
            var sure = reconciled.Contains(issue.Id);
            if (!sure && issue.Hidden > 0)
            {
                issue.Hidden--;
                continue;
            }

            var state = lag <= TimeSpan.Zero || sure ? issue.State : issue.AsIndexedAt(limit);
            if (state is not null && this.Where(issue, state))
            {
                hits.Add((issue, state));
            }
        }

        hits.Sort(this.Compare);
        return hits;
    }

    private IEnumerable<Issue> Candidates(Site site, bool lags) =>
        this.IssueHint is { } named ? named
        : lags ? site.Issues.All
        : this.LabelHint is { } label ? site.Issues.WithLabel(label)
        : this.UpdatedHint is { } since ? site.Issues.UpdatedSince(since)
        : site.Issues.All;

    private int Compare((Issue Issue, IssueState State) a, (Issue Issue, IssueState State) b)
    {
        foreach (var order in this.Orders)
        {
            var result = Comparer<IComparable?>.Default.Compare(
                order.Key(a.Issue, a.State),
                order.Key(b.Issue, b.State)
            );
            if (result != 0)
            {
                return order.Descending ? -result : result;
            }
        }

        return b.Issue.Id.CompareTo(a.Issue.Id);
    }
}
