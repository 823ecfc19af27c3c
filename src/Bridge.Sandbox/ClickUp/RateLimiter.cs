using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.ClickUp;

/// <summary>Counts requests per token and clock minute, and says so in the headers of every answer.</summary>
internal sealed class RateLimiter(TimeProvider time, int limit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Minute, int Used)> tokens = [];

    /// <summary>The requests a minute; may be changed at any time.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>False: the limit is used up, the answer is 429.</summary>
    public bool Take(string token, HttpResponse response)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        int used;
        lock (this.gate)
        {
            used = this.tokens.TryGetValue(token, out var count) && count.Minute == minute ? count.Used + 1 : 1;
            this.tokens[token] = (minute, used);
        }

        response.Headers["X-RateLimit-Limit"] = Text(this.Limit);
        response.Headers["X-RateLimit-Remaining"] = Text(Math.Max(0, this.Limit - used));
        response.Headers["X-RateLimit-Reset"] = Text((minute + 1) * 60);
        return used <= this.Limit;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
