using System.Collections.Concurrent;

namespace Bridge.Sandbox.Hosting;

/// <summary>One API call that a simulator saw. Status 0 means that the connection was broken off.</summary>
public sealed record ApiCall(DateTimeOffset At, string Method, string Path, string Query, string Body, int Status);

/// <summary>The API calls that a simulator saw since its start or the last <see cref="Clear"/>, oldest first. Thread safe.</summary>
public sealed class CallLog
{
    private const int Limit = 20_000;
    private readonly ConcurrentQueue<ApiCall> calls = new();
    private long total;

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
