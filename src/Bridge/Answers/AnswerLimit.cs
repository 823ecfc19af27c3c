using System.Threading.RateLimiting;
using Bridge.Web;

namespace Bridge.Answers;

/// <summary>How often one address may open or send answers: 30 times a minute, so that nobody tries out links.</summary>
internal sealed class AnswerLimit : IDisposable
{
    public const int AMinute = 30;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(
            address,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }
        )
    );

    public bool Allows(HttpContext context)
    {
        using var lease = this.limiter.AttemptAcquire(SenderAddress.Of(context));
        return lease.IsAcquired;
    }

    public void Dispose() => this.limiter.Dispose();
}
