using System.Collections.Concurrent;

namespace Bridge.Sandbox.Hosting;

/// <summary>One delivery to make: where to, the exact bytes, and the headers that the real tool would send.</summary>
public sealed record WebhookDelivery(Uri Url, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The header that carries the number of the retry, on retries only; null if the tool sends none.</summary>
    public string? RetryHeader { get; init; }
}

/// <summary>One attempt that was made. Status null means that nobody answered in time.</summary>
public sealed record WebhookAttempt(DateTimeOffset At, Uri Url, string Body, int Number, int? Status)
{
    /// <summary>What was delivered, so that it can be sent again.</summary>
    public required WebhookDelivery Delivery { get; init; }
}

/// <summary>
/// Delivers webhooks in the background with the waits of the tool that it plays for, through the
/// <see cref="Weather"/>. Retries follow the given table of waits; what <paramref name="mayRetry"/> refuses is final.
/// </summary>
public sealed class WebhookSender(
    TimeProvider time,
    TimeSpan timeout,
    IReadOnlyList<TimeSpan> retryWaits,
    Func<int?, bool> mayRetry
) : IAsyncDisposable
{
    private const int AttemptLimit = 10_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = timeout };
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, byte> running = new();
    private readonly ConcurrentQueue<WebhookAttempt> attempts = new();
    private readonly ConcurrentQueue<WebhookDelivery> lost = new();

    public WebhookWeather Weather { get; } = new();

    /// <summary>The last 10,000 attempts, oldest first.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts => [.. this.attempts];

    /// <summary>The last 10,000 that the weather lost, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Lost => [.. this.lost];

    /// <summary>
    /// Starts the delivery and returns at once. <paramref name="onEnd"/> hears the last status once the delivery
    /// succeeded or was given up (null: nobody answered); it is not called for a lost one.
    /// </summary>
    public void Send(WebhookDelivery delivery, Action<int?>? onEnd = null, Action<int?>? onAttempt = null)
    {
        var copies = this.Weather.Copies();
        if (copies.Count == 0)
        {
            Keep(this.lost, delivery);
        }

        foreach (var wait in copies)
        {
            var task = Task.Run(() => this.DeliverAsync(delivery, wait, onEnd, onAttempt));
            this.running.TryAdd(task, 0);
            _ = task.ContinueWith(t => this.running.TryRemove(t, out _), TaskScheduler.Default);
        }
    }

    /// <summary>Waits until no delivery is under way (retries in waiting included).</summary>
    public async Task IdleAsync()
    {
        while (!this.running.IsEmpty)
        {
            await Task.WhenAll(this.running.Keys);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.IdleAsync();
        this.http.Dispose();
        this.stop.Dispose();
    }

    private async Task DeliverAsync(
        WebhookDelivery delivery,
        TimeSpan wait,
        Action<int?>? onEnd,
        Action<int?>? onAttempt
    )
    {
        try
        {
            for (var number = 0; ; number++)
            {
                if (wait > TimeSpan.Zero)
                {
                    await this.WaitAsync(wait);
                }

                var status = await this.AttemptAsync(delivery, number);
                onAttempt?.Invoke(status);
                if (status is >= 200 and < 300 || number >= retryWaits.Count || !mayRetry(status))
                {
                    onEnd?.Invoke(status);
                    return;
                }

                wait = retryWaits[number];
            }
        }
        catch (OperationCanceledException) when (this.stop.IsCancellationRequested)
        {
            // The simulator stops: undelivered webhooks are lost, as the real ones would be.
        }
    }

    /// <summary>Waits by the clock, also by one that is put forward without its timers noticing.</summary>
    private async Task WaitAsync(TimeSpan wait)
    {
        var due = time.GetUtcNow() + wait;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(this.stop.Token);
        var timer = Task.Delay(wait, time, over.Token);
        while (!timer.IsCompleted && time.GetUtcNow() < due)
        {
            await Task.WhenAny(timer, Task.Delay(Glance, over.Token));
        }

        await over.CancelAsync();
        this.stop.Token.ThrowIfCancellationRequested();
    }

    private static void Keep<T>(ConcurrentQueue<T> kept, T one)
    {
        kept.Enqueue(one);
        while (kept.Count > AttemptLimit)
        {
            kept.TryDequeue(out _);
        }
    }

    private async Task<int?> AttemptAsync(WebhookDelivery delivery, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(delivery.Body),
        };
        foreach (var (name, value) in delivery.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (number > 0 && delivery.RetryHeader is { } retryHeader)
        {
            request.Headers.TryAddWithoutValidation(
                retryHeader,
                number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        int? status = null;
        try
        {
            using var response = await this.http.SendAsync(request, this.stop.Token);
            status = (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody there: status stays null, the retry table decides.
        }
        catch (TaskCanceledException) when (!this.stop.IsCancellationRequested)
        {
            // No answer in time: the same.
        }

        var text = System.Text.Encoding.UTF8.GetString(delivery.Body);
        var attempt = new WebhookAttempt(time.GetUtcNow(), delivery.Url, text, number, status) { Delivery = delivery };
        Keep(this.attempts, attempt);
        return status;
    }
}
