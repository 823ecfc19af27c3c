using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Jira.Rest;

internal sealed class AttachmentRoutes(Site site, Extras extras)
{
    private const int FilesLimit = 60;

    public void Map(Router router)
    {
        router.Api("POST", "issue/{issue}/attachments", this.Add, Access.Anyone | Access.IssueWrite);
        router.Api("GET", "attachment/meta", this.Meta, Access.Anyone);
        router.Api("GET", "attachment/{attachment:long}", this.Get, Access.Anyone);
        router.Api("DELETE", "attachment/{attachment:long}", this.Delete, Access.Anyone);
        router.Api("GET", "attachment/content/{attachment:long}", this.Content, Access.Anyone | Access.CloudOnly);
        router.Map("GET", "/media/{media}", this.Media, Access.Anyone);
        router.Map("GET", "/secure/attachment/{attachment:long}/{name}", this.Secure, Access.DataCenterOnly);
    }

    private static Answer NoAttachment(Call call) =>
        Answer.Refused(404, $"The attachment with id '{call.Route("attachment")}' does not exist");

    private static byte[] Read(IFormFile file)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    private static Answer File(Attachment attachment) => new(200, attachment.Content, attachment.MimeType);

    private Attachment? Find(Call call) =>
        call.Caller is null ? null : site.Attachments.GetValueOrDefault(call.RouteId("attachment"));

    private Answer Add(Call call)
    {
        if (call.Http.Request.Headers["X-Atlassian-Token"] != "no-check")
        {
            return Answer.PlainText(403, "XSRF check failed");
        }

        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var files = call.Files.Where(f => f.Name == "file").ToList();
        if (files.Count > FilesLimit || files.Exists(f => f.Length > site.Options.AttachmentLimit))
        {
            return call.Form.IsCloud
                ? Answer.Refused(413, "The attachment is larger than the limit, or there are too many of them.")
                : Answer.Refused(404, "The attachment is larger than the limit.");
        }

        var added = files.ConvertAll(f =>
            extras.Attach(call.User, issue, f.FileName, f.ContentType ?? "application/octet-stream", Read(f))
        );
        return Answer.Array(added, (json, attachment) => AttachmentJson.Write(json, attachment, call.Form));
    }

    private Answer Meta(Call call) =>
        Answer.Object(json =>
        {
            json.WriteBoolean("enabled", value: true);
            json.WriteNumber("uploadLimit", site.Options.AttachmentLimit);
        });

    private Answer Get(Call call) =>
        this.Find(call) is { } attachment
            ? Answer.Json(200, json => AttachmentJson.Write(json, attachment, call.Form, numericId: call.Form.IsCloud))
            : NoAttachment(call);

    private Answer Delete(Call call)
    {
        if (this.Find(call) is not { } attachment)
        {
            return NoAttachment(call);
        }

        extras.Detach(call.User, attachment);
        return Answer.NoContent;
    }

    private Answer Content(Call call) =>
        this.Find(call) is not { } attachment ? NoAttachment(call)
        : call.Query("redirect") == "false" ? File(attachment)
        : new Answer(303, []) { Headers = [("Location", $"{MediaHost(call)}/media/{attachment.MediaId}")] };

    /// <summary>The media host is another one, and a key of Jira must not reach it.</summary>
    private static string MediaHost(Call call) =>
        call.Form.BaseUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private Answer Media(Call call) =>
        call.Http.Request.Headers.Authorization.Count > 0 ? new Answer(400, [])
        : site.Media.TryGetValue(call.Route("media"), out var attachment) ? File(attachment)
        : new Answer(404, []);

    private Answer Secure(Call call) => this.Find(call) is { } attachment ? File(attachment) : NoAttachment(call);
}
