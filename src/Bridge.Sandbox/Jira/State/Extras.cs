using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Attachments and remote links: both leave a line in the changelog.</summary>
internal sealed class Extras(Site site, WebhookFeed feed, IssueWriter writer)
{
    public Attachment Attach(JiraUser author, Issue issue, string fileName, string mimeType, byte[] content)
    {
        var attachment = new Attachment(site.NewId(), issue, fileName, mimeType, content, author, site.Now);
        issue.Attachments.Add(attachment);
        site.Attachments.Add(attachment.Id, attachment);
        site.Media.Add(attachment.MediaId, attachment);
        feed.AttachmentEvent("attachment_created", attachment);
        this.Log(author, issue, new LogItem("Attachment", "attachment", null, null, Text(attachment.Id), fileName));
        return attachment;
    }

    public void Detach(JiraUser author, Attachment attachment)
    {
        attachment.Issue.Attachments.Remove(attachment);
        site.Attachments.Remove(attachment.Id);
        site.Media.Remove(attachment.MediaId);
        feed.AttachmentEvent("attachment_deleted", attachment);
        var item = new LogItem("Attachment", "attachment", Text(attachment.Id), attachment.FileName, null, null);
        this.Log(author, attachment.Issue, item);
    }

    /// <summary>Creates a remote link, or replaces the one with the same globalId whole; says which.</summary>
    public (RemoteLink? Link, bool Created, Problem? Problem) Link(JiraUser author, Issue issue, JsonElement input)
    {
        var target = Json.Part(input, "object", JsonValueKind.Object) ?? default;
        var url = Json.Text(target, "url");
        var title = Json.Text(target, "title");
        if (string.IsNullOrEmpty(url) || string.IsNullOrEmpty(title))
        {
            var missing = string.IsNullOrEmpty(url) ? "url" : "title";
            return (null, false, Problem.OfField(missing, $"'{missing}' is required."));
        }

        var globalId = Json.Text(input, "globalId");
        if (globalId?.Length > 255)
        {
            return (
                null,
                false,
                Problem.OfField("globalId", "'globalId' must be less than or equal to 255 characters.")
            );
        }

        var at = globalId is null ? -1 : issue.RemoteLinks.FindIndex(l => l.GlobalId == globalId);
        var link = new RemoteLink(
            at < 0 ? site.NewId() : issue.RemoteLinks[at].Id,
            globalId,
            Json.Text(input, "relationship"),
            Json.Part(input, "application", JsonValueKind.Object)?.GetRawText(),
            target.GetRawText(),
            url,
            title
        );
        if (at >= 0)
        {
            issue.RemoteLinks[at] = link;
            return (link, false, null);
        }

        issue.RemoteLinks.Add(link);
        var text = $"This issue links to \"{title}\"";
        this.Log(author, issue, new LogItem("RemoteIssueLink", null, null, null, Text(link.Id), text));
        return (link, true, null);
    }

    public void Unlink(JiraUser author, Issue issue, RemoteLink link)
    {
        issue.RemoteLinks.Remove(link);
        var text = $"This issue links to \"{link.Title}\"";
        this.Log(author, issue, new LogItem("RemoteIssueLink", null, Text(link.Id), text, null, null));
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private void Log(JiraUser author, Issue issue, LogItem item) =>
        writer.Commit(author, issue, issue.State.Values, "issue_updated", [item]);
}
