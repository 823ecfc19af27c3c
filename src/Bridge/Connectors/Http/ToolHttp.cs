using System.Net.Sockets;
using Bridge.Connectors.Budgets;
using Bridge.Core.Delivery;
using Polly;
using Polly.Retry;

namespace Bridge.Connectors.Http;

/// <summary>
/// The one way in which connectors speak HTTP: inside the connection's budget, with a timeout, GETs tried again on
/// passing trouble, writes sent exactly once, redirects never followed (the key would travel), and every way of failing
/// told apart.
/// </summary>
/// <param name="secrets">Where keys are renewed while the bridge runs; null: they are what they were at the start.</param>
/// <param name="door">Shut while the connection is paused; null: it never is.</param>
public sealed class ToolHttp(
    HttpClient http,
    RateBudget budget,
    TimeProvider time,
    TimeSpan timeout,
    RateHabits habits,
    IConnectionSecrets? secrets = null,
    ConnectionDoor? door = null
) : IDisposable
{
    private readonly ResiliencePipeline<ToolAnswer> reads = new ResiliencePipelineBuilder<ToolAnswer>
    {
        TimeProvider = time,
    }
        .AddRetry(
            new RetryStrategyOptions<ToolAnswer>
            {
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } a && Passing(a)),
            }
        )
        .Build();

    public RateBudget Budget => budget;

    /// <summary>The tool's clock beside ours.</summary>
    public ToolClock Clock { get; } = new();

    /// <summary>
    /// Sends a request. A request is made anew by <paramref name="make"/> for each attempt; only GET and HEAD have more than one.
    /// </summary>
    public Task<ToolAnswer> SendAsync(Func<HttpRequestMessage> make, Priority priority, CancellationToken cancel) =>
        this.SendAsync(make, new Charge(priority), cancel);

    /// <summary>As the other, for a request that counts more than once, or against a part of the limit.</summary>
    public async Task<ToolAnswer> SendAsync(Func<HttpRequestMessage> make, Charge charge, CancellationToken cancel)
    {
        if (door is null)
        {
            return await this.RenewedAsync(make, charge, cancel);
        }

        var answer = await this.RenewedAsync(make, charge, cancel);
        var keyRefused = RefusesKey(answer) || habits.ShutsOut?.Invoke(answer) == true;
        await door.HearAsync(answer, keyRefused, cancel);

        // The tool did nothing for a dead key: what was refused for it waits like all that was not sent.
        return keyRefused && door.Shut is { } shut ? new ToolAnswer { NoAnswer = shut } : answer;
    }

    public void Dispose()
    {
        http.Dispose();
        budget.Dispose();
    }

    private async Task<ToolAnswer> RenewedAsync(
        Func<HttpRequestMessage> make,
        Charge charge,
        CancellationToken cancel
    )
    {
        var version = secrets?.Version;
        var answer = await this.TriedAsync(make, charge, cancel);
        if (secrets is null || !RefusesKey(answer))
        {
            return answer;
        }

        // A key that was renewed meanwhile is tried once. The tool did nothing for the old one, so a write may go again;
        // a streamed body is gone, and its effect is tried again by the journal.
        await secrets.LookAsync(cancel);
        using var again = make();
        return secrets.Version == version || again.Content is not (null or ByteArrayContent)
            ? answer
            : await this.TriedAsync(make, charge, cancel);
    }

    private static bool Passing(ToolAnswer answer) =>
        answer.NoAnswer is { Kind: FailureKind.Unknown or FailureKind.Offline }
        || answer.Status is 500 or 502 or 503 or 504;

    /// <summary>Jira tells in a header that a key is dead where operations are open to strangers, and answers 200.</summary>
    private static bool RefusesKey(ToolAnswer answer) =>
        answer.Status == 401
        || answer.Header("X-Seraph-LoginReason")?.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase)
            == true;

    private async Task<ToolAnswer> TriedAsync(Func<HttpRequestMessage> make, Charge charge, CancellationToken cancel)
    {
        using var first = make();
        if (first.Method != HttpMethod.Get && first.Method != HttpMethod.Head)
        {
            return await this.OnceAsync(first, charge, cancel);
        }

        return await this.reads.ExecuteAsync(
            async token =>
            {
                using var request = make();
                return await this.OnceAsync(request, charge, token);
            },
            cancel
        );
    }

    private async Task<ToolAnswer> OnceAsync(HttpRequestMessage request, Charge charge, CancellationToken cancel)
    {
        if (door?.Shut is { } shut)
        {
            return new ToolAnswer { NoAnswer = shut };
        }

        if (await Patience.TakeAsync(budget, charge, cancel) is { } wait)
        {
            return Without(
                FailureKind.Busy,
                $"{Target(request)} was not sent: {budget.View.PauseReason ?? "the connection's budget is used up"}",
                wait
            );
        }

        if (door?.Shut is { } meanwhile)
        {
            return new ToolAnswer { NoAnswer = meanwhile };
        }

        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && !SendRight.Holds)
        {
            return Without(
                FailureKind.Offline,
                $"{Target(request)} was not sent: another worker may have the case by now"
            );
        }

        var answer = await this.AnswerAsync(request, cancel);
        this.Heed(answer, charge);
        if (answer is { Good: false, Status: not 404 and not (>= 300 and < 400) })
        {
            var came = answer.NoAnswer?.Message ?? $"{Target(request)} was answered {answer.Status}";
            budget.Tell(new Trouble(time.GetUtcNow(), came, answer.RequestId));
        }

        return answer;
    }

    private async Task<ToolAnswer> AnswerAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var sent = time.GetUtcNow();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            this.Clock.Hear(response.Headers, sent, time.GetUtcNow());
            return await ToolAnswer.OfAsync(request, response, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Without(FailureKind.Unknown, $"{Target(request)} gave no answer within {timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            var kind = NeverSent(e) ? FailureKind.Offline : FailureKind.Unknown;
            return Without(kind, $"{Target(request)}: {Plain(e)}");
        }
        catch (IOException e)
        {
            return Without(FailureKind.Unknown, $"{Target(request)}: the answer broke off ({e.Message})");
        }
    }

    private static ToolAnswer Without(FailureKind kind, string message, TimeSpan? wait = null) =>
        new() { NoAnswer = new Failure(kind, message, wait) };

    private static string Target(HttpRequestMessage request) => $"{request.Method} {request.RequestUri?.AbsolutePath}";

    /// <summary>True when the request cannot have reached the tool: the connection itself was never made.</summary>
    private static bool NeverSent(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        || (
            e.HttpRequestError == HttpRequestError.ConnectionError
            && e.InnerException
                is SocketException
                {
                    SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted)
                }
        );

    private static string Plain(HttpRequestException e) =>
        e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the host name is not known; check BaseUrl",
            HttpRequestError.SecureConnectionError => "no trusted TLS connection: " + e.Message,
            HttpRequestError.ConnectionError => "cannot connect: " + e.Message,
            _ => "the connection broke: " + e.Message,
        };

    private void Heed(ToolAnswer answer, Charge charge)
    {
        var limit = RateBudget.Number(answer.Header("X-RateLimit-Total") ?? answer.Header("X-RateLimit-Limit"));
        if (habits.LimitsArePerMinute && limit is { } known)
        {
            budget.Learn(known, RateBudget.Number(answer.Header("X-RateLimit-Remaining")));
        }

        if (answer.Status != 429)
        {
            return;
        }

        budget.Refused();
        var until = time.GetUtcNow() + RetryAfter.Of(answer, time.GetUtcNow());
        if (habits.PausesConnection(answer))
        {
            budget.PauseUntil(until, "the tool answered 429: its limit is used up");
        }
        else if (charge.Part is { } part)
        {
            budget.PauseUntil(until, $"the tool answered 429: its limit of '{part}' is used up", part);
        }
    }
}

/// <summary>How a tool speaks of its limits.</summary>
/// <param name="LimitsArePerMinute">True when its limit headers count requests a minute for the account (Freshdesk, ClickUp; not Jira).</param>
/// <param name="PausesConnection">Whether a 429 is meant for the whole connection (Jira's per-issue write limit is not).</param>
public sealed record RateHabits(bool LimitsArePerMinute, Func<ToolAnswer, bool> PausesConnection)
{
    /// <summary>Whether an answer that is no 401 may mean that the key is dead or its user shut out; null: none does.</summary>
    public Func<ToolAnswer, bool>? ShutsOut { get; init; }
}
