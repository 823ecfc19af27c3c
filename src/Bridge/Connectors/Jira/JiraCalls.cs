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

/// <summary>One call of Jira's REST API: its headers, its pages, and what its answer means. No call is repeated here but GETs.</summary>
internal sealed class JiraCalls(
    ToolHttp http,
    TimeProvider time,
    Uri root,
    Func<AuthenticationHeaderValue?> authorization,
    JiraDialect dialect
)
{
    public const int PageSize = 100;

    /// <summary>More pages than any real list has: a guard against a server that never ends one.</summary>
    private const int MostPages = 200;

    private readonly JiraPace pace = new(time);

    public static string Escape(string text) => Uri.EscapeDataString(text);

    public Task<JiraAnswer<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.SendAsync(HttpMethod.Get, path, null, type, priority, cancel);

    public async Task<JiraAnswer<List<T>>> PagesAsync<T>(
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

    public async Task<JiraAnswer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        JsonObject? body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.Read(await this.AskAsync(method, path, body, priority, cancel), type);

    /// <summary>As <see cref="SendAsync"/>, for a write on one issue, of which Cloud takes only so many.</summary>
    public async Task<JiraAnswer<T>> WriteAsync<T>(
        HttpMethod method,
        string issueId,
        string path,
        JsonObject? body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class =>
        this.Read(
            await this.PacedAsync(issueId, () => this.AskAsync(method, path, body, priority, cancel), cancel),
            type
        );

    /// <summary>A write on one issue whose answer says nothing more than that it was taken.</summary>
    public async Task<JiraAnswer<Accepted>> TellAsync(
        HttpMethod method,
        string issueId,
        string path,
        JsonObject? body,
        Priority priority,
        CancellationToken cancel
    )
    {
        var answer = await this.PacedAsync(issueId, () => this.AskAsync(method, path, body, priority, cancel), cancel);
        var failure = this.FailureOf(answer) ?? (answer.IsForeign ? JiraFailures.Unreadable(answer, "JSON") : null);
        return new JiraAnswer<Accepted>(failure is null ? Accepted.Instance : null, failure);
    }

    /// <summary>Makes a write on one issue when the issue can take it.</summary>
    public async Task<ToolAnswer> PacedAsync(string issueId, Func<Task<ToolAnswer>> send, CancellationToken cancel)
    {
        if (!dialect.LimitsWritesPerIssue)
        {
            return await send();
        }

        if (await this.pace.TakeAsync(issueId, cancel) is { } tooMuch)
        {
            return new ToolAnswer { NoAnswer = tooMuch };
        }

        var answer = await send();
        if (JiraFailures.IsOfOneIssue(answer))
        {
            this.pace.Rest(issueId, RetryAfter.Of(answer, time.GetUtcNow()));
        }

        return answer;
    }

    public Task<ToolAnswer> AskAsync(
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
                return this.Request(method, path, content);
            },
            priority,
            cancel
        );
    }

    /// <summary>Sends a form once. The header tells Jira that no browser was tricked into it.</summary>
    public Task<ToolAnswer> UploadAsync(
        string path,
        MultipartFormDataContent form,
        Priority priority,
        CancellationToken cancel
    ) =>
        http.SendAsync(
            () =>
            {
                var request = this.Request(HttpMethod.Post, path, form);
                request.Headers.TryAddWithoutValidation("X-Atlassian-Token", "no-check");
                return request;
            },
            priority,
            cancel
        );

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent content)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content };
        request.Headers.Authorization = authorization();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    public Failure? FailureOf(ToolAnswer answer) => JiraFailures.Of(answer, dialect, time.GetUtcNow());

    public JiraAnswer<T> Read<T>(ToolAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        var date = answer.Headers?.Date;
        if (this.FailureOf(answer) is { } failure)
        {
            return new JiraAnswer<T>(null, failure, date);
        }

        try
        {
            var value = JsonSerializer.Deserialize(answer.Body.Span, type);
            return Lacks(value) is { } what
                ? new JiraAnswer<T>(null, JiraFailures.Unreadable(answer, what), date)
                : new JiraAnswer<T>(value, null, date);
        }
        catch (JsonException)
        {
            return new JiraAnswer<T>(null, JiraFailures.Unreadable(answer, "readable JSON"), date);
        }
    }

    /// <summary>What is missing for the answer to be what it should be; null when all is there.</summary>
    private static string? Lacks(object? value) =>
        value switch
        {
            null => "what was asked for",
            IWhole one => one.Lacks,
            IEnumerable<IWhole> several => several.Select(v => v.Lacks).FirstOrDefault(l => l is not null),
            _ => null,
        };
}
