using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Creates, edits, moves and deletes issues, for the API and for people alike.</summary>
internal sealed class IssueWriter(Site site, WebhookFeed feed, CommentBook comments)
{
    public Outcome<Issue> Create(JiraUser author, JsonElement body, WireForm form)
    {
        if (!Json.Has(body, "fields") && !Json.Has(body, "update"))
        {
            return Problem.Of(400, "No Issue Create payload supplied");
        }

        var fields = Json.Part(body, "fields", JsonValueKind.Object) ?? default;
        var project = FindProject(fields);
        if (project is null)
        {
            return Problem.OfField("project", "Specify a valid project ID or key");
        }

        if (!Json.Has(fields, "issuetype"))
        {
            return Problem.OfField("issuetype", "Specify an issue type");
        }

        var defaults = ImmutableDictionary<string, object>
            .Empty.Add("status", project.Statuses[0])
            .Add("priority", site.Priorities[2])
            .Add("reporter", author);
        var edits = new FieldEdits(new Reading(site, project, form), id => IsOnCreate(project, id));
        var (draft, problem) = edits.Read(body, defaults);
        problem ??= this.Missing(project, draft!.Values);
        if (problem is not null)
        {
            return problem;
        }

        var issue = this.Add(author, project, draft!.Values);
        foreach (var property in Json.Items(body, "properties"))
        {
            issue.Properties[Json.Text(property, "key") ?? ""] = property.GetProperty("value").GetRawText();
        }

        var items = site
            .Fields.Where(f => f.Id != "issuetype" && draft.Values.ContainsKey(f.Id))
            .SelectMany(f => f.Type.Changes(f, null, draft.Values[f.Id], site))
            .Select(i => i.FieldId == "status" ? i with { Field = "Status" } : i)
            .OrderBy(i => i.Field, StringComparer.OrdinalIgnoreCase);
        feed.IssueCreated(issue, new History(site.NewId(), author, issue.State.Created, [.. items]));
        comments.AddAll(author, issue, draft.Comments, form);
        return issue;

        Project? FindProject(JsonElement given) =>
            Json.Part(given, "project", JsonValueKind.Object) is { } named
            && (Json.Text(named, "id") ?? Json.Text(named, "key")) is { } key
                ? site.FindProject(key)
                : null;
    }

    public Problem? Edit(JiraUser author, Issue issue, JsonElement body, WireForm form)
    {
        var project = issue.State.Project;
        var edits = new FieldEdits(new Reading(site, project, form), id => IsOnEdit(project, id));
        var (draft, problem) = edits.Read(body, issue.State.Values);
        problem ??= comments.Refusal(issue, draft!.Comments, form);
        if (problem is null)
        {
            foreach (var property in Json.Items(body, "properties"))
            {
                issue.Properties[Json.Text(property, "key") ?? ""] = property.GetProperty("value").GetRawText();
            }

            this.Commit(author, issue, draft!.Values);
            comments.AddAll(author, issue, draft.Comments, form);
        }

        return problem;
    }

    /// <summary>Makes the given values the issue's own, logs what changed and tells the webhooks; nothing changed, nothing done.</summary>
    public void Commit(
        JiraUser author,
        Issue issue,
        ImmutableDictionary<string, object> values,
        string? eventName = null,
        ImmutableArray<LogItem> more = default
    )
    {
        var before = issue.State;
        var items = site
            .Fields.Where(f => !f.Type.Same(before.Values.GetValueOrDefault(f.Id), values.GetValueOrDefault(f.Id)))
            .SelectMany(f =>
                f.Type.Changes(f, before.Values.GetValueOrDefault(f.Id), values.GetValueOrDefault(f.Id), site)
            )
            .Concat(more.IsDefault ? [] : more)
            .ToImmutableArray();
        if (items.IsEmpty)
        {
            return;
        }

        var now = site.Now;
        var next = before with
        {
            Values = values,
            Updated = now,
            Resolved =
                !values.ContainsKey("resolution") ? null
                : before.Resolution is null ? now
                : before.Resolved,
        };
        if (next.Status.Category != before.Status.Category)
        {
            next = next with { CategoryChanged = now };
        }

        this.Put(author, issue, next, items, eventName ?? NameOf(items));
    }

    /// <summary>Bumps "updated" without a line in the changelog, as comments do.</summary>
    public static void Touch(Site site, Issue issue) =>
        site.Issues.Become(issue, issue.State with { Updated = site.Now }, site.Options.IndexLag > TimeSpan.Zero);

    public void Delete(JiraUser author, Issue issue)
    {
        site.Issues.Remove(issue);
        issue.State.Project.Issues.Remove(issue.Id);
        feed.IssueDeleted(issue, author);
        foreach (var comment in issue.Comments)
        {
            site.Comments.Remove(comment.Id);
            feed.CommentEvent("comment_deleted", comment, author, secondary: true);
        }

        foreach (var attachment in issue.Attachments)
        {
            site.Attachments.Remove(attachment.Id);
            site.Media.Remove(attachment.MediaId);
        }
    }

    /// <summary>Moves the issue to another project: new key, same id; the status stays if the workflow there has it.</summary>
    public void Move(JiraUser author, Issue issue, Project target, IssueType type)
    {
        var before = issue.State;
        var status = target.Statuses.Contains(before.Status) ? before.Status : target.Statuses[0];
        var key = $"{target.Key}-{target.NextNumber++}";
        var values = before
            .Values.SetItem("issuetype", type)
            .SetItem("status", status)
            .RemoveRange(["fixVersions", "versions", "components"]);
        var items = site
            .Fields.Where(f => f.Id is "issuetype" or "status")
            .Where(f => !Equals(before.Values[f.Id], values[f.Id]))
            .SelectMany(f => f.Type.Changes(f, before.Values[f.Id], values[f.Id], site))
            .Append(new LogItem("project", "project", Id(before.Project), before.Project.Name, Id(target), target.Name))
            .Append(new LogItem("Workflow", null, Id(before.Project), before.Project.Key, Id(target), target.Key))
            .Append(new LogItem("Key", null, null, before.Key, null, key));
        before.Project.Issues.Remove(issue.Id);
        target.Issues.Add(issue.Id, issue);
        issue.OldKeys.Add(before.Key);
        var next = before with { Project = target, Key = key, Values = values, Updated = site.Now };
        this.Put(author, issue, next, [.. items], "issue_moved");

        static string Id(Project project) => project.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public static bool IsOnCreate(Project project, string field) =>
        field is not "resolution" && !project.NotOnCreate.Contains(field) && IsOfProject(project, field);

    public static bool IsOnEdit(Project project, string field) =>
        field is not "resolution" && !project.NotOnEdit.Contains(field) && IsOfProject(project, field);

    private static bool IsOfProject(Project project, string field) =>
        !field.StartsWith("customfield_", StringComparison.Ordinal) || project.CustomFields.Contains(field);

    private static string NameOf(ImmutableArray<LogItem> items) =>
        items is [{ FieldId: "assignee" }] ? "issue_assigned" : "issue_updated";

    private Problem? Missing(Project project, ImmutableDictionary<string, object> values)
    {
        if (!values.ContainsKey("summary"))
        {
            return Problem.OfField("summary", "You must specify a summary of the issue.");
        }

        var missing = project.RequiredOnCreate.Where(id => !values.ContainsKey(id)).ToList();
        return missing.Count == 0
            ? null
            : new Problem(
                400,
                [],
                missing.ToImmutableDictionary(id => id, id => $"{site.Field(id)?.Name ?? id} is required.")
            );
    }

    private Issue Add(JiraUser author, Project project, ImmutableDictionary<string, object> values)
    {
        var now = site.Now;
        var key = $"{project.Key}-{project.NextNumber++}";
        var issue = new Issue(site.NewId(), new IssueState(project, key, values, author, now, now, now, null));
        site.Issues.Add(issue);
        project.Issues.Add(issue.Id, issue);
        return issue;
    }

    private void Put(JiraUser author, Issue issue, IssueState next, ImmutableArray<LogItem> items, string eventName)
    {
        site.Issues.Become(issue, next, site.Options.IndexLag > TimeSpan.Zero);
        var history = new History(site.NewId(), author, next.Updated, items);
        issue.Histories.Add(history);
        feed.IssueUpdated(issue, author, history, eventName);
    }
}
