using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>What a project administrator does with versions. Names are those of the project's versions.</summary>
public sealed class JiraReleases
{
    private readonly JiraDesk desk;

    internal JiraReleases(JiraDesk desk) => this.desk = desk;

    /// <summary>Adds a version at the end of the sequence and gives its id.</summary>
    public string Add(string project, string name, DateOnly? releaseDate = null)
    {
        lock (this.desk.Site.Gate)
        {
            return this.desk.Releases.Add(this.desk.Site.Projects[project], name, releaseDate, released: false).Id;
        }
    }

    /// <summary>Marks the version as released; a date given replaces its release date.</summary>
    public void Release(string project, string name, DateOnly? on = null) =>
        this.Change(
            project,
            name,
            "jira:version_released",
            v => v with { Released = true, ReleaseDate = on ?? v.ReleaseDate }
        );

    public void SetReleaseDate(string project, string name, DateOnly? date) =>
        this.Change(project, name, "jira:version_updated", v => v with { ReleaseDate = date });

    public void Archive(string project, string name) =>
        this.Change(project, name, "jira:version_updated", v => v with { Archived = true });

    public void Rename(string project, string name, string newName) =>
        this.Change(project, name, "jira:version_updated", v => v with { Name = newName });

    /// <summary>Puts the version at a place of the sequence, 0 for the first.</summary>
    public void Reorder(string project, string name, int place)
    {
        lock (this.desk.Site.Gate)
        {
            this.desk.Releases.Reorder(this.Find(project, name).Id, place);
        }
    }

    /// <summary>Deletes the version. Its issues get <paramref name="mergeInto"/>, or none.</summary>
    public void Delete(JiraUser by, string project, string name, string? mergeInto = null)
    {
        lock (this.desk.Site.Gate)
        {
            var target = mergeInto is null ? null : this.Find(project, mergeInto).Id;
            this.desk.Releases.Delete(by, this.Find(project, name).Id, target);
        }
    }

    private void Change(string project, string name, string eventName, Func<ProjectVersion, ProjectVersion> change)
    {
        lock (this.desk.Site.Gate)
        {
            this.desk.Releases.Change(this.Find(project, name).Id, eventName, change);
        }
    }

    private ProjectVersion Find(string project, string name) =>
        this.desk.Site.Projects[project].Versions.Find(v => v.Name == name)
        ?? throw new InvalidOperationException($"Project {project} has no version '{name}'.");
}
