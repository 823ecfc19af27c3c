using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Bridge.Bench.Pressure;

/// <summary>Webhooks that keep coming: of the noise, and now and then of a quiet ticket whose wait is measured.</summary>
internal sealed class Callers(Uri bridge, string secret, Crowd crowd)
{
    private const int Side = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient http = new() { BaseAddress = bridge };
    private readonly List<double> answers = [];
    private readonly List<double> quiet = [];
    private int refused;

    public string Answers =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{this.answers.Count} webhooks, answered in {At(this.answers, 0.5):F1} ms (p50), {At(this.answers, 0.99):F1} ms (p99), {this.refused} with 503"
        );

    public string Quiet =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{this.quiet.Count} quiet tickets, looked at after {At(this.quiet, 0.5):F1} s (p50), {At(this.quiet, 1):F1} s (worst)"
        );

    public async Task CallAsync(TimeSpan span, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(span);
        await Task.WhenAll(
            Enumerable.Range(0, Side).Select(n => this.NoiseAsync(n, over.Token)).Append(this.ListenAsync(over.Token))
        );
    }

    private async Task NoiseAsync(int number, CancellationToken cancel)
    {
        for (var n = 0; !cancel.IsCancellationRequested; n++)
        {
            var began = Stopwatch.GetTimestamp();
            var status = await this.SendAsync(crowd.Noisy[((number * 50) + n) % crowd.Noisy.Count]);
            lock (this.answers)
            {
                this.answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                this.refused += status == 503 ? 1 : 0;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        for (var ticket = 80_000_000; !cancel.IsCancellationRequested; ticket++)
        {
            var began = Stopwatch.GetTimestamp();
            await this.SendAsync(ticket.ToString(CultureInfo.InvariantCulture));
            while (
                !cancel.IsCancellationRequested
                && await crowd.NumberAsync(
                    $"select count(*) from cases where ticket_id = '{ticket}' and state is not null"
                ) == 0
            )
            {
                await Task.Delay(50, CancellationToken.None);
            }

            this.quiet.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private async Task<int> SendAsync(string ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/freshdesk")
        {
            Content = JsonContent.Create(new { ticket_id = ticket, @event = "{ticket_action:created}" }),
        };
        request.Headers.Add("X-Bridge-Secret", secret);
        using var answer = await this.http.SendAsync(request, CancellationToken.None);
        return (int)answer.StatusCode;
    }

    private static double At(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
