using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>
/// A person who works in Jira's own pages. What Jira would refuse throws <see cref="InvalidOperationException"/> with
/// Jira's words. Every action fires the same webhooks as the API does.
/// </summary>
public sealed class JiraPerson
{
    private readonly JiraDesk desk;

    internal JiraPerson(JiraDesk desk, JiraUser user)
    {
        this.desk = desk;
        this.User = user;
    }

    public JiraUser User { get; }

    /// <summary>Creates an issue and gives its key. Further fields are as in version 2 of the API.</summary>
    public string Create(
        string project,
        string type,
        string summary,
        string? description = null,
        JsonObject? fields = null
    )
    {
        var all = fields?.DeepClone().AsObject() ?? [];
        all["project"] = new JsonObject { ["key"] = project };
        all["issuetype"] = new JsonObject { ["name"] = type };
        all["summary"] = summary;
        if (description is not null)
        {
            all["description"] = description;
        }

        lock (this.desk.Site.Gate)
        {
            var (issue, problem) = this.desk.Writer.Create(this.User, Body("fields", all), this.desk.Form);
            Accept(problem);
            return issue!.State.Key;
        }
    }

    /// <summary>Sets a field by id to a value as version 2 of the API takes it; null clears it.</summary>
    public void Set(string issue, string fieldId, JsonNode? value) =>
        this.Do(
            issue,
            found =>
                this.desk.Writer.Edit(
                    this.User,
                    found,
                    Body("fields", new JsonObject { [fieldId] = value?.DeepClone() }),
                    this.desk.Form
                )
        );

    public void Rename(string issue, string summary) => this.Set(issue, "summary", summary);

    public void Describe(string issue, string text) => this.Set(issue, "description", text);

    public void SetDueDate(string issue, DateOnly? date) =>
        this.Set(issue, "duedate", date is { } day ? Fields.DateType.Text(day) : null);

    /// <summary>Sets the fix versions by name; none clears them.</summary>
    public void SetFixVersions(string issue, params string[] names) =>
        this.Set(issue, "fixVersions", new JsonArray([.. names.Select(n => new JsonObject { ["name"] = n })]));

    public void SetPriority(string issue, string name) =>
        this.Set(issue, "priority", new JsonObject { ["name"] = name });

    public void SetLabels(string issue, params string[] labels) =>
        this.Set(issue, "labels", new JsonArray([.. labels.Select(l => JsonValue.Create(l))]));

    /// <summary>Chooses an option of a select field by its text.</summary>
    public void Choose(string issue, string fieldId, string option) =>
        this.Set(issue, fieldId, new JsonObject { ["value"] = option });

    /// <summary>Assigns the issue; null unassigns it.</summary>
    public void Assign(string issue, JiraUser? user) =>
        this.Do(
            issue,
            found =>
            {
                var values = found.State.Values;
                var next = user is null ? values.Remove("assignee") : values.SetItem("assignee", user);
                this.desk.Writer.Commit(this.User, found, next);
                return null;
            }
        );

    /// <summary>Takes the transition of this name or, if there is none, to the status of this name.</summary>
    public void Transition(string issue, string name, string? resolution = null, JsonObject? fields = null) =>
        this.Do(
            issue,
            found =>
            {
                var open = Workflow.Open(found, this.User).ToList();
                var transition = open.Find(t => t.Name == name) ?? open.Find(t => t.To.Name == name);
                if (transition is null)
                {
                    return Problem.Of(400, $"No transition '{name}' from '{found.State.Status.Name}'.");
                }

                var given = fields?.DeepClone().AsObject() ?? [];
                if (resolution is not null)
                {
                    given["resolution"] = new JsonObject { ["name"] = resolution };
                }

                var body = new JsonObject
                {
                    ["transition"] = new JsonObject { ["id"] = transition.Id },
                    ["fields"] = given,
                };
                return this.desk.Workflow.Run(
                    this.User,
                    found,
                    JsonSerializer.SerializeToElement(body),
                    this.desk.Form
                );
            }
        );

    /// <summary>Writes a comment and gives its id. <paramref name="onlyFor"/> names a role that alone may see it.</summary>
    public long Comment(string issue, string text, string? onlyFor = null)
    {
        var body = new JsonObject { ["body"] = text };
        if (onlyFor is not null)
        {
            body["visibility"] = new JsonObject { ["type"] = "role", ["value"] = onlyFor };
        }

        long id = 0;
        this.Do(
            issue,
            found =>
            {
                var input = JsonSerializer.SerializeToElement(body);
                var (comment, problem) = this.desk.Comments.Add(this.User, found, input, this.desk.Form);
                id = comment?.Id ?? 0;
                return problem;
            }
        );
        return id;
    }

    /// <summary>Changes a comment. <paramref name="onlyFor"/> names a role that alone may see it from now on.</summary>
    public void EditComment(long commentId, string text, string? onlyFor = null)
    {
        var body = new JsonObject { ["body"] = text };
        if (onlyFor is not null)
        {
            body["visibility"] = new JsonObject { ["type"] = "role", ["value"] = onlyFor };
        }

        lock (this.desk.Site.Gate)
        {
            var input = JsonSerializer.SerializeToElement(body);
            Accept(this.desk.Comments.Edit(this.User, this.desk.Site.Comments[commentId], input, this.desk.Form));
        }
    }

    public void DeleteComment(long commentId)
    {
        lock (this.desk.Site.Gate)
        {
            this.desk.Comments.Delete(this.User, this.desk.Site.Comments[commentId]);
        }
    }

    /// <summary>Attaches a file and gives its id.</summary>
    public long Attach(string issue, string fileName, string mimeType, byte[] content)
    {
        long id = 0;
        this.Do(
            issue,
            found =>
            {
                id = this.desk.Extras.Attach(this.User, found, fileName, mimeType, content).Id;
                return null;
            }
        );
        return id;
    }

    public void Delete(string issue) =>
        this.Do(
            issue,
            found =>
            {
                this.desk.Writer.Delete(this.User, found);
                return null;
            }
        );

    /// <summary>Moves the issue to another project and gives its new key; the old key goes on finding it.</summary>
    public string Move(string issue, string project, string? type = null)
    {
        var key = "";
        this.Do(
            issue,
            found =>
            {
                var target = this.desk.Site.Projects[project];
                var kind = type is null ? found.State.Type : this.desk.Site.TypeNamed(type);
                this.desk.Writer.Move(this.User, found, target, target.Types.Contains(kind) ? kind : target.Types[0]);
                key = found.State.Key;
                return null;
            }
        );
        return key;
    }

    private static JsonElement Body(string name, JsonObject content) =>
        JsonSerializer.SerializeToElement(new JsonObject { [name] = content });

    private static void Accept(Problem? problem)
    {
        if (problem is not null)
        {
            throw new InvalidOperationException(problem.ToString());
        }
    }

    private void Do(string issue, Func<Issue, Problem?> action)
    {
        lock (this.desk.Site.Gate)
        {
            Accept(
                action(this.desk.Site.Issues.Find(issue) ?? throw new InvalidOperationException($"No issue {issue}."))
            );
        }
    }
}
