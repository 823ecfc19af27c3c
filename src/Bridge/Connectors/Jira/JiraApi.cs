using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>The calls of Jira's REST API that the bridge makes, one method each: those of the whole site here.</summary>
internal sealed partial class JiraApi(JiraCalls calls, JiraDialect dialect, JiraRecent recent)
{
    /// <summary>
    /// Pages of a search by offset overlap by so many issues: one that changes between two pages moves to the end, and the
    /// others move up.
    /// </summary>
    private const int SearchOverlap = 10;

    public Task<JiraAnswer<WireUser>> MyselfAsync(CancellationToken cancel) =>
        calls.GetAsync("myself", JiraJson.Default.WireUser, Priority.State, cancel);

    public Task<JiraAnswer<List<WireField>>> FieldsAsync(CancellationToken cancel) =>
        calls.GetAsync("field", JiraJson.Default.ListWireField, Priority.Rest, cancel);

    public Task<JiraAnswer<WireProject>> ProjectAsync(string key, CancellationToken cancel) =>
        calls.GetAsync($"project/{JiraCalls.Escape(key)}", JiraJson.Default.WireProject, Priority.Rest, cancel);

    public Task<JiraAnswer<List<WireProject>>> ProjectsAsync(CancellationToken cancel) =>
        this.AllAsync("project", JiraJson.Default.WirePageWireProject, JiraJson.Default.ListWireProject, cancel);

    public Task<JiraAnswer<List<WireIssueType>>> StatusesAsync(string projectKey, CancellationToken cancel) =>
        calls.GetAsync(
            $"project/{JiraCalls.Escape(projectKey)}/statuses",
            JiraJson.Default.ListWireIssueType,
            Priority.Rest,
            cancel
        );

    public Task<JiraAnswer<List<WireAllowed>>> ResolutionsAsync(CancellationToken cancel) =>
        this.AllAsync("resolution", JiraJson.Default.WirePageWireAllowed, JiraJson.Default.ListWireAllowed, cancel);

    public Task<JiraAnswer<List<WireIssueType>>> CreatableTypesAsync(string projectKey, CancellationToken cancel) =>
        calls.PagesAsync(
            $"issue/createmeta/{JiraCalls.Escape(projectKey)}/issuetypes",
            JiraJson.Default.WirePageWireIssueType,
            cancel
        );

    public Task<JiraAnswer<List<WireScreenField>>> CreateScreenAsync(
        string projectKey,
        string typeId,
        CancellationToken cancel
    ) =>
        calls.PagesAsync(
            $"issue/createmeta/{JiraCalls.Escape(projectKey)}/issuetypes/{JiraCalls.Escape(typeId)}",
            JiraJson.Default.WirePageWireScreenField,
            cancel
        );

    /// <summary>All versions of the project, unpaged, in sequence order.</summary>
    public Task<JiraAnswer<List<WireVersion>>> VersionsAsync(string projectKey, CancellationToken cancel) =>
        calls.GetAsync(
            $"project/{JiraCalls.Escape(projectKey)}/versions",
            JiraJson.Default.ListWireVersion,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WirePermissions>> PermissionsAsync(string query, CancellationToken cancel) =>
        calls.GetAsync($"mypermissions?{query}", JiraJson.Default.WirePermissions, Priority.Rest, cancel);

    /// <summary>Active people by their words, or the one of this id.</summary>
    public Task<JiraAnswer<List<WireUser>>> UsersAsync(string text, bool isId, CancellationToken cancel) =>
        calls.GetAsync(
            $"user/search?{dialect.PeopleQuery(text, isId)}&maxResults=50",
            JiraJson.Default.ListWireUser,
            Priority.State,
            cancel
        );

    /// <summary>
    /// One page. The search may lag behind the writes (those of this connection excepted, as far as Jira lets it look); only
    /// the missing token says that a page is the last.
    /// </summary>
    /// <param name="reconcile">Ids of issues that are to be looked at themselves; the same for all pages of a search.</param>
    public async Task<JiraAnswer<WireSearchPage>> SearchAsync(
        string jql,
        string fields,
        string? pageToken,
        IReadOnlyList<string> reconcile,
        Priority priority,
        CancellationToken cancel
    )
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"jql={JiraCalls.Escape(jql)}&fields={JiraCalls.Escape(fields)}&maxResults={JiraCalls.PageSize}"
        );
        if (dialect.SearchesByToken)
        {
            query += pageToken is null ? "" : $"&nextPageToken={JiraCalls.Escape(pageToken)}";
            query += string.Concat(reconcile.Select(id => $"&reconcileIssues={id}"));
            return await calls.GetAsync("search/jql?" + query, JiraJson.Default.WireSearchPage, priority, cancel);
        }

        var from = pageToken is null ? 0 : int.Parse(pageToken, CultureInfo.InvariantCulture);
        query += string.Create(CultureInfo.InvariantCulture, $"&startAt={from}");
        var answer = await calls.GetAsync("search?" + query, JiraJson.Default.WireSearchPage, priority, cancel);
        return answer.Value is { } page
            ? answer with
            {
                Value = page with { NextPageToken = Next(page, from) },
            }
            : answer;
    }

    /// <summary>What <see cref="SearchAsync"/> may reconcile: what this connection wrote a short while ago.</summary>
    public IReadOnlyList<string> Recent => dialect.SearchesByToken ? recent.Ids : [];

    private static string? Next(WireSearchPage page, int from)
    {
        var seen = from + (page.Issues?.Count ?? 0);
        return page.Issues is not { Count: > 0 } || seen >= page.Total
            ? null
            : Math.Max(from + 1, seen - SearchOverlap).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A list of the whole site: in pages on Cloud, at once on Data Center.</summary>
    private Task<JiraAnswer<List<T>>> AllAsync<T>(
        string path,
        JsonTypeInfo<WirePage<T>> page,
        JsonTypeInfo<List<T>> list,
        CancellationToken cancel
    ) =>
        dialect.PagesLists
            ? calls.PagesAsync(path + "/search", page, cancel)
            : calls.GetAsync(path, list, Priority.Rest, cancel);
}
