using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>Describes one project: types, workflow, screens, versions. Without statuses it gets To Do, In Progress, Done.</summary>
public sealed class JiraProjectDesign
{
    private readonly Site site;
    private readonly Releases releases;
    private readonly Project project;

    internal JiraProjectDesign(Site site, Releases releases, Project project)
    {
        this.site = site;
        this.releases = releases;
        this.project = project;
    }

    public JiraProjectDesign IssueTypes(params string[] names)
    {
        this.project.Types.AddRange(names.Select(this.site.TypeNamed));
        return this;
    }

    /// <summary>Adds a status; the first one is where issues start. Statuses of the same name are shared by projects.</summary>
    public JiraProjectDesign Status(string name, JiraStatusCategory category)
    {
        this.project.Statuses.Add(this.site.StatusNamed(name, category));
        return this;
    }

    /// <summary>Adds a transition. From "*" means from everywhere; several statuses are separated by "|".</summary>
    public JiraProjectDesign Transition(
        string name,
        string from,
        string to,
        Action<JiraTransitionDesign>? design = null
    )
    {
        var id = ((this.project.Transitions.Count + 1) * 10) + 1;
        var transition = new Transition(
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            name,
            from == "*" ? [] : [.. from.Split('|', StringSplitOptions.TrimEntries).Select(this.Known)],
            this.Known(to)
        );
        var drawn = new JiraTransitionDesign(this.site, transition);
        design?.Invoke(drawn);
        this.project.Transitions.Add(drawn.Drawn);
        return this;
    }

    /// <summary>Puts custom fields on the screens of the project.</summary>
    public JiraProjectDesign Fields(params string[] fieldIds)
    {
        this.project.CustomFields.UnionWith(fieldIds);
        return this;
    }

    public JiraProjectDesign RequiredOnCreate(params string[] fieldIds)
    {
        this.project.RequiredOnCreate.UnionWith(fieldIds);
        return this;
    }

    public JiraProjectDesign NotOnCreateScreen(params string[] fieldIds)
    {
        this.project.NotOnCreate.UnionWith(fieldIds);
        return this;
    }

    public JiraProjectDesign NotOnEditScreen(params string[] fieldIds)
    {
        this.project.NotOnEdit.UnionWith(fieldIds);
        return this;
    }

    public JiraProjectDesign Components(params string[] names)
    {
        foreach (var name in names)
        {
            var component = new Component(this.site.NewTextId(), name);
            this.project.Components.Add(component);
            this.site.Components.Add(component.Id, component);
        }

        return this;
    }

    /// <summary>Adds a version at the end of the sequence.</summary>
    public JiraProjectDesign Version(string name, DateOnly? releaseDate = null, bool released = false)
    {
        this.releases.Add(this.project, name, releaseDate, released);
        return this;
    }

    internal void Finish()
    {
        if (this.project.Types.Count == 0)
        {
            this.IssueTypes("Task", "Bug");
        }

        if (this.project.Statuses.Count == 0)
        {
            this.Status("To Do", JiraStatusCategory.ToDo)
                .Status("In Progress", JiraStatusCategory.InProgress)
                .Status("Done", JiraStatusCategory.Done)
                .Transition("To Do", "*", "To Do", t => t.ClearsResolution())
                .Transition("In Progress", "*", "In Progress", t => t.ClearsResolution())
                .Transition("Done", "*", "Done", t => t.SetsResolution("Done"));
        }
    }

    private Status Known(string name) =>
        this.project.Statuses.Find(s => s.Name == name)
        ?? throw new ArgumentException($"Project {this.project.Key} has no status '{name}'.", nameof(name));
}
