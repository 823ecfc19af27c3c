using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>What came of a call: a value, or why there is none.</summary>
internal sealed record ClickUpAnswer<T>(T? Value, Failure? Failure)
    where T : class
{
    /// <summary>ClickUp's own code of an error; null when it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The server's clock, to the second; null when it did not say.</summary>
    public DateTimeOffset? Date { get; init; }
}

/// <summary>Nothing but the fact that the call was good.</summary>
internal sealed record Accepted
{
    public static Accepted Instance { get; } = new();
}

/// <summary>Requests to ClickUp as it wants them, and its answers as values or failures.</summary>
/// <param name="token">Sent raw: ClickUp takes a personal token after "Bearer" for a wrong one.</param>
internal sealed class ClickUpCalls(ToolHttp http, TimeProvider time, Uri root, Func<string> token)
{
    public async Task<ClickUpAnswer<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.Read(await this.AskAsync(HttpMethod.Get, path, null, priority, cancel), path, type);

    public async Task<ClickUpAnswer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        JsonObject body,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class => this.Read(await this.AskAsync(method, path, body, priority, cancel), path, type);

    public async Task<ClickUpAnswer<Accepted>> TellAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancel
    )
    {
        var answer = await this.AskAsync(method, path, body, Priority.State, cancel);
        var failure =
            ClickUpFailures.Of(answer, OfWorkspace(path), time.GetUtcNow())
            ?? (answer.IsForeign ? ClickUpFailures.Unreadable(answer, "JSON") : null);
        return failure is null
            ? new ClickUpAnswer<Accepted>(Accepted.Instance, null)
            : new ClickUpAnswer<Accepted>(null, failure) { Code = ClickUpFailures.Code(answer) };
    }

    /// <summary>Sends a form whose files stream in; never repeated.</summary>
    public async Task<ClickUpAnswer<T>> UploadAsync<T>(
        string path,
        HttpContent form,
        JsonTypeInfo<T> type,
        Priority priority,
        CancellationToken cancel
    )
        where T : class =>
        this.Read(await this.CallAsync(HttpMethod.Post, path, () => form, priority, cancel), path, type);

    /// <summary>The key, raw, on a request to ClickUp itself.</summary>
    public void Sign(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Authorization", token());

    private ClickUpAnswer<T> Read<T>(ToolAnswer answer, string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (ClickUpFailures.Of(answer, OfWorkspace(path), time.GetUtcNow()) is { } failure)
        {
            return new ClickUpAnswer<T>(null, failure) { Code = ClickUpFailures.Code(answer) };
        }

        try
        {
            if (JsonSerializer.Deserialize(answer.Body.Span, type) is { } value)
            {
                if (value is IWhole { Lacks: { } lacking })
                {
                    return new ClickUpAnswer<T>(null, ClickUpFailures.Unreadable(answer, lacking));
                }

                return new ClickUpAnswer<T>(value, null) { Date = answer.Headers?.Date };
            }
        }
        catch (JsonException)
        {
            return new ClickUpAnswer<T>(null, ClickUpFailures.Unreadable(answer, "readable JSON"));
        }

        return new ClickUpAnswer<T>(null, ClickUpFailures.Unreadable(answer, "what was asked for"));
    }

    private static bool OfWorkspace(string path) =>
        path.StartsWith("team", StringComparison.Ordinal) || path.StartsWith("user", StringComparison.Ordinal);

    private Task<ToolAnswer> AskAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        Priority priority,
        CancellationToken cancel
    )
    {
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString());
        return this.CallAsync(method, path, () => Json(bytes), priority, cancel);
    }

    private Task<ToolAnswer> CallAsync(
        HttpMethod method,
        string path,
        Func<HttpContent?> content,
        Priority priority,
        CancellationToken cancel
    ) =>
        http.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content() };
                this.Sign(request);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                return request;
            },
            priority,
            cancel
        );

    private static ByteArrayContent? Json(byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
