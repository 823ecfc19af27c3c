using System.Globalization;
using System.Net;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>
/// A sender of webhooks that keeps book: each tells of another ticket, and is sent again until it is taken. Polls find none of
/// these tickets, so one that was taken and then lost is seen.
/// </summary>
internal sealed class Postman(string bridge, string secret) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly List<long> taken = [];
    private readonly List<string> odd = [];
    private long next = 900_000_001;

    /// <summary>The tickets of webhooks that were answered 202.</summary>
    public IReadOnlyList<long> Taken => this.taken;

    /// <summary>How many were answered 503.</summary>
    public int Refused { get; private set; }

    /// <summary>Answers that no sender should ever see.</summary>
    public IReadOnlyList<string> Odd => this.odd;

    public async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await this.SendAsync(CancellationToken.None);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Sends one; the answer's status, or null when there was nobody.</summary>
    public async Task<HttpStatusCode?> SendAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bridge + "/webhooks/freshdesk")
        {
            Content = new StringContent(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"ticket_id":"{{this.next}}","event":"{ticket_event}"}"""
                )
            ),
        };
        request.Headers.Add("X-Bridge-Secret", secret);
        try
        {
            using var answer = await this.http.SendAsync(request, cancel);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Accepted:
                    this.taken.Add(this.next++);
                    break;
                case HttpStatusCode.ServiceUnavailable:
                    this.Refused++;
                    break;
                default:
                    this.odd.Add($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
                    break;
            }

            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => this.http.Dispose();
}
