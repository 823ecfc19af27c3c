using System.Text;
using Bridge.Sandbox.Freshdesk.Desk;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>What every API call passes first: rate limit, key, content type, rights.</summary>
internal sealed class Admission(Account account, CallBudget budget)
{
    private static readonly object AgentKey = new();

    public static FreshdeskAgent AgentOf(HttpContext context) => (FreshdeskAgent)context.Items[AgentKey]!;

    public async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return true;
        }

        var headers = context.Response.Headers;
        headers["X-Freshdesk-API-Version"] = "latest=v2; requested=v2";
        headers["X-Request-Id"] = Guid.NewGuid().ToString();
        var refusal = budget.Charge(context)
            ? this.Check(context)
            : new Refusal(429, [], null, "You have exceeded the limit of requests per minute");
        if (refusal is null)
        {
            return true;
        }

        await Answer.Of(refusal).SendAsync(context.Response);
        return false;
    }

    private static bool NeedsAdmin(HttpRequest request)
    {
        var path = request.Path.Value!;
        return path.StartsWith("/api/v2/admin/", StringComparison.Ordinal)
            || path.StartsWith("/api/v2/automations/", StringComparison.Ordinal)
            || (path.StartsWith("/api/v2/agents", StringComparison.Ordinal) && path != "/api/v2/agents/me");
    }

    private static bool IsSolutions(HttpRequest request) =>
        request.Path.StartsWithSegments("/api/v2/solutions", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/api/v2/search/solutions", StringComparison.Ordinal);

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0]
            : null;
    }

    private static bool Accepts(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Length == 0
            || accept.Contains("*/*", StringComparison.Ordinal)
            || accept.Contains("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasKnownContent(HttpRequest request) =>
        request.Body.Length == 0
        || request.HasJsonContentType()
        || (request.ContentType ?? "").StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private Refusal? Check(HttpContext context)
    {
        var request = context.Request;
        var agent = KeyOf(request) is { } key ? account.Enter(a => a.People.AgentOfKey(key)) : null;
        if (agent is null)
        {
            return new Refusal(401, [], "invalid_credentials", "You have to be logged in to perform this action.");
        }

        context.Items[AgentKey] = agent;
        if (!Accepts(request))
        {
            return new Refusal(406, [], null, "Accept header must be application/json or */*");
        }

        if (request.Method is "POST" or "PUT" && !HasKnownContent(request))
        {
            const string Message = "Content-Type header is set to an unsupported type. It should have application/json";
            return new Refusal(415, [], "invalid_content_type", Message);
        }

        return (NeedsAdmin(request) && !agent.Admin) || (IsSolutions(request) && !account.Options.AgentSeesSolutions)
            ? Refusal.Denied
            : null;
    }
}
