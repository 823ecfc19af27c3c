using System.Collections.Immutable;
using System.Globalization;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Query;

/// <summary>Turns one clause into a test, and notes what an index can serve.</summary>
internal sealed class JqlClauses(JqlScope scope)
{
    public string? Label { get; private set; }

    public DateTimeOffset? UpdatedSince { get; private set; }

    public IReadOnlyList<Issue>? Named { get; private set; }

    private Site Site => scope.Site;

    public (string?, DateTimeOffset?, IReadOnlyList<Issue>?) Mark() => (this.Label, this.UpdatedSince, this.Named);

    /// <summary>Drops the hints noted since the mark: under OR and NOT they do not bind all hits.</summary>
    public void Forget((string?, DateTimeOffset?, IReadOnlyList<Issue>?) mark) =>
        (this.Label, this.UpdatedSince, this.Named) = mark;

    public JqlTest Test(string name, string @operator, ImmutableArray<JqlToken> values) =>
        name.ToLowerInvariant() switch
        {
            "project" => this.Project(@operator, values),
            "key" or "id" or "issuekey" or "issue" => this.Issue(@operator, values),
            "statuscategory" => this.Category(@operator, values),
            "text" => Text(@operator, values[0].Text),
            _ => this.Field(name, @operator, values),
        };

    public Func<Issue, IssueState, IComparable?> SortKey(string name)
    {
        if (name.ToLowerInvariant() is "key" or "id" or "issuekey")
        {
            return static (issue, _) => issue.Id;
        }

        var field = this.Find(name);
        return field.Id switch
        {
            "created" => static (_, state) => state.Created,
            "updated" => static (_, state) => state.Updated,
            "priority" => static (_, state) => state.Get<Priority>("priority")?.Id,
            _ => (_, state) =>
                Value(field, state) is IComparable plain ? plain : field.Type.Log(Value(field, state), this.Site).Text,
        };
    }

    private static bool IsEmptyWord(JqlToken value) => value.IsWord("empty") || value.IsWord("null");

    private static bool Negative(string @operator) => @operator is "!=" or "not in" or "is not" or "!~";

    private static object? Value(Field field, IssueState state) =>
        field.Id switch
        {
            "created" => state.Created,
            "updated" => state.Updated,
            "resolutiondate" => state.Resolved,
            "statuscategorychangedate" => state.CategoryChanged,
            "creator" => state.Creator,
            _ => state.Values.GetValueOrDefault(field.Id),
        };

    private static JqlTest Text(string @operator, string text)
    {
        var wanted = text.Trim('"', '*');
        return (_, state) =>
            (
                state.Summary.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || (state.Get<Jira.Text.RichText>("description")?.Markup ?? "").Contains(
                    wanted,
                    StringComparison.OrdinalIgnoreCase
                )
            ) != Negative(@operator);
    }

    private JqlTest Project(string @operator, ImmutableArray<JqlToken> values)
    {
        var projects = values
            .Select(v =>
                this.Site.FindProject(v.Text)
                ?? this.Site.Projects.Values.FirstOrDefault(p => p.Name == v.Text)
                ?? throw new JqlException($"The value '{v.Text}' does not exist for the field 'project'.")
            )
            .ToHashSet();
        return (_, state) => projects.Contains(state.Project) != Negative(@operator);
    }

    private JqlTest Issue(string @operator, ImmutableArray<JqlToken> values)
    {
        var issues = values.Select(v => this.Site.Issues.Find(v.Text)).OfType<Issue>().ToHashSet();
        if (@operator is not ("=" or "in" or "!=" or "not in"))
        {
            var limit = issues.FirstOrDefault()?.Id ?? 0;
            return (issue, _) => Holds(issue.Id.CompareTo(limit), @operator);
        }

        if (issues.Count < values.Length && @operator is "=")
        {
            throw new JqlException($"An issue with key '{values[0].Text}' does not exist for field 'key'.");
        }

        if (!Negative(@operator))
        {
            this.Named = [.. issues];
        }

        return (issue, _) => issues.Contains(issue) != Negative(@operator);
    }

    private JqlTest Category(string @operator, ImmutableArray<JqlToken> values)
    {
        var wanted = values
            .Select(v =>
                v.Text.ToLowerInvariant() switch
                {
                    "to do" or "new" or "2" => JiraStatusCategory.ToDo,
                    "in progress" or "indeterminate" or "4" => JiraStatusCategory.InProgress,
                    "done" or "complete" or "3" => JiraStatusCategory.Done,
                    _ => throw new JqlException($"The value '{v.Text}' does not exist for the field 'statusCategory'."),
                }
            )
            .ToHashSet();
        return (_, state) => wanted.Contains(state.Status.Category) != Negative(@operator);
    }

    private Field Find(string name)
    {
        var field =
            name.StartsWith("cf[", StringComparison.OrdinalIgnoreCase) && name.EndsWith(']')
                ? this.Site.Field("customfield_" + name[3..^1])
                : this.Site.Fields.Find(f =>
                    f.Clauses.Contains(name, StringComparer.OrdinalIgnoreCase)
                    || string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)
                );
        return field
            ?? throw new JqlException($"Field '{name}' does not exist or you do not have permission to view it.");
    }

    private JqlTest Field(string name, string @operator, ImmutableArray<JqlToken> values)
    {
        var field = this.Find(name);
        if (@operator is "is" or "is not" || (values.Length == 1 && IsEmptyWord(values[0])))
        {
            return (_, state) => Value(field, state) is null != Negative(@operator);
        }

        if (field.Id == "resolution" && values.Length == 1 && values[0].IsWord("unresolved"))
        {
            return (_, state) => state.Resolution is null != Negative(@operator);
        }

        if (field.Type is MomentType or DateType)
        {
            return this.Moment(field, @operator, values[0]);
        }

        if (@operator is "<" or "<=" or ">" or ">=")
        {
            return this.Number(field, @operator, values[0]);
        }

        var wanted = values.Select(v => this.Wanted(v)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        this.Check(field, wanted);
        if (field.Id == "labels" && @operator is "=")
        {
            this.Label = values[0].Text;
        }

        var contains = @operator is "~" or "!~";
        return (_, state) =>
            Value(field, state) is { } value
                ? field
                    .Type.Terms(value, this.Site)
                    .Any(term =>
                        contains
                            ? wanted.Any(w => term.Contains(w.Trim('"', '*'), StringComparison.OrdinalIgnoreCase))
                            : wanted.Contains(term)
                    ) != Negative(@operator)
                : false;
    }

    private string Wanted(JqlToken value) => value.IsWord("currentUser()") ? scope.User.AccountId : value.Text;

    private void Check(Field field, HashSet<string> wanted)
    {
        var known = field.Id switch
        {
            "status" => this.Site.Statuses.Values.SelectMany(s => new[] { s.Id, s.Name }),
            "issuetype" => this.Site.Types.Values.SelectMany(t => new[] { t.Id, t.Name }),
            "priority" => this.Site.Priorities.SelectMany(p => new[] { p.Id, p.Name }),
            "resolution" => this.Site.Resolutions.SelectMany(r => new[] { r.Id, r.Name }),
            _ => null,
        };
        if (known is not null && wanted.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } bad)
        {
            throw new JqlException($"The value '{bad}' does not exist for the field '{field.Id}'.");
        }
    }

    private JqlTest Moment(Field field, string @operator, JqlToken value)
    {
        var limit = value.IsWord("now()") ? this.Site.Now : JqlDate.Read(value, field.Id, scope);
        if (field.Id == "updated" && @operator is ">=" or ">")
        {
            this.UpdatedSince = limit;
        }

        return (_, state) =>
            Value(field, state) switch
            {
                DateTimeOffset at => Holds(at.CompareTo(limit), @operator),
                DateOnly date => Holds(date.CompareTo(DateOnly.FromDateTime(limit.DateTime)), @operator),
                _ => false,
            };
    }

    private JqlTest Number(Field field, string @operator, JqlToken value)
    {
        if (!decimal.TryParse(value.Text, CultureInfo.InvariantCulture, out var limit))
        {
            throw new JqlException($"The operator '{@operator}' is not supported by the '{field.Id}' field.");
        }

        return (_, state) => Value(field, state) is decimal number && Holds(number.CompareTo(limit), @operator);
    }

    private static bool Holds(int comparison, string @operator) =>
        @operator switch
        {
            ">=" => comparison >= 0,
            ">" => comparison > 0,
            "<=" => comparison <= 0,
            "<" => comparison < 0,
            "!=" => comparison != 0,
            _ => comparison == 0,
        };
}
