using System.Collections.Concurrent;

namespace Bridge.Sandbox.Hosting;

/// <summary>One API call that a simulator saw. Status 0 means that the connection was broken off.</summary>
public sealed record ApiCall(DateTimeOffset At, string Method, string Path, string Query, string Body, int Status)
{
    /// <summary>The media type of the request's body; empty when it stated none.</summary>
    public string BodyType { get; init; } = "";

    /// <summary>The header User-Agent; empty when there was none.</summary>
    public string Agent { get; init; } = "";

    /// <summary>The JSON that was answered, empty when the answer had no body. Null: it was none, or <see cref="CallLog.KeepsAnswers"/> is off.</summary>
    public string? Answer { get; init; }
}

/// <summary>The API calls that a simulator saw since its start or the last <see cref="Clear"/>, oldest first. Thread safe.</summary>
public sealed class CallLog
{
    private const int Limit = 20_000;
    private readonly ConcurrentQueue<ApiCall> calls = new();
    private long total;

    /// <summary>True: answers are kept as well as requests. Off at first, since they are large.</summary>
    public bool KeepsAnswers { get; set; }

    /// <summary>All calls ever made, also those that <see cref="Clear"/> or the limit dropped from the list.</summary>
    public long Total => Interlocked.Read(ref this.total);

    public IReadOnlyList<ApiCall> All => [.. this.calls];

    public void Clear() => this.calls.Clear();

    internal void Add(ApiCall call)
    {
        Interlocked.Increment(ref this.total);
        this.calls.Enqueue(call);
        while (this.calls.Count > Limit)
        {
            this.calls.TryDequeue(out _);
        }
    }
}
