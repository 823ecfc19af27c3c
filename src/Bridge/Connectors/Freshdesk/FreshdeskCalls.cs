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
/// How requests go to the account and answers are read. The key travels in every request, so every request goes to the
/// configured address; the address in a Link header is only read for whether there is a next page.
/// </summary>
internal sealed class FreshdeskCalls(ToolHttp http, ConnectionOptions options, TimeProvider time)
{
    /// <summary>Pages of 100 of anything but tickets; no account comes near.</summary>
    private const int MostPages = 300;

    /// <summary>Made for each request: the key may be renewed while the bridge runs.</summary>
    private AuthenticationHeaderValue Key =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes((options.ApiKey ?? "") + ":X")));

    /// <summary>The whole limit that the account told last; 0: none yet.</summary>
    private volatile int whole;

    internal Uri Root { get; } =
        new(
            (
                options.BaseUrl ?? throw new ArgumentException("A Freshdesk connection needs BaseUrl.", nameof(options))
            ).TrimEnd('/') + "/api/v2/"
        );

    /// <summary>Whether a Link header names a next page; the last page has none.</summary>
    private static bool HasNext(ToolAnswer answer) =>
        answer.Header("Link")?.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>All pages, as the tool orders them; a list that does not end is a failure, never cut.</summary>
    /// <param name="path">Without a query.</param>
    /// <param name="next">The page after one; null: pages of 100 that do not overlap.</param>
    internal async Task<Asked<T[]>> PagesAsync<T>(
        string path,
        JsonTypeInfo<T[]> type,
        Priority priority,
        CancellationToken cancel,
        Func<PageStep, PageStep>? next = null
    )
    {
        var all = new List<T>();
        for (var step = PageStep.First; ; step = next is null ? step with { Page = step.Page + 1 } : next(step))
        {
            var page = string.Create(CultureInfo.InvariantCulture, $"per_page={step.Rows}&page={step.Page}");
            var got = await this.GetAsync($"{path}?{page}", type, priority, cancel);
            if (got.Failure is not null)
            {
                return got;
            }

            all.AddRange(got.Value!);
            if (!got.More)
            {
                return got with { Value = [.. all] };
            }

            if (step.Page == MostPages)
            {
                return got with { Value = null, Failure = FreshdeskFailures.TooMany(got.Answer, all.Count) };
            }
        }
    }

    internal async Task<Asked<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class =>
        this.Read(
            await this.AskAsync(() => this.Request(HttpMethod.Get, path), HttpMethod.Get, path, priority, cancel),
            type
        );

    internal Task<Asked<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        JsonObject body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class =>
        this.SendAsync(
            method,
            path,
            () => new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            type,
            priority,
            cancel
        );

    /// <summary>A write, made exactly once; each request disposes its content.</summary>
    internal async Task<Asked<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        Func<HttpContent> content,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class
    {
        var answer = await this.AskAsync(
            () =>
            {
                var request = this.Request(method, path);
                request.Content = content();
                return request;
            },
            method,
            path,
            priority,
            cancel
        );
        return this.Read(answer, type);
    }

    /// <summary>Null when it was deleted; the tool answers with nothing (204).</summary>
    internal async Task<Failure?> DeleteAsync(string path, Priority priority, CancellationToken cancel)
    {
        var answer = await this.AskAsync(
            () => this.Request(HttpMethod.Delete, path),
            HttpMethod.Delete,
            path,
            priority,
            cancel
        );
        return !answer.Good ? FreshdeskFailures.Of(answer, time.GetUtcNow())
            : answer.IsForeign ? FreshdeskFailures.Unreadable(answer, "nothing was to come")
            : null;
    }

    /// <summary>Puts the key into a request to the account's own address.</summary>
    internal void Sign(HttpRequestMessage request) => request.Headers.Authorization = this.Key;

    /// <summary>Sends in the account's budget, and learns from the answer how large its parts are.</summary>
    private async Task<ToolAnswer> AskAsync(
        Func<HttpRequestMessage> make,
        HttpMethod method,
        string path,
        Priority priority,
        CancellationToken cancel
    )
    {
        var answer = await http.SendAsync(make, FreshdeskLimits.Charge(method, path, priority), cancel);
        if (RateBudget.Number(answer.Header("X-RateLimit-Total")) is > 0 and var whole && whole != this.whole)
        {
            this.whole = whole;
            foreach (var (part, perMinute) in FreshdeskLimits.Parts(whole))
            {
                http.Budget.LimitPart(part, perMinute);
            }
        }

        return answer;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(this.Root, path));
        this.Sign(request);
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
            var value = answer.Body.IsEmpty ? null : JsonSerializer.Deserialize(answer.Body.Span, type);
            return value is null ? Wrong("it is empty")
                : Lack(value) is { } lack ? Wrong(lack)
                : new Asked<T>(value, null, answer, HasNext(answer));
        }
        catch (JsonException e)
        {
            return Wrong(e.Path is { Length: > 1 } path ? $"{path} is of another shape" : "it is no such JSON");
        }

        Asked<T> Wrong(string how) => new(null, FreshdeskFailures.Unreadable(answer, how), answer, false);
    }

    /// <summary>What an answer lacks of what the tool always tells; null when it is whole.</summary>
    private static string? Lack(object value) =>
        (value is IToldWhole one ? one.Lacks : Lacking.In(value as IEnumerable<IToldWhole?>)) is { } member
            ? $"it lacks '{member}'"
            : null;
}
