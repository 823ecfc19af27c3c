using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>What belongs to the whole site: the caller, the server, fields, users, lists of choices.</summary>
internal sealed class SiteRoutes(Site site)
{
    public void Map(Router router)
    {
        router.Api(
            "GET",
            "myself",
            c => Answer.Json(200, json => PersonJson.Write(json, c.User, c.Form, isReader: true))
        );
        router.Api("GET", "serverInfo", this.ServerInfo, Access.Anyone);
        router.Api("GET", "field", this.FieldList, Access.Anyone);
        router.Api("GET", "user/search", this.UserSearch, Access.Anyone);
        router.Api("GET", "user/assignable/search", this.AssignableSearch);
        router.Api("GET", "user", this.OneUser);
        router.Api("GET", "priority", this.Priorities);
        router.Api("GET", "priority/search", this.PriorityPage, Access.CloudOnly);
        router.Api("GET", "resolution", this.Resolutions);
        router.Api("GET", "resolution/search", this.ResolutionPage, Access.CloudOnly);
        router.Api("GET", "status", this.StatusList, Access.Anyone);
        router.Api("GET", "statuscategory", this.Categories);
        router.Api("GET", "label", this.Labels, Access.CloudOnly);
        router.Api("GET", "mypermissions", Permissions, Access.Anyone);
        router.Map("GET", "/_edge/tenant_info", this.Tenant, Access.Anyone | Access.CloudOnly);
    }

    private static readonly string[] AllPermissions =
    [
        "BROWSE_PROJECTS",
        "CREATE_ISSUES",
        "EDIT_ISSUES",
        "TRANSITION_ISSUES",
        "ADD_COMMENTS",
        "CREATE_ATTACHMENTS",
        "LINK_ISSUES",
        "ASSIGN_ISSUES",
        "SCHEDULE_ISSUES",
        "RESOLVE_ISSUES",
    ];

    private Answer ServerInfo(Call call) =>
        Answer.Object(json =>
        {
            json.WriteString("baseUrl", call.Form.BaseUrl);
            json.WriteString("version", call.Form.IsCloud ? "1001.0.0-SNAPSHOT" : "10.3.2");
            json.WriteStartArray("versionNumbers");
            foreach (var number in call.Form.IsCloud ? (int[])[1001, 0, 0] : [10, 3, 2])
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
            json.WriteString("deploymentType", call.Form.IsCloud ? "Cloud" : "Server");
            json.WriteNumber("buildNumber", 100_290);
            json.WriteString("buildDate", call.Form.Stamp(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            json.WriteString("serverTime", call.Form.Stamp(site.Now));
            json.WriteString("scmInfo", "1f51473f5c7b75c1a69a0090f4832cdc5053702a");
            json.WriteString("serverTitle", "Jira");
            if (call.Form.IsCloud)
            {
                json.WriteStartObject("defaultLocale");
                json.WriteString("locale", "en_US");
                json.WriteEndObject();
                json.WriteString("serverTimeZone", "Etc/UTC");
            }
        });

    private Answer FieldList(Call call) =>
        Answer.Array(
            site.Fields.Where(f => call.Caller is not null || !f.IsCustom),
            (json, field) => MetaJson.WriteDefinition(json, field)
        );

    private Answer UserSearch(Call call)
    {
        var query = call.Query(call.Form.IsCloud ? "query" : "username");
        var accountId = call.Form.IsCloud ? call.Query("accountId") : null;
        if (query is null == accountId is null)
        {
            return Answer.Refused(400, "Exactly one of the query or accountId parameters is required.");
        }

        var found = site.Users.Where(u =>
            u.Active && (accountId is not null ? u.AccountId == accountId : Answers(u, query!))
        );
        return this.Users(call, call.Caller is null ? [] : found);
    }

    private Answer AssignableSearch(Call call)
    {
        if (call.Query("project") is null && call.Query("issueKey") is null)
        {
            return Answer.Refused(400, "Either the project or the issueKey parameter is required.");
        }

        var missing = call.Query("project") is { } project
            ? site.FindProject(project) is null
            : site.Issues.Find(call.Query("issueKey")!) is null;
        if (missing)
        {
            return Answer.Refused(404, "No project could be found.");
        }

        var query = call.Query(call.Form.IsCloud ? "query" : "username") ?? "";
        return this.Users(call, site.Users.Where(u => u.Active && Answers(u, query)));
    }

    /// <summary>The name by its beginning; an e-mail address whole, though it is hidden.</summary>
    private static bool Answers(JiraUser user, string query) =>
        user.DisplayName.Contains(query, StringComparison.OrdinalIgnoreCase)
        || string.Equals(user.Email, query, StringComparison.OrdinalIgnoreCase)
        || user.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase);

    private Answer Users(Call call, IEnumerable<JiraUser> users)
    {
        var page = Page.Of(call, 50, 1_000);
        return Answer.Array(
            users.Skip(page.StartAt).Take(page.MaxResults),
            (json, user) => PersonJson.Write(json, user, call.Form)
        );
    }

    private Answer OneUser(Call call)
    {
        var id = call.Query(call.Form.IsCloud ? "accountId" : "username") ?? "";
        return site.FindUser(id) is { } user
            ? Answer.Json(200, json => PersonJson.Write(json, user, call.Form))
            : Answer.Refused(404, "Specified user does not exist or you do not have required permissions");
    }

    private Answer Priorities(Call call) =>
        Answer.Array(site.Priorities, (json, priority) => PriorityType.WritePriority(json, priority, call.Form));

    private Answer PriorityPage(Call call) =>
        Page.Of(call, 50, 50)
            .Answer(
                call,
                "priority/search",
                site.Priorities,
                (json, priority) => PriorityType.WritePriority(json, priority, call.Form)
            );

    private Answer Resolutions(Call call) =>
        Answer.Array(site.Resolutions, (json, r) => ResolutionType.WriteResolution(json, r, call.Form));

    private Answer ResolutionPage(Call call) =>
        Page.Of(call, 50, 50)
            .Answer(
                call,
                "resolution/search",
                site.Resolutions,
                (json, r) => ResolutionType.WriteResolution(json, r, call.Form)
            );

    private Answer StatusList(Call call) =>
        Answer.Array(
            call.Caller is null ? [] : site.Statuses.Values.AsEnumerable(),
            (json, status) => StatusType.WriteStatus(json, status, call.Form)
        );

    private Answer Categories(Call call) =>
        Answer.Array(
            Enum.GetValues<JiraStatusCategory>(),
            (json, category) => StatusType.WriteCategory(json, category, call.Form)
        );

    private Answer Labels(Call call) =>
        Page.Of(call, 1_000, 1_000)
            .Answer(
                call,
                "label",
                site.Issues.Labels.Order(StringComparer.Ordinal).ToList(),
                (json, label) => json.WriteStringValue(label)
            );

    /// <summary>Cloud wants the permissions named, Data Center tells them all; a known caller has them all.</summary>
    private static Answer Permissions(Call call)
    {
        var wanted = call.QueryList("permissions");
        if (wanted.Count == 0 && call.Form.IsCloud)
        {
            return Answer.Refused(400, "The permissions query parameter is required.");
        }

        return Answer.Object(json =>
        {
            json.WriteStartObject("permissions");
            foreach (var key in call.Form.IsCloud ? wanted : AllPermissions)
            {
                json.WriteStartObject(key);
                json.WriteString("key", key);
                json.WriteString("type", "PROJECT");
                json.WriteBoolean("havePermission", call.Caller is not null);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private Answer Tenant(Call call) => Answer.Object(json => json.WriteString("cloudId", site.Options.CloudId));
}
