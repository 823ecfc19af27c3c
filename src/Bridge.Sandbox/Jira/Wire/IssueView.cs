using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

/// <summary>Which fields of an issue were asked for: *all, *navigable, names, and names with a minus.</summary>
internal sealed class FieldSelection
{
    private static readonly HashSet<string> NotNavigable = new(StringComparer.Ordinal)
    {
        "comment",
        "attachment",
        "worklog",
        "timetracking",
        "issuelinks",
    };

    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> without = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool all;
    private readonly bool navigable;

    public FieldSelection(IEnumerable<string> asked, string whenEmpty)
    {
        foreach (var name in asked.Select(n => n.Trim()).Where(n => n.Length > 0).DefaultIfEmpty(whenEmpty))
        {
            switch (name)
            {
                case "*all":
                    this.all = true;
                    break;
                case "*navigable":
                    this.navigable = true;
                    break;
                case var _ when name[0] == '-':
                    this.without.Add(name[1..]);
                    break;
                default:
                    this.named.Add(name);
                    break;
            }
        }

        this.all |= this.named.Count == 0 && !this.navigable && this.without.Count > 0 && whenEmpty == "*all";
        this.navigable |= this.named.Count == 0 && !this.all && this.without.Count > 0;
        this.HasFields = this.all || this.navigable || this.named.Any(n => n != "id" && n != "key");
    }

    /// <summary>False when only ids were asked for: then issues have no "fields" at all.</summary>
    public bool HasFields { get; }

    public bool Has(string field) =>
        !this.without.Contains(field)
        && (this.all || this.named.Contains(field) || (this.navigable && !NotNavigable.Contains(field)));
}

/// <summary>How an issue is shown to a reader.</summary>
internal sealed record IssueView(Site Site, WireForm Form, JiraUser? Reader, FieldSelection Fields)
{
    public IReadOnlySet<string> Expand { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Keys of the issue properties to show, or *all.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>Webhooks show the issue without "expand".</summary>
    public bool InWebhook { get; init; }
}
