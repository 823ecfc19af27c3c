using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What a call gave: a value, or why there is none. Answer is the last one that came.</summary>
/// <param name="More">True when the tool has a next page.</param>
internal sealed record Asked<T>(T? Value, Failure? Failure, ToolAnswer Answer, bool More)
    where T : class;

/// <summary>
/// The calls of API v2 that the bridge makes, one method each. The key travels in every request, so every request goes to
/// the configured address; the address in a Link header is only read for whether there is a next page.
/// </summary>
internal sealed class FreshdeskApi(ToolHttp http, ConnectionOptions options, TimeProvider time)
{
    /// <summary>Pages of 100 of anything but tickets; no account comes near.</summary>
    private const int MostPages = 50;

    private static readonly FreshdeskJson Json = FreshdeskJson.Default;

    private readonly Uri root = new(
        (
            options.BaseUrl ?? throw new ArgumentException("A Freshdesk connection needs BaseUrl.", nameof(options))
        ).TrimEnd('/') + "/api/v2/"
    );

    /// <summary>Made for each request: the key may be renewed while the bridge runs.</summary>
    private AuthenticationHeaderValue Key =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes((options.ApiKey ?? "") + ":X")));

    /// <summary>Costs 1 credit and one more for each include, conversations 2.</summary>
    internal Task<Asked<TicketWire>> TicketAsync(long id, string? include, CancellationToken cancel) =>
        this.GetAsync(
            $"tickets/{Text(id)}{(include is null ? "" : "?include=" + include)}",
            Json.TicketWire,
            Priority.State,
            cancel
        );

    /// <summary>A ticket that was closed and untouched for 120 days; the plain address no longer knows it.</summary>
    internal Task<Asked<TicketWire>> ArchivedTicketAsync(long id, CancellationToken cancel) =>
        this.GetAsync($"tickets/archived/{Text(id)}", Json.TicketWire, Priority.State, cancel);

    /// <summary>All pages, as the tool orders them.</summary>
    internal Task<Asked<ConversationWire[]>> ConversationsAsync(long id, bool archived, CancellationToken cancel) =>
        this.PagesAsync(
            $"tickets/{(archived ? "archived/" : "")}{Text(id)}/conversations?per_page=100",
            Json.ConversationWireArray,
            Priority.State,
            cancel
        );

    /// <summary>
    /// One page of tickets changed since then (inclusive, by the second), oldest change first. Filter is null, "deleted" or "spam".
    /// </summary>
    internal Task<Asked<TicketWire[]>> TicketsAsync(
        DateTimeOffset since,
        int page,
        string? filter,
        CancellationToken cancel
    )
    {
        var from = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var only = filter is null ? "" : $"filter={filter}&";
        return this.GetAsync(
            $"tickets?{only}updated_since={from}&order_by=updated_at&order_type=asc&per_page=100&page={Text(page)}",
            Json.TicketWireArray,
            Priority.Rest,
            cancel
        );
    }

    internal Task<Asked<TicketFieldWire[]>> TicketFieldsAsync(CancellationToken cancel) =>
        this.GetAsync("ticket_fields", Json.TicketFieldWireArray, Priority.State, cancel);

    internal Task<Asked<GroupWire[]>> GroupsAsync(CancellationToken cancel) =>
        this.PagesAsync("groups?per_page=100", Json.GroupWireArray, Priority.State, cancel);

    internal Task<Asked<ContactWire>> ContactAsync(long id, CancellationToken cancel) =>
        this.GetAsync($"contacts/{Text(id)}", Json.ContactWire, Priority.State, cancel);

    internal Task<Asked<CompanyWire>> CompanyAsync(long id, CancellationToken cancel) =>
        this.GetAsync($"companies/{Text(id)}", Json.CompanyWire, Priority.State, cancel);

    /// <summary>The agent whose key this is; any agent may ask.</summary>
    internal Task<Asked<AgentWire>> MeAsync(CancellationToken cancel) =>
        this.GetAsync("agents/me", Json.AgentWire, Priority.State, cancel);

    /// <summary>Changes only the attributes that the body names; custom fields by key.</summary>
    internal Task<Asked<TicketWire>> UpdateAsync(long id, JsonObject body, CancellationToken cancel) =>
        this.SendAsync(HttpMethod.Put, $"tickets/{Text(id)}", body, Json.TicketWire, Priority.State, cancel);

    /// <summary>Mails the requester. Takes nothing but the body here: <c>private</c> would be refused.</summary>
    internal Task<Asked<ConversationWire>> ReplyAsync(long id, string html, CancellationToken cancel) =>
        this.SendAsync(
            HttpMethod.Post,
            $"tickets/{Text(id)}/reply",
            new JsonObject { ["body"] = html },
            Json.ConversationWire,
            Priority.CustomerMessage,
            cancel
        );

    internal Task<Asked<ConversationWire>> NoteAsync(
        long id,
        string html,
        IReadOnlyCollection<string> notify,
        CancellationToken cancel
    )
    {
        var body = new JsonObject { ["body"] = html, ["private"] = true };
        if (notify.Count > 0)
        {
            body["notify_emails"] = new JsonArray([.. notify.Select(n => JsonValue.Create(n))]);
        }

        return this.SendAsync(
            HttpMethod.Post,
            $"tickets/{Text(id)}/notes",
            body,
            Json.ConversationWire,
            Priority.Rest,
            cancel
        );
    }

    internal Task<Asked<SolutionCategoryWire[]>> SolutionCategoriesAsync(CancellationToken cancel) =>
        this.PagesAsync("solutions/categories?per_page=100", Json.SolutionCategoryWireArray, Priority.State, cancel);

    /// <summary>The folders that stand in the category itself.</summary>
    internal Task<Asked<FolderWire[]>> SolutionFoldersAsync(long category, CancellationToken cancel) =>
        this.PagesAsync(
            $"solutions/categories/{Text(category)}/folders?per_page=100",
            Json.FolderWireArray,
            Priority.State,
            cancel
        );

    internal Task<Asked<FolderWire[]>> SolutionSubfoldersAsync(long folder, CancellationToken cancel) =>
        this.PagesAsync(
            $"solutions/folders/{Text(folder)}/subfolders?per_page=100",
            Json.FolderWireArray,
            Priority.State,
            cancel
        );

    internal Task<Asked<ArticleWire[]>> ArticlesAsync(long folder, CancellationToken cancel) =>
        this.PagesAsync(
            $"solutions/folders/{Text(folder)}/articles?per_page=100",
            Json.ArticleWireArray,
            Priority.Rest,
            cancel
        );

    /// <summary>The first page of what the tool's own search finds, drafts too.</summary>
    internal Task<Asked<ArticleWire[]>> SearchSolutionsAsync(string term, CancellationToken cancel) =>
        this.GetAsync(
            $"search/solutions?term={Uri.EscapeDataString(term)}",
            Json.ArticleWireArray,
            Priority.Rest,
            cancel
        );

    internal Task<Asked<ArticleWire>> CreateArticleAsync(long folder, JsonObject body, CancellationToken cancel) =>
        this.SendAsync(
            HttpMethod.Post,
            $"solutions/folders/{Text(folder)}/articles",
            body,
            Json.ArticleWire,
            Priority.Rest,
            cancel
        );

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a Link header names a next page; the last page has none.</summary>
    private static bool HasNext(ToolAnswer answer) =>
        answer.Header("Link")?.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) == true;

    private async Task<Asked<T[]>> PagesAsync<T>(
        string path,
        JsonTypeInfo<T[]> type,
        Priority priority,
        CancellationToken cancel
    )
    {
        var all = new List<T>();
        for (var page = 1; ; page++)
        {
            var got = await this.GetAsync($"{path}&page={Text(page)}", type, priority, cancel);
            if (got.Failure is not null)
            {
                return got;
            }

            all.AddRange(got.Value!);
            if (!got.More || page == MostPages)
            {
                return got with { Value = [.. all] };
            }
        }
    }

    private async Task<Asked<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class =>
        this.Read(await http.SendAsync(() => this.Request(HttpMethod.Get, path), priority, cancel), type);

    private async Task<Asked<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        JsonObject body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class
    {
        var text = body.ToJsonString();
        var answer = await http.SendAsync(
            () =>
            {
                var request = this.Request(method, path);
                request.Content = new StringContent(text, Encoding.UTF8, "application/json");
                return request;
            },
            priority,
            cancel
        );
        return this.Read(answer, type);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(this.root, path));
        request.Headers.Authorization = this.Key;
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private Asked<T> Read<T>(ToolAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        if (!answer.Good)
        {
            return new Asked<T>(null, FreshdeskFailures.Of(answer, time.GetUtcNow()), answer, false);
        }

        try
        {
            if (
                !answer.Body.IsEmpty
                && JsonSerializer.Deserialize(answer.Body.Span, type) is { } value
                && value is not INumbered { Id: 0 }
            )
            {
                return new Asked<T>(value, null, answer, HasNext(answer));
            }
        }
        catch (JsonException)
        {
            // Told below: what came is no JSON, or none of the expected shape.
        }

        return new Asked<T>(null, FreshdeskFailures.Unreadable(answer), answer, false);
    }
}
