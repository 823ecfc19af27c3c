using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Projects: their statuses, versions and create screens.</summary>
internal sealed class ProjectRoutes(Site site)
{
    public void Map(Router router)
    {
        router.Api("GET", "project/search", this.Search, Access.Anyone | Access.CloudOnly);
        router.Api("GET", "project", this.All, Access.Anyone);
        router.Api("GET", "project/{project}", this.Get, Access.Anyone);
        router.Api("GET", "project/{project}/statuses", this.Statuses, Access.Anyone);
        router.Api("GET", "project/{project}/versions", this.Versions, Access.Anyone);
        router.Api("GET", "project/{project}/version", this.VersionPage, Access.Anyone);
        router.Api("GET", "version/{version}", this.Version, Access.Anyone);
        router.Api("GET", "issue/createmeta/{project}/issuetypes", this.CreateTypes, Access.Anyone);
        router.Api("GET", "issue/createmeta/{project}/issuetypes/{type}", this.CreateFields, Access.Anyone);
    }

    private static Answer NoProject(Call call) =>
        Answer.Refused(404, $"No project could be found with key '{call.Route("project")}'.");

    private Answer Search(Call call)
    {
        var seen = call.Caller is null ? [] : site.Projects.Values.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        return Page.Of(call, 50, 100)
            .Answer(call, "project/search", seen, (json, project) => IssueJson.WriteProject(json, project, call.Form));
    }

    private Answer All(Call call) =>
        Answer.Array<Project>(
            call.Caller is null ? [] : site.Projects.Values.OrderBy(p => p.Key, StringComparer.Ordinal),
            (json, project) => IssueJson.WriteProject(json, project, call.Form)
        );

    private Answer Get(Call call)
    {
        if (call.Project is not { } project)
        {
            return NoProject(call);
        }

        return Answer.Object(json =>
        {
            IssueJson.WriteProjectMembers(json, project, call.Form);
            json.WriteString("description", "");
            json.WriteStartArray("issueTypes");
            foreach (var type in project.Types)
            {
                IssueTypeType.WriteType(json, type, call.Form);
            }

            json.WriteEndArray();
            json.WriteStartArray("versions");
            foreach (var version in project.Versions)
            {
                VersionJson.Write(json, version, project, call.Form, site.Today);
            }

            json.WriteEndArray();
            json.WriteString("style", "classic");
            json.WriteBoolean("isPrivate", value: false);
        });
    }

    private Answer Statuses(Call call) =>
        call.Project is not { } project
            ? NoProject(call)
            : Answer.Array(
                project.Types,
                (json, type) =>
                {
                    json.WriteStartObject();
                    json.WriteString("self", call.Form.Self("issuetype/" + type.Id));
                    json.WriteString("id", type.Id);
                    json.WriteString("name", type.Name);
                    json.WriteBoolean("subtask", value: false);
                    json.WriteStartArray("statuses");
                    foreach (var status in project.Statuses)
                    {
                        StatusType.WriteStatus(json, status, call.Form);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            );

    private Answer Versions(Call call) =>
        call.Project is not { } project
            ? NoProject(call)
            : Answer.Array(
                project.Versions,
                (json, version) => VersionJson.Write(json, version, project, call.Form, site.Today)
            );

    private Answer VersionPage(Call call)
    {
        if (call.Project is not { } project)
        {
            return NoProject(call);
        }

        var wanted = call.QueryList("status");
        var text = call.Query("query");
        var found = project.Versions.Where(v =>
            (wanted.Count == 0 || wanted.Contains(StatusOf(v)))
            && (text is null || v.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
        );
        found = call.Query("orderBy") switch
        {
            "releaseDate" or "+releaseDate" => found.OrderBy(v => v.ReleaseDate ?? DateOnly.MaxValue),
            "-releaseDate" => found.OrderByDescending(v => v.ReleaseDate ?? DateOnly.MinValue),
            "name" or "+name" => found.OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase),
            "-name" => found.OrderByDescending(v => v.Name, StringComparer.OrdinalIgnoreCase),
            "-sequence" => found.Reverse(),
            _ => found,
        };
        return Page.Of(call, 50, 50)
            .Answer(
                call,
                $"project/{project.Key}/version",
                found.ToList(),
                (json, version) => VersionJson.Write(json, version, project, call.Form, site.Today)
            );

        static string StatusOf(ProjectVersion v) =>
            v.Archived ? "archived"
            : v.Released ? "released"
            : "unreleased";
    }

    private Answer Version(Call call) =>
        call.Caller is not null && site.Versions.TryGetValue(call.Route("version"), out var found)
            ? Answer.Json(200, json => VersionJson.Write(json, found.Version, found.Project, call.Form, site.Today))
            : Answer.Refused(404, $"Could not find version for id '{call.Route("version")}'");

    /// <summary>Data Center answers 400 where Cloud says 404.</summary>
    private static Answer NoScreens(Call call) =>
        call.Form.IsCloud ? NoProject(call) : Answer.Refused(400, "The project does not exist or is not visible.");

    private Answer CreateTypes(Call call)
    {
        if (call.Project is not { } project)
        {
            return NoScreens(call);
        }

        return MetaPage(
            call,
            "issueTypes",
            project.Types,
            (json, type) => IssueTypeType.WriteType(json, type, call.Form)
        );
    }

    private Answer CreateFields(Call call)
    {
        if (call.Project is not { } project || !project.Types.Exists(t => t.Id == call.Route("type")))
        {
            return NoScreens(call);
        }

        var fields = site.Fields.Where(f => f.CanBeSet && IssueWriter.IsOnCreate(project, f.Id)).ToList();
        var view = call.View(new FieldSelection([], "*all"));
        return MetaPage(
            call,
            "fields",
            fields,
            (json, field) =>
            {
                var required = field.Id is "summary" or "issuetype" || project.RequiredOnCreate.Contains(field.Id);
                MetaJson.WriteField(json, field, project, view, required, withFieldId: true);
            }
        );
    }

    private static Answer MetaPage<T>(
        Call call,
        string name,
        IReadOnlyList<T> all,
        Action<System.Text.Json.Utf8JsonWriter, T> write
    )
    {
        var page = Page.Of(call, 50, 200);
        return Answer.Object(json =>
        {
            json.WriteNumber("maxResults", page.MaxResults);
            json.WriteNumber("startAt", page.StartAt);
            json.WriteNumber("total", all.Count);
            if (!call.Form.IsCloud)
            {
                json.WriteBoolean("isLast", page.StartAt + page.MaxResults >= all.Count);
            }

            json.WriteStartArray(call.Form.IsCloud ? name : "values");
            foreach (var item in all.Skip(page.StartAt).Take(page.MaxResults))
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }
}
