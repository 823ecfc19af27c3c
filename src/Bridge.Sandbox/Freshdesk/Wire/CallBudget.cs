using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The account's credits of the current minute, shared by all keys; invalid calls count too.</summary>
internal sealed class CallBudget(TimeProvider time, bool decimals)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> kinds = [];
    private DateTimeOffset windowStart;
    private int used;

    public FreshdeskRateLimit Limit { get; set; } = FreshdeskRateLimit.Loose;

    /// <summary>Writes the rate limit headers. False: this call is over the limit and <c>Retry-After</c> is set.</summary>
    public bool Charge(HttpContext context)
    {
        var (kind, limit) = this.KindOf(context.Request);
        var cost = CostOf(context.Request, kind);
        lock (this.gate)
        {
            var now = time.GetUtcNow();
            if (now - this.windowStart >= TimeSpan.FromMinutes(1))
            {
                this.windowStart = now;
                this.used = 0;
                this.kinds.Clear();
            }

            var ofKind = this.kinds.GetValueOrDefault(kind);
            var allowed = this.used + cost <= this.Limit.Total && (limit is null || ofKind < limit);
            if (allowed)
            {
                this.used += cost;
                this.kinds[kind] = ofKind + 1;
            }

            var headers = context.Response.Headers;
            headers["X-RateLimit-Total"] = Text(this.Limit.Total) + (decimals ? ".0" : "");
            headers["X-RateLimit-Remaining"] = Text(Math.Max(0, this.Limit.Total - this.used));
            headers["X-RateLimit-Used-CurrentRequest"] = Text(cost);
            if (!allowed)
            {
                var wait = this.windowStart + TimeSpan.FromMinutes(1) - now;
                headers.RetryAfter = Text(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
            }

            return allowed;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>One credit, and more for what is included: two each on a list, one each on a view (conversations two).</summary>
    private static int CostOf(HttpRequest request, string kind)
    {
        if (request.Method != "GET" || !request.Query.TryGetValue("include", out var include))
        {
            return 1;
        }

        var included = include.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        return kind == "list"
            ? 1 + (2 * included.Length)
            : 1 + included.Length + included.Count(i => i.Trim() == "conversations");
    }

    private (string Kind, int? Limit) KindOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return (request.Method, path) switch
        {
            ("GET", "/api/v2/tickets") => ("list", this.Limit.TicketList),
            ("POST", "/api/v2/tickets") => ("create", this.Limit.TicketCreate),
            ("GET", "/api/v2/contacts") => ("contacts", this.Limit.ContactList),
            ("PUT", _)
                when path.StartsWith("/api/v2/tickets/", StringComparison.Ordinal)
                    && path.LastIndexOf('/') == "/api/v2/tickets".Length => ("update", this.Limit.TicketUpdate),
            _ => ("", null),
        };
    }
}
