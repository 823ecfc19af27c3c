using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridge.Sandbox.Freshdesk.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>
/// Pre-signed download links on a host of their own (<c>localhost</c> where the API is <c>127.0.0.1</c>). They expire,
/// and a request that brings an Authorization header is refused, as the file store of the real tool does.
/// </summary>
internal static class FileLinks
{
    private static readonly byte[] Secret = "sandbox"u8.ToArray();

    public static string For(FreshdeskFile file, Account account)
    {
        var until = (account.Now + account.Options.AttachmentLinkLife).ToUnixTimeSeconds();
        var host = account.BaseUrl().Replace("//127.0.0.1", "//localhost", StringComparison.Ordinal);
        var name = Uri.EscapeDataString(file.Name);
        var path = $"/data/helpdesk/attachments/production/{file.Id}/original/{name}";
        return $"{host}{path}?X-Amz-Expires={until}&X-Amz-Signature={Sign(file.Id, until)}";
    }

    public static void Map(IEndpointRouteBuilder routes, Account account) =>
        routes.MapGet(
            "/data/helpdesk/attachments/production/{id:long}/original/{name}",
            async context => await Serve(context, account).SendAsync(context.Response)
        );

    private static Answer Serve(HttpContext context, Account account)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            return Refuse(400, "InvalidArgument", "Only one auth mechanism allowed");
        }

        var id = long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        var query = context.Request.Query;
        var signed = long.TryParse(query["X-Amz-Expires"], CultureInfo.InvariantCulture, out var until);
        if (!signed || query["X-Amz-Signature"] != Sign(id, until))
        {
            return Refuse(403, "SignatureDoesNotMatch", "The request signature we calculated does not match");
        }

        if (account.Now.ToUnixTimeSeconds() > until)
        {
            return Refuse(403, "AccessDenied", "Request has expired");
        }

        return account.Enter(a => a.Files.Find(id)) is var (file, bytes)
            ? new Answer(200, bytes, file.ContentType)
            : Refuse(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static string Sign(long id, long until) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Secret,
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{until}"))
            )
        );

    private static Answer Refuse(int status, string code, string message)
    {
        var xml =
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>";
        return new Answer(status, Encoding.UTF8.GetBytes(xml), "application/xml");
    }
}
