using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

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
        using var lease = this.limiter.AttemptAcquire(AddressOf(context));
        return lease.IsAcquired;
    }

    public void Dispose() => this.limiter.Dispose();

    /// <summary>
    /// Who asks. A proxy on this machine is believed what it says of the last hop; of an IPv6 address the network counts,
    /// since one customer has all of it.
    /// </summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var hops = context.Request.Headers["X-Forwarded-For"].ToString();
        if (
            IPAddress.IsLoopback(address)
            && IPAddress.TryParse(hops[(hops.LastIndexOf(',') + 1)..].Trim(), out var before)
        )
        {
            address = before;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
