using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Who may call an operation and where it exists.</summary>
[Flags]
internal enum Access
{
    User = 0,
    Anyone = 1,
    CloudOnly = 2,
    DataCenterOnly = 4,

    /// <summary>Counts as a write on the issue of the path.</summary>
    IssueWrite = 8,

    /// <summary>Refuses a request without Content-Type, even when it has no body.</summary>
    NeedsContentType = 16,
}

/// <summary>Adds operations, and does for each what all have in common: caller, limits, body, the lock.</summary>
internal sealed class Router(IEndpointRouteBuilder routes, Site site, CallLimits limits, Func<string> baseUrl)
{
    /// <summary>Adds an operation of the REST API; the path is below /rest/api/{version}/.</summary>
    public void Api(string method, string path, Func<Call, Answer> answer, Access access = Access.User) =>
        this.Map(method, "/rest/api/{api:int:range(2,3)}/" + path, answer, access);

    /// <summary>Adds an operation by its whole path.</summary>
    public void Map(string method, string path, Func<Call, Answer> answer, Access access = Access.User) =>
        routes.MapMethods(path, [method], context => this.AnswerAsync(context, path, answer, access));

    private static bool IsMissing(JiraFlavor flavor, int version, Access access) =>
        flavor == JiraFlavor.Cloud
            ? access.HasFlag(Access.DataCenterOnly)
            : access.HasFlag(Access.CloudOnly) || version == 3;

    public static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static async Task<(JsonDocument? Body, Answer? Bad)> ReadAsync(HttpContext context, Access access)
    {
        var request = context.Request;
        var hasBody = request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        var isWrite = request.Method is "POST" or "PUT";
        if (!hasBody && !access.HasFlag(Access.NeedsContentType))
        {
            return isWrite && request.ContentType is null ? (null, new Answer(415, [])) : (null, null);
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, new Answer(415, []));
        }

        if (!hasBody)
        {
            return (null, null);
        }

        try
        {
            return (await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted), null);
        }
        catch (JsonException error)
        {
            return (null, Answer.Refused(400, "There was an error parsing JSON. " + error.Message));
        }
    }

    private async Task AnswerAsync(HttpContext context, string path, Func<Call, Answer> answer, Access access) =>
        await WriteAsync(context, await this.DecideAsync(context, path, answer, access));

    private async Task<Answer> DecideAsync(HttpContext context, string path, Func<Call, Answer> answer, Access access)
    {
        var version = (string?)context.GetRouteValue("api") == "3" ? 3 : 2;
        if (IsMissing(site.Options.Flavor, version, access))
        {
            return Answer.NoEndpoint(context.Request.Method, context.Request.Path);
        }

        var caller = Caller.Of(context);
        if (caller is null && !access.HasFlag(Access.Anyone))
        {
            return Answer.PlainText(401, "Client must be authenticated to access this resource.");
        }

        if (caller is not null && site.Options.Flavor == JiraFlavor.DataCenter)
        {
            foreach (var (name, value) in limits.Bucket())
            {
                context.Response.Headers[name] = value;
            }
        }

        if (limits.Burst(context.Request.Method + path) is { } tooFast)
        {
            return tooFast;
        }

        var form = new WireForm(baseUrl(), version, site.Options);
        if (context.Request.HasFormContentType)
        {
            var files = (await context.Request.ReadFormAsync(context.RequestAborted)).Files;
            return this.Locked(new Call(context, site, form, caller, default) { Files = files }, answer, access);
        }

        var (body, bad) = await ReadAsync(context, access);
        using (body)
        {
            var root = body?.RootElement ?? default;
            return bad ?? this.Locked(new Call(context, site, form, caller, root), answer, access);
        }
    }

    private Answer Locked(Call call, Func<Call, Answer> answer, Access access)
    {
        lock (site.Gate)
        {
            return access.HasFlag(Access.IssueWrite) && call.Issue is { } issue && limits.Write(issue) is { } tooMuch
                ? tooMuch
                : answer(call);
        }
    }
}
