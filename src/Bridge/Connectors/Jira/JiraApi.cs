using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>What came of a call: a value, or why there is none. Date is the server's clock, null when it did not say.</summary>
internal sealed record JiraAnswer<T>(T? Value, Failure? Failure, DateTimeOffset? Date = null)
    where T : class;

/// <summary>Nothing but the fact that the call was good.</summary>
internal sealed record Accepted
{
    public static Accepted Instance { get; } = new();
}

/// <summary>The calls of Jira Cloud's REST API v3 that the bridge makes, one method each. No call is repeated here but GETs.</summary>
internal sealed class JiraApi(ToolHttp http, TimeProvider time, Uri root, Func<AuthenticationHeaderValue> authorization)
{
    private const int PageSize = 100;
    private const string Transitions = "expand=transitions,transitions.fields";

    /// <summary>More pages than any real list has: a guard against a server that never ends one.</summary>
    private const int MostPages = 200;

    public Task<JiraAnswer<WireUser>> MyselfAsync(CancellationToken cancel) =>
        this.GetAsync("myself", JiraJson.Default.WireUser, Priority.State, cancel);

    public Task<JiraAnswer<List<WireField>>> FieldsAsync(CancellationToken cancel) =>
        this.GetAsync("field", JiraJson.Default.ListWireField, Priority.Rest, cancel);

    public Task<JiraAnswer<WireProject>> ProjectAsync(string key, CancellationToken cancel) =>
        this.GetAsync($"project/{Escape(key)}", JiraJson.Default.WireProject, Priority.Rest, cancel);

    public Task<JiraAnswer<List<WireProject>>> ProjectsAsync(CancellationToken cancel) =>
        this.PagesAsync("project/search", JiraJson.Default.WirePageWireProject, cancel);

    public Task<JiraAnswer<List<WireIssueType>>> StatusesAsync(string projectKey, CancellationToken cancel) =>
        this.GetAsync(
            $"project/{Escape(projectKey)}/statuses",
            JiraJson.Default.ListWireIssueType,
            Priority.Rest,
            cancel
        );

    public Task<JiraAnswer<List<WireAllowed>>> ResolutionsAsync(CancellationToken cancel) =>
        this.PagesAsync("resolution/search", JiraJson.Default.WirePageWireAllowed, cancel);

    public Task<JiraAnswer<List<WireIssueType>>> CreatableTypesAsync(string projectKey, CancellationToken cancel) =>
        this.PagesAsync(
            $"issue/createmeta/{Escape(projectKey)}/issuetypes",
            JiraJson.Default.WirePageWireIssueType,
            cancel
        );

    public Task<JiraAnswer<List<WireScreenField>>> CreateScreenAsync(
        string projectKey,
        string typeId,
        CancellationToken cancel
    ) =>
        this.PagesAsync(
            $"issue/createmeta/{Escape(projectKey)}/issuetypes/{Escape(typeId)}",
            JiraJson.Default.WirePageWireScreenField,
            cancel
        );

    /// <summary>All versions of the project, unpaged, in sequence order.</summary>
    public Task<JiraAnswer<List<WireVersion>>> VersionsAsync(string projectKey, CancellationToken cancel) =>
        this.GetAsync(
            $"project/{Escape(projectKey)}/versions",
            JiraJson.Default.ListWireVersion,
            Priority.State,
            cancel
        );

    /// <summary>One issue with these fields.</summary>
    /// <param name="idOrKey">A key from before a move finds the issue too; the answer then has the new key.</param>
    /// <param name="withTransitions">Whether to tell what is open to it as well, which saves a call.</param>
    public Task<JiraAnswer<WireIssue>> IssueAsync(
        string idOrKey,
        IEnumerable<string> fields,
        CancellationToken cancel,
        bool withTransitions = false
    ) =>
        this.GetAsync(
            $"issue/{Escape(idOrKey)}?fields={Escape(string.Join(',', fields))}"
                + (withTransitions ? "&" + Transitions : ""),
            JiraJson.Default.WireIssue,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WireScreen>> EditScreenAsync(string id, CancellationToken cancel) =>
        this.GetAsync($"issue/{Escape(id)}/editmeta", JiraJson.Default.WireScreen, Priority.State, cancel);

    public Task<JiraAnswer<WireCommentPage>> CommentsAsync(string id, int startAt, CancellationToken cancel) =>
        this.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"issue/{Escape(id)}/comment?startAt={startAt}&maxResults={PageSize}&orderBy=created&expand=properties"
            ),
            JiraJson.Default.WireCommentPage,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WireTransitions>> TransitionsAsync(string id, CancellationToken cancel) =>
        this.GetAsync(
            $"issue/{Escape(id)}/transitions?expand=transitions.fields",
            JiraJson.Default.WireTransitions,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WirePermissions>> PermissionsAsync(string query, CancellationToken cancel) =>
        this.GetAsync($"mypermissions?{query}", JiraJson.Default.WirePermissions, Priority.Rest, cancel);

    public Task<JiraAnswer<List<WireUser>>> UsersAsync(string query, CancellationToken cancel) =>
        this.GetAsync(
            $"user/search?query={Escape(query)}&maxResults=50",
            JiraJson.Default.ListWireUser,
            Priority.State,
            cancel
        );

    public Task<JiraAnswer<WireIssue>> CreateAsync(JsonObject body, CancellationToken cancel) =>
        this.SendAsync(HttpMethod.Post, "issue", body, JiraJson.Default.WireIssue, Priority.State, cancel);

    /// <summary>Edits and gives the issue as it is after this very edit; null where the answer is 204.</summary>
    public async Task<JiraAnswer<WireIssue>> EditAsync(
        string id,
        JsonObject body,
        bool withTransitions,
        CancellationToken cancel
    )
    {
        var path = $"issue/{Escape(id)}?returnIssue=true" + (withTransitions ? "&" + Transitions : "");
        var answer = await this.AskAsync(HttpMethod.Put, path, body, Priority.State, cancel);
        return answer is { Status: 204, Good: true } && JiraFailures.Of(answer, time.GetUtcNow()) is null
            ? new JiraAnswer<WireIssue>(null, null)
            : this.Read(answer, JiraJson.Default.WireIssue);
    }

    public Task<JiraAnswer<Accepted>> TransitAsync(string id, JsonObject body, CancellationToken cancel) =>
        this.TellAsync(HttpMethod.Post, $"issue/{Escape(id)}/transitions", body, Priority.State, cancel);

    public Task<JiraAnswer<WireComment>> AddCommentAsync(string id, JsonObject body, CancellationToken cancel) =>
        this.SendAsync(
            HttpMethod.Post,
            $"issue/{Escape(id)}/comment",
            body,
            JiraJson.Default.WireComment,
            Priority.Rest,
            cancel
        );

    /// <summary>The same globalId on the same issue updates the link in place.</summary>
    public Task<JiraAnswer<Accepted>> PutRemoteLinkAsync(string id, JsonObject body, CancellationToken cancel) =>
        this.TellAsync(HttpMethod.Post, $"issue/{Escape(id)}/remotelink", body, Priority.State, cancel);

    /// <summary>One page. The search may lag behind the writes; only the missing token says that a page is the last.</summary>
    public Task<JiraAnswer<WireSearchPage>> SearchAsync(
        string jql,
        string fields,
        string? pageToken,
        Priority priority,
        CancellationToken cancel
    ) =>
        this.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"search/jql?jql={Escape(jql)}&fields={Escape(fields)}&maxResults={PageSize}"
            ) + (pageToken is null ? "" : $"&nextPageToken={Escape(pageToken)}"),
            JiraJson.Default.WireSearchPage,
            priority,
            cancel
        );

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private async Task<JiraAnswer<List<T>>> PagesAsync<T>(
        string path,
        JsonTypeInfo<WirePage<T>> type,
        CancellationToken cancel
    )
    {
        var all = new List<T>();
        for (var page = 0; page < MostPages; page++)
        {
            var url = string.Create(CultureInfo.InvariantCulture, $"{path}?startAt={all.Count}&maxResults={PageSize}");
            var answer = await this.GetAsync(url, type, Priority.Rest, cancel);
            if (answer.Value is not { } part)
            {
                return new JiraAnswer<List<T>>(null, answer.Failure);
            }

            all.AddRange(part.Items);
            if (part.Items.Count == 0 || part.IsLast == true || (part.IsLast is null && all.Count >= part.Total))
            {
                return new JiraAnswer<List<T>>(all, null);
            }
        }

        return new JiraAnswer<List<T>>(
            null,
            new Failure(FailureKind.Unknown, $"Jira's list {path} does not end after {MostPages} pages")
        );
    }

    private Task<JiraAnswer<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.SendAsync(HttpMethod.Get, path, null, type, priority, cancel);

    private async Task<JiraAnswer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        JsonObject? body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.Read(await this.AskAsync(method, path, body, priority, cancel), type);

    private async Task<JiraAnswer<Accepted>> TellAsync(
        HttpMethod method,
        string path,
        JsonObject body,
        Priority priority,
        CancellationToken cancel
    )
    {
        var answer = await this.AskAsync(method, path, body, priority, cancel);
        var failure = JiraFailures.Of(answer, time.GetUtcNow()) ?? LoginPage(answer);
        return new JiraAnswer<Accepted>(failure is null ? Accepted.Instance : null, failure);
    }

    private static Failure? LoginPage(ToolAnswer answer) =>
        answer.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)
            ? JiraFailures.Unreadable(answer, "JSON")
            : null;

    private JiraAnswer<T> Read<T>(ToolAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        var date = answer.Headers?.Date;
        if (JiraFailures.Of(answer, time.GetUtcNow()) is { } failure)
        {
            return new JiraAnswer<T>(null, failure, date);
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, type) is { } value
                ? new JiraAnswer<T>(value, null, date)
                : new JiraAnswer<T>(null, JiraFailures.Unreadable(answer, "what was asked for"), date);
        }
        catch (JsonException)
        {
            return new JiraAnswer<T>(null, JiraFailures.Unreadable(answer, "readable JSON"), date);
        }
    }

    private Task<ToolAnswer> AskAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        Priority priority,
        CancellationToken cancel
    )
    {
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        return http.SendAsync(
            () =>
            {
                // Jira answers 415 to a bodyless DELETE without a content type, so every request states one.
                var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content };
                request.Headers.Authorization = authorization();
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                return request;
            },
            priority,
            cancel
        );
    }
}
