using System.Globalization;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.Jira.Query;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Search as Cloud has it (token paging, bounded JQL) and as Data Center has it (startAt and total).</summary>
internal sealed class SearchRoutes(Site site)
{
    private const string Removed =
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
        + "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046";

    private static readonly HashSet<string> BodyKeys = new(StringComparer.Ordinal)
    {
        "jql",
        "fields",
        "expand",
        "maxResults",
        "nextPageToken",
        "properties",
        "fieldsByKeys",
        "reconcileIssues",
        "failFast",
    };

    public void Map(Router router)
    {
        foreach (var method in (string[])["GET", "POST"])
        {
            router.Api(method, "search", this.OldSearch, Access.Anyone);
        }

        router.Api("POST", "search/jql", this.Post, Access.Anyone | Access.CloudOnly);
        router.Api("GET", "search/jql", this.Get, Access.Anyone | Access.CloudOnly);
        router.Api("POST", "search/approximate-count", this.Count, Access.Anyone | Access.CloudOnly);
    }

    private static Answer BadPayload() =>
        Answer.Refused(
            Problem.Of(400, "Invalid request payload. Refer to the REST API documentation and try again.") with
            {
                WithoutErrors = true,
            }
        );

    private static bool IsText(JsonElement body, string name) =>
        !Json.Has(body, name) || body.GetProperty(name).ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static IReadOnlyList<string> Texts(JsonElement body, string name) =>
        [.. Json.Items(body, name).Select(e => e.ToString())];

    private Answer Post(Call call)
    {
        var body = call.Body;
        if (
            body.ValueKind != JsonValueKind.Object
            || body.EnumerateObject().Any(m => !BodyKeys.Contains(m.Name))
            || !IsText(body, "expand")
            || !IsText(body, "jql")
        )
        {
            return BadPayload();
        }

        return this.Search(
            call,
            new Request(
                Json.Text(body, "jql") ?? "",
                Texts(body, "fields"),
                Json.Text(body, "expand") ?? "",
                Texts(body, "properties"),
                Json.Text(body, "maxResults"),
                Json.Text(body, "nextPageToken"),
                Texts(body, "reconcileIssues")
            )
        );
    }

    private Answer Get(Call call) =>
        this.Search(
            call,
            new Request(
                call.Query("jql") ?? "",
                call.QueryList("fields"),
                call.Query("expand") ?? "",
                call.QueryList("properties"),
                call.Query("maxResults"),
                call.Query("nextPageToken"),
                call.QueryList("reconcileIssues")
            )
        );

    private Answer Search(Call call, Request request)
    {
        var size = int.TryParse(request.MaxResults ?? "50", CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        if (size is < 1 or > 5_000)
        {
            return Answer.Refused(400, "The max results parameter has to be between 1 and 5,000.");
        }

        var (query, problem) = JqlParser.Parse(request.Jql, new JqlScope(site, call.Caller ?? site.Bot));
        if (
            query is null
            && (call.Caller is not null || problem!.Messages[0].StartsWith("Unb", StringComparison.Ordinal))
        )
        {
            return Answer.Refused(problem!);
        }

        if (PageToken.Read(request.Token, request.Jql, site.Now) is not { } start)
        {
            return Answer.Refused(400, "The provided next page token is invalid or expired.");
        }

        if (request.Reconcile.Count > 50)
        {
            return BadPayload();
        }

        var reconciled = request
            .Reconcile.Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToHashSet();
        var hits = call.Caller is null ? [] : query!.Run(site, reconciled);
        var fields = new FieldSelection(request.Fields, "id");
        size = fields.HasFields ? Math.Min(size, site.Options.SearchPageCap) : size;
        var view = call.View(fields) with
        {
            Expand = request.Expand.Split(',').ToHashSet(StringComparer.Ordinal),
            Properties = request.Properties,
        };
        view = request.Expand.Length == 0 ? view with { Expand = new HashSet<string>(StringComparer.Ordinal) } : view;
        return Answer.Object(json =>
        {
            json.WriteStartArray("issues");
            foreach (var (issue, state) in hits.Skip(start).Take(size))
            {
                IssueJson.Write(json, issue, state, view);
            }

            json.WriteEndArray();
            if (start + size < hits.Count)
            {
                json.WriteString("nextPageToken", PageToken.Write(start + size, request.Jql, site.Now));
            }

            json.WriteBoolean("isLast", start + size >= hits.Count);
        });
    }

    private Answer Count(Call call)
    {
        var (query, problem) = JqlParser.Parse(
            Json.Text(call.Body, "jql") ?? "",
            new JqlScope(site, call.Caller ?? site.Bot)
        );
        return query is null
            ? Answer.Refused(problem!)
            : Answer.Object(json =>
                json.WriteNumber("count", call.Caller is null ? 0 : query.Run(site, new HashSet<long>()).Count)
            );
    }

    private Answer OldSearch(Call call)
    {
        if (call.Form.IsCloud)
        {
            return Answer.Refused(410, Removed);
        }

        var jql = Json.Text(call.Body, "jql") ?? call.Query("jql") ?? "";
        var start = Number("startAt", 0);
        var size = Math.Clamp(Number("maxResults", 50), 0, 1_000);
        var (query, problem) = JqlParser.Parse(jql, new JqlScope(site, call.Caller ?? site.Bot));
        if (query is null)
        {
            return Answer.Refused(problem!);
        }

        var fields = Json.Has(call.Body, "fields") ? Texts(call.Body, "fields") : call.QueryList("fields");
        var expand = Json.Has(call.Body, "expand") ? Texts(call.Body, "expand") : call.QueryList("expand");
        var view = call.View(new FieldSelection(fields, "*navigable")) with
        {
            Expand = expand.ToHashSet(StringComparer.Ordinal),
        };
        var hits = call.Caller is null ? [] : query.Run(site, new HashSet<long>());
        return Answer.Object(json =>
        {
            json.WriteString("expand", "names,schema");
            json.WriteNumber("startAt", start);
            json.WriteNumber("maxResults", size);
            json.WriteNumber("total", hits.Count);
            json.WriteStartArray("issues");
            foreach (var (issue, state) in hits.Skip(start).Take(size))
            {
                IssueJson.Write(json, issue, state, view);
            }

            json.WriteEndArray();
            json.WriteNull("warningMessages");
            json.WriteNull("names");
            json.WriteNull("schema");
        });

        int Number(string name, int otherwise) =>
            int.TryParse(Json.Text(call.Body, name), CultureInfo.InvariantCulture, out var number)
                ? number
                : call.QueryNumber(name, otherwise);
    }

    private sealed record Request(
        string Jql,
        IReadOnlyList<string> Fields,
        string Expand,
        IReadOnlyList<string> Properties,
        string? MaxResults,
        string? Token,
        IReadOnlyList<string> Reconcile
    );

    /// <summary>The opaque token of the next page: valid for 7 days and for its own query.</summary>
    private static class PageToken
    {
        private static readonly TimeSpan Life = TimeSpan.FromDays(7);

        public static string Write(int start, string jql, DateTimeOffset now) =>
            Convert.ToBase64String(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{start}|{now.ToUnixTimeSeconds()}|{jql}")
                )
            );

        public static int? Read(string? token, string jql, DateTimeOffset now)
        {
            if (token is null)
            {
                return 0;
            }

            var buffer = new byte[token.Length];
            if (!Convert.TryFromBase64String(token, buffer, out var length))
            {
                return null;
            }

            var parts = Encoding.UTF8.GetString(buffer, 0, length).Split('|', 3);
            return
                parts.Length == 3
                && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var start)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var issued)
                && now - DateTimeOffset.FromUnixTimeSeconds(issued) <= Life
                && parts[2] == jql
                ? start
                : null;
        }
    }
}
