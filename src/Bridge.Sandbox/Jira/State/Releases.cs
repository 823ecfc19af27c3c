using System.Collections.Immutable;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Fields;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Keeps the versions of projects. No change of a version touches "updated" of its issues, merges excepted.</summary>
internal sealed class Releases(Site site, WebhookFeed feed, IssueWriter writer)
{
    public ProjectVersion Add(Project project, string name, DateOnly? releaseDate, bool released)
    {
        var version = new ProjectVersion(site.NewTextId(), name, releaseDate, released, Archived: false);
        site.Replace(project, version);
        feed.VersionEvent("jira:version_created", project, version);
        return version;
    }

    public void Change(string versionId, string eventName, Func<ProjectVersion, ProjectVersion> change)
    {
        var (project, version) = site.Versions[versionId];
        var changed = change(version);
        site.Replace(project, changed);
        feed.VersionEvent(eventName, project, changed);
    }

    /// <summary>Puts the version at a place of the sequence, 0 for the first.</summary>
    public void Reorder(string versionId, int place)
    {
        var (project, version) = site.Versions[versionId];
        project.Versions.Remove(version);
        project.Versions.Insert(place, version);
        feed.VersionEvent("jira:version_moved", project, version);
    }

    /// <summary>Deletes the version; its issues get the other one, or none.</summary>
    public void Delete(JiraUser author, string versionId, string? mergeInto)
    {
        var (project, version) = site.Versions[versionId];
        foreach (var issue in project.Issues.Values.ToList())
        {
            var values = issue.State.Values;
            values = Swap(Swap(values, "fixVersions", versionId, mergeInto), "versions", versionId, mergeInto);
            writer.Commit(author, issue, values);
        }

        project.Versions.Remove(version);
        site.Versions.Remove(versionId);
        feed.VersionEvent(
            "jira:version_deleted",
            project,
            version,
            mergeInto is null ? null : site.Versions[mergeInto]
        );
    }

    private static ImmutableDictionary<string, object> Swap(
        ImmutableDictionary<string, object> values,
        string field,
        string from,
        string? to
    )
    {
        var list = ListType.Of(values.GetValueOrDefault(field));
        if (!list.Contains(from))
        {
            return values;
        }

        list = list.Remove(from);
        if (to is not null && !list.Contains(to))
        {
            list = list.Add(to);
        }

        return list.IsEmpty ? values.Remove(field) : values.SetItem(field, list);
    }
}
