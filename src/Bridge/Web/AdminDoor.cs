using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Bridge.Settings;

namespace Bridge.Web;

/// <summary>Who may see the pages: a browser on this machine that came directly, or whoever knows the admin password.</summary>
internal sealed class AdminDoor(BridgeOptions options) : IDisposable
{
    internal const string Setting = "Bridge:AdminPassword";

    private const string Closed =
        "403: the bridge's pages are open to browsers on the bridge's own machine only. To open them to others, set "
        + $"{Setting} (environment: Bridge__AdminPassword) or {Setting}File, restart the bridge, and come back over HTTPS.\n";

    /// <summary>Wrong passwords that an address may try at once; one more is forgiven every six seconds.</summary>
    internal const int TriesAtOnce = 10;

    private const string TooMany = "429: too many wrong passwords from this address. Try again in a minute.\n";

    private const string Asked = "401: these pages ask for the admin password (any user name).\n";

    /// <summary>Headers by which proxies show themselves: behind one, every request comes from this machine.</summary>
    private static readonly string[] ProxyHeaders =
    [
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
        "Forwarded",
        "Via",
    ];

    private readonly PartitionedRateLimiter<string> tries = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(
            address,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = TriesAtOnce,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(6),
                QueueLimit = 0,
            }
        )
    );

    /// <summary>Of the password as it is now: it may be renewed while the bridge runs.</summary>
    private byte[]? Password => options.AdminPassword is { } password ? Digest(password) : null;

    /// <summary>Lets the request on, or answers it.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (IsHere(context))
        {
            await next(context);
            return;
        }

        var given = context.Request.Headers.Authorization.ToString();
        var sender = SenderAddress.Of(context);
        if (given.Length > 0 && !this.MayTry(sender))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "60";
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(TooMany, context.RequestAborted);
            return;
        }

        if (this.Knows(given))
        {
            await next(context);
            return;
        }

        if (given.Length > 0)
        {
            using var one = this.tries.AttemptAcquire(sender);
        }

        context.Response.StatusCode = this.Password is null
            ? StatusCodes.Status403Forbidden
            : StatusCodes.Status401Unauthorized;
        if (this.Password is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Bridge\", charset=\"UTF-8\"";
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(this.Password is null ? Closed : Asked, context.RequestAborted);
    }

    public void Dispose() => this.tries.Dispose();

    /// <summary>Asked before the password is looked at: the right one counts no more than a wrong one while the tries are used up.</summary>
    private bool MayTry(string sender)
    {
        using var some = this.tries.AttemptAcquire(sender, 0);
        return some.IsAcquired;
    }

    /// <summary>
    /// A page of the open web that points its name at this machine would come from here too: so the name asked for counts.
    /// </summary>
    private static bool IsHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && Array.TrueForAll(ProxyHeaders, header => !context.Request.Headers.ContainsKey(header))
        && IsLoopbackName(context.Request.Host.Host);

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool Knows(string authorization)
    {
        if (
            this.Password is null
            || !AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && CryptographicOperations.FixedTimeEquals(Digest(pair[(colon + 1)..]), this.Password);
    }

    /// <summary>Of one length whatever was typed, so that comparing tells nothing of it.</summary>
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
