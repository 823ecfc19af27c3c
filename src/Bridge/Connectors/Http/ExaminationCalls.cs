using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Http;

/// <summary>
/// The few calls of an examination: each once, never repeated, outside the budget that the running bridge keeps. It notes
/// what the first answer said of the tool's clock and limits.
/// </summary>
/// <param name="sign">Adds the credentials.</param>
internal sealed class ExaminationCalls(HttpClient http, TimeProvider time, Uri root, Action<HttpRequestMessage> sign)
    : IDisposable
{
    /// <summary>How far the tool's clock is ahead of ours, to about a second; null before the first answer that told its time.</summary>
    public TimeSpan? Ahead { get; private set; }

    /// <summary>Requests a minute, by the last answer that said so; null: not said.</summary>
    public int? Limit { get; private set; }

    public int? Left { get; private set; }

    public Task<ToolAnswer> GetAsync(string path, CancellationToken cancel) =>
        this.SendAsync(HttpMethod.Get, path, null, cancel);

    public async Task<ToolAnswer> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        sign(request);
        var sent = time.GetUtcNow();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var came = time.GetUtcNow();
            var answer = await ToolAnswer.OfAsync(request, response, cancel);
            this.Heed(answer, sent + ((came - sent) / 2));
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new ToolAnswer { NoAnswer = new Failure(FailureKind.Offline, e.Message) };
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>The header tells whole seconds: half of one is added.</summary>
    private void Heed(ToolAnswer answer, DateTimeOffset now)
    {
        if (answer.Headers?.Date is { } date)
        {
            this.Ahead ??= date + TimeSpan.FromMilliseconds(500) - now;
        }

        this.Limit =
            RateBudget.Number(answer.Header("X-RateLimit-Total") ?? answer.Header("X-RateLimit-Limit")) ?? this.Limit;
        this.Left = RateBudget.Number(answer.Header("X-RateLimit-Remaining")) ?? this.Left;
    }
}
