using System.Net.Http.Headers;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Http;

/// <summary>
/// Downloads of a connection: the key goes to the connection's own host alone, redirects (three at most) are followed by
/// hand, and the bytes pass through without being kept.
/// </summary>
/// <param name="http">The connection's own client.</param>
/// <param name="sign">
/// Adds the connection's key to a request to its own host; null where the tool's files need no key: then none goes anywhere,
/// and a text that names an address of the API as a picture opens nothing.
/// </param>
/// <param name="timeout">For the beginning of an answer.</param>
/// <param name="door">Shut while the connection is paused; null: it never is.</param>
public sealed class FileCalls(
    HttpClient http,
    RateBudget budget,
    Uri own,
    Action<HttpRequestMessage>? sign,
    TimeProvider time,
    TimeSpan timeout,
    ConnectionDoor? door = null
)
{
    private const int MostRedirects = 3;

    /// <summary>Opens an address that the tool named. A refusal (403) of a signed address says that it has expired.</summary>
    public async Task<Opened> OpenAsync(string address, long atMost, CancellationToken cancel)
    {
        if (!Uri.TryCreate(own, address, out var next))
        {
            return Failed(FailureKind.Refused, "the tool names no address to download the file from");
        }

        var left = false;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (
                next.Scheme != Uri.UriSchemeHttps
                && !(next.Scheme == Uri.UriSchemeHttp && own.Scheme == Uri.UriSchemeHttp)
            )
            {
                return Failed(FailureKind.Refused, $"files are not read from {next.Scheme} addresses ({next.Host})");
            }

            // Who was led away and back is not given the key again: another host would choose what it opens.
            left |= !this.IsOurs(next);
            var (opened, redirect) = await this.OnceAsync(next, !left, atMost, cancel);
            if (redirect is null)
            {
                return opened!;
            }

            next = new Uri(next, redirect);
        }

        return Failed(FailureKind.Refused, $"the download was redirected more than {MostRedirects} times");
    }

    private bool IsOurs(Uri address) =>
        sign is not null
        && address.Scheme == own.Scheme
        && string.Equals(address.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);

    private async Task<(Opened? Opened, Uri? Redirect)> OnceAsync(
        Uri address,
        bool ours,
        long atMost,
        CancellationToken cancel
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (ours)
        {
            if (door?.Shut is { } shut)
            {
                return (new Opened.Failed(shut), null);
            }

            await budget.TakeAsync(Priority.Rest, cancel);
            sign!(request);
        }

        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        HttpResponseMessage? response = null;
        try
        {
            var client = ours ? http : ForeignHosts.For(own);
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var status = (int)response.StatusCode;
            if (status is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                return (null, location);
            }

            if (status is < 200 or >= 300)
            {
                return (Refused(response, address, ours, time.GetUtcNow()), null);
            }

            if (response.Content.Headers.ContentLength > atMost)
            {
                return (
                    Failed(
                        FailureKind.Refused,
                        $"the file has {response.Content.Headers.ContentLength:N0} bytes, and {atMost:N0} may go over"
                    ),
                    null
                );
            }

            var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(both.Token), atMost);
            var headers = response.Content.Headers;
            var file = new OpenFile(stream, headers.ContentLength, headers.ContentType?.MediaType, response);
            response = null;
            return (new Opened.Got(file), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (
                Failed(FailureKind.Offline, $"{address.Host} gave no answer within {timeout.TotalSeconds:0} s"),
                null
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (Failed(FailureKind.Offline, $"{address.Host}: {e.Message}"), null);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static Opened.Failed Refused(HttpResponseMessage response, Uri address, bool signed, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var kind = status switch
        {
            401 when signed => FailureKind.Unauthorized,
            401 or 403 => FailureKind.Forbidden,
            404 or 410 => FailureKind.Missing,
            429 => FailureKind.Busy,
            >= 500 => FailureKind.Offline,
            _ => FailureKind.Refused,
        };
        var wait = response.Headers.RetryAfter is { } told ? Wait(told, now) : null;
        return new Opened.Failed(
            new Failure(kind, $"{address.Host} answered the download of the file with {status}", wait)
            {
                Status = status,
            }
        );
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue told, DateTimeOffset now) =>
        told.Delta ?? (told.Date - now);

    private static Opened.Failed Failed(FailureKind kind, string message) => new(new Failure(kind, message));
}
