using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Planning;
using Bridge.Settings;

namespace Bridge.Hooks;

/// <summary>
/// Tells webhooks of the settings. An address comes from the settings alone, redirects are not followed, and no answer is
/// read beyond its status. The address may be a secret, so no failure names it.
/// </summary>
public sealed class HookPoster : IDisposable
{
    /// <summary>The header with the id of what is told: the same one when it is sent again.</summary>
    public const string IdHeader = "Bridge-Id";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly BridgeOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseCookies = false,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Takes webhooks from settings that were read and checked.</summary>
    public HookPoster(BridgeOptions options, TimeProvider time) => (this.options, this.time) = (options, time);

    /// <summary>The webhooks of the settings by name.</summary>
    public IEnumerable<string> Names => this.options.Webhooks.Keys;

    public bool Knows(string name) => this.options.Webhooks.ContainsKey(name);

    /// <summary>Sends what a plan decided, once. Whether one in doubt was received nobody can say: it is sent again with the same id.</summary>
    public Task<Outcome> PostAsync(Effect.Post post, long caseId, CancellationToken cancel) =>
        this.PostAsync(post, string.Create(CultureInfo.InvariantCulture, $"case-{caseId}/{post.Key}"), cancel);

    /// <summary>As the other, with an id of the caller's.</summary>
    /// <param name="id">The same one when it is sent again.</param>
    public async Task<Outcome> PostAsync(Effect.Post post, string id, CancellationToken cancel)
    {
        if (!this.options.Webhooks.TryGetValue(post.To, out var webhook) || webhook.Url is not { } url)
        {
            return Failed(
                FailureKind.Missing,
                $"the settings have no webhook '{post.To}'; add Bridge:Webhooks:{post.To}, or name another in the mapping file"
            );
        }

        if (!SendRight.Holds)
        {
            return Failed(FailureKind.Offline, "not sent: the case may be with another worker by now");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(PostBody.Of(webhook.Body, post, id), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(IdHeader, id);
        if (webhook.Secret is { } secret)
        {
            request.Headers.TryAddWithoutValidation(webhook.Header, secret);
        }

        using var limit = new CancellationTokenSource(Patience, this.time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var response = await this.http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                both.Token
            );
            return this.Meaning(post.To, response);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(
                FailureKind.Unknown,
                $"the webhook '{post.To}' gave no answer within {Patience.TotalSeconds:0} s"
            );
        }
        catch (HttpRequestException e)
        {
            var neverSent =
                e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                || e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
            return Failed(
                neverSent ? FailureKind.Offline : FailureKind.Unknown,
                $"the webhook '{post.To}' cannot be reached: {e.HttpRequestError}"
            );
        }
    }

    public void Dispose() => this.http.Dispose();

    private Outcome Meaning(string name, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new Outcome.Done(Written.Nothing);
        }

        var said = $"the webhook '{name}' answered {status.ToString(CultureInfo.InvariantCulture)}";
        return status switch
        {
            429 => new Outcome.Failed(new Failure(FailureKind.Busy, said, this.Wait(response)) { Status = status }),
            408 or >= 500 => new Outcome.Failed(new Failure(FailureKind.Unknown, said) { Status = status }),
            401 or 403 => new Outcome.Failed(
                new Failure(FailureKind.Forbidden, $"{said}: check its Secret and Header in the settings")
                {
                    Status = status,
                }
            ),
            >= 300 and < 400 => new Outcome.Failed(
                new Failure(FailureKind.Refused, $"{said}, a redirect: give the address it leads to")
                {
                    Status = status,
                }
            ),
            404 or 410 => new Outcome.Failed(
                new Failure(FailureKind.Missing, $"{said}: it is not there any more; give its new Url in the settings")
                {
                    Status = status,
                }
            ),
            _ => new Outcome.Failed(
                new Failure(FailureKind.Refused, $"{said}: it does not understand the Body of the settings")
                {
                    Status = status,
                }
            ),
        };
    }

    private TimeSpan? Wait(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after
            ? after.Delta ?? (after.Date is { } until ? until - this.time.GetUtcNow() : null)
            : null;

    private static Outcome.Failed Failed(FailureKind kind, string message) => new(new Failure(kind, message));
}
