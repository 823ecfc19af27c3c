using System.Text;
using Bridge.Sandbox.Jira.State;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Finds out who calls. Wrong credentials make a stranger on Cloud, marked by a header, and 401 on Data Center.</summary>
internal static class Caller
{
    private const string Gateway = "/ex/jira/";
    private static readonly object ItemKey = new();

    public static JiraUser? Of(HttpContext context) => context.Items[ItemKey] as JiraUser;

    /// <summary>Notes the caller; an answer means that the call ends here.</summary>
    public static Answer? Admit(HttpContext context, Site site)
    {
        var throughGateway = context.Request.Path.StartsWithSegments(
            Gateway + site.Options.CloudId,
            StringComparison.OrdinalIgnoreCase,
            out var rest
        );
        if (throughGateway)
        {
            context.Request.Path = rest;
        }

        if (site.Options.ContextPath.Length > 0)
        {
            if (
                !context.Request.Path.StartsWithSegments(
                    site.Options.ContextPath,
                    StringComparison.Ordinal,
                    out var below
                )
            )
            {
                return new Answer(404, []);
            }

            context.Request.Path = below;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var user = site.Options.Flavor == JiraFlavor.Cloud ? Basic(header, site) : Bearer(header, site);
        var isScoped = site.Options.TokenIsScoped && user == site.Bot;
        if (isScoped && !throughGateway)
        {
            return Answer.PlainText(401, "Client must be authenticated to access this resource.");
        }

        if (user is not null)
        {
            context.Items[ItemKey] = user;
            context.Response.Headers["X-AAccountId"] =
                site.Options.Flavor == JiraFlavor.Cloud ? user.AccountId : default;
            context.Response.Headers["X-AUSERNAME"] = site.Options.Flavor == JiraFlavor.Cloud ? default : user.Name;
            return null;
        }

        if (site.Options.Flavor == JiraFlavor.DataCenter)
        {
            context.Response.Headers["X-AUSERNAME"] = "anonymous";
        }

        if (header.Length == 0)
        {
            return null;
        }

        context.Response.Headers["X-Seraph-LoginReason"] = "AUTHENTICATED_FAILED";
        return site.Options.Flavor == JiraFlavor.Cloud
            ? null
            : Answer.PlainText(401, "Client must be authenticated to access this resource.");
    }

    private static JiraUser? Basic(string header, Site site)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2
            ? Known(site, pair[1], user => string.Equals(user.Email, pair[0], StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static JiraUser? Bearer(string header, Site site) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? Known(site, header[7..].Trim(), static _ => true)
            : null;

    private static JiraUser? Known(Site site, string token, Func<JiraUser, bool> isMeant)
    {
        lock (site.Gate)
        {
            return token == site.Options.ApiToken && isMeant(site.Bot)
                ? site.Bot
                : site.Users.Find(user => user.Token == token && isMeant(user));
        }
    }
}
