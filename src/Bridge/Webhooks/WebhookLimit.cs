using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Bridge.Settings;
using Bridge.Web;

namespace Bridge.Webhooks;

/// <summary>
/// How much one sender may deliver: an address, on one connection. Who proves the secret may send much; who never did is
/// stopped after a few refusals, before a body is read. An address that proved itself within a day is not stopped for
/// refusals, since behind a proxy many may share it. What is over a limit is answered 429, which every sender repeats or
/// polling makes up for.
/// </summary>
public sealed class WebhookLimit : IDisposable
{
    /// <summary>Refusals that an address may collect at once; one more is forgiven each five seconds.</summary>
    public const int RefusalsAtOnce = 60;

    private const string Nobody = "(no connection)";
    private const int MostProven = 10_000;
    private static readonly TimeSpan ProvenFor = TimeSpan.FromDays(1);

    private readonly TimeProvider time;
    private readonly PartitionedRateLimiter<Sender> refusals = Buckets(RefusalsAtOnce, 1, TimeSpan.FromSeconds(5));
    private readonly PartitionedRateLimiter<Sender> all;
    private readonly ConcurrentDictionary<Sender, DateTimeOffset> proven = new();

    public WebhookLimit(BridgeOptions options, TimeProvider time)
    {
        this.time = time;
        this.all = Buckets(
            options.WebhooksPerMinute,
            Math.Max(1, options.WebhooksPerMinute / 60),
            TimeSpan.FromSeconds(1)
        );
    }

    /// <summary>How long this sender is to wait; null: it may deliver now, and this delivery counts.</summary>
    /// <param name="connection">Null: the address names none that there is.</param>
    public TimeSpan? Wait(string? connection, HttpContext context)
    {
        var sender = Of(connection, context);
        if (!this.IsProven(sender))
        {
            using var some = this.refusals.AttemptAcquire(sender, 0);
            if (!some.IsAcquired)
            {
                return TimeSpan.FromSeconds(RefusalsAtOnce / 2);
            }
        }

        using var one = this.all.AttemptAcquire(sender);
        return one.IsAcquired ? null : TimeSpan.FromSeconds(5);
    }

    /// <summary>This delivery was not authentic, or led nowhere.</summary>
    public void Refused(string? connection, HttpContext context)
    {
        using var one = this.refusals.AttemptAcquire(Of(connection, context));
    }

    /// <summary>This delivery was authentic.</summary>
    public void Proven(string connection, HttpContext context)
    {
        if (this.proven.Count >= MostProven)
        {
            this.proven.Clear();
        }

        this.proven[Of(connection, context)] = this.time.GetUtcNow();
    }

    public void Dispose()
    {
        this.refusals.Dispose();
        this.all.Dispose();
    }

    private static Sender Of(string? connection, HttpContext context) =>
        new(connection ?? Nobody, SenderAddress.Of(context));

    private static PartitionedRateLimiter<Sender> Buckets(int atOnce, int more, TimeSpan each) =>
        PartitionedRateLimiter.Create<Sender, Sender>(sender =>
            RateLimitPartition.GetTokenBucketLimiter(
                sender,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = atOnce,
                    TokensPerPeriod = more,
                    ReplenishmentPeriod = each,
                    AutoReplenishment = true,
                    QueueLimit = 0,
                }
            )
        );

    private bool IsProven(Sender sender) =>
        this.proven.TryGetValue(sender, out var at) && this.time.GetUtcNow() - at < ProvenFor;

    private sealed record Sender(string Connection, string Address);
}
