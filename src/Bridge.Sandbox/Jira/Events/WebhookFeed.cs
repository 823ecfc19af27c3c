using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira.Query;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Events;

/// <summary>Tells the registered webhooks what happened, in the version 2 shapes that Jira uses for them.</summary>
internal sealed class WebhookFeed(Site site, WebhookSender sender, Func<string> baseUrl)
{
    private static readonly FieldSelection All = new([], "*all");
    private static readonly FieldSelection Six = new(
        ["summary", "issuetype", "project", "assignee", "priority", "status"],
        "*all"
    );

    private bool IsCloud => site.Options.Flavor == JiraFlavor.Cloud;

    public Dictionary<long, Webhook> Hooks { get; } = [];

    public void IssueCreated(Issue issue, History history) =>
        this.IssueEvent("jira:issue_created", issue, history.Author, "issue_created", history);

    public void IssueUpdated(Issue issue, JiraUser author, History history, string eventName) =>
        this.IssueEvent("jira:issue_updated", issue, author, eventName, history);

    public void IssueDeleted(Issue issue, JiraUser author) =>
        this.IssueEvent("jira:issue_deleted", issue, author, null, null);

    /// <summary>Cloud: the comment and six fields of the issue, no user. Data Center: no issue, and an issue event beside it.</summary>
    public void CommentEvent(string name, Comment comment, JiraUser author, bool secondary = false)
    {
        this.Send(name, comment.Issue, Write, secondary);
        if (!secondary && (!this.IsCloud || site.Options.DoubleCommentEvents))
        {
            var type = name switch
            {
                "comment_created" => "issue_commented",
                "comment_updated" => "issue_comment_edited",
                _ => "issue_comment_deleted",
            };
            this.IssueEvent("jira:issue_updated", comment.Issue, author, type, null, comment);
        }

        void Write(Utf8JsonWriter json, WireForm form)
        {
            json.WritePropertyName("comment");
            CommentJson.Write(json, comment, form);
            if (this.IsCloud)
            {
                json.WritePropertyName("issue");
                this.WriteIssue(json, comment.Issue, form, Six);
            }
        }
    }

    public void AttachmentEvent(string name, Attachment attachment) =>
        this.Send(
            name,
            attachment.Issue,
            (json, form) =>
            {
                json.WritePropertyName("attachment");
                AttachmentJson.Write(json, attachment, form);
            }
        );

    public void PropertyEvent(string name, Issue issue, JiraUser author, string key, string? value) =>
        this.Send(
            name,
            issue,
            (json, form) =>
            {
                json.WritePropertyName("user");
                PersonJson.Write(json, author, form);
                json.WritePropertyName("issue");
                this.WriteIssue(json, issue, form, Six);
                json.WritePropertyName("property");
                PropertyJson.Write(json, key, value ?? "null");
            }
        );

    public void VersionEvent(
        string name,
        Project project,
        ProjectVersion version,
        (Project Project, ProjectVersion Version)? mergedTo = null
    ) =>
        this.Send(
            name,
            null,
            (json, form) =>
            {
                json.WritePropertyName("version");
                VersionJson.Write(json, version, project, form, site.Today);
                if (mergedTo is { } target)
                {
                    json.WritePropertyName("mergedTo");
                    VersionJson.Write(json, target.Version, target.Project, form, site.Today);
                }
            }
        );

    private void IssueEvent(
        string name,
        Issue issue,
        JiraUser author,
        string? typeName,
        History? history,
        Comment? comment = null
    ) =>
        this.Send(
            name,
            issue,
            (json, form) =>
            {
                if (typeName is not null)
                {
                    json.WriteString("issue_event_type_name", typeName);
                }

                json.WritePropertyName("user");
                PersonJson.Write(json, author, form);
                json.WritePropertyName("issue");
                this.WriteIssue(json, issue, form, All);
                if (history is not null)
                {
                    json.WriteStartObject("changelog");
                    json.WriteString("id", history.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    ChangelogJson.WriteItems(json, history, form);
                    json.WriteEndObject();
                }

                if (comment is not null)
                {
                    json.WritePropertyName("comment");
                    CommentJson.Write(json, comment, form);
                }
            }
        );

    private void WriteIssue(Utf8JsonWriter json, Issue issue, WireForm form, FieldSelection fields)
    {
        var view = new IssueView(site, form, site.Bot, fields) { InWebhook = true };
        if (fields != Six || !site.Options.MalformedSelf)
        {
            IssueJson.Write(json, issue, issue.State, view);
            return;
        }

        // Recorded in 2019 and 2024: the self of comment events lacks "/issue".
        var text = Encoding.UTF8.GetString(Json.Bytes(inner => IssueJson.Write(inner, issue, issue.State, view)));
        json.WriteRawValue(
            text.Replace($"{form.Self("issue/")}{issue.Id}\"", $"{form.Self("")}{issue.Id}\"", StringComparison.Ordinal)
        );
    }

    private void Send(string name, Issue? issue, Action<Utf8JsonWriter, WireForm> write, bool secondary = false)
    {
        byte[]? body = null;
        foreach (var hook in this.Hooks.Values)
        {
            if (!hook.Enabled || (hook.Events.Count > 0 && !hook.Events.Contains(name)) || !this.Matches(hook, issue))
            {
                continue;
            }

            body ??= this.Body(name, write);
            sender.Send(
                new WebhookDelivery(hook.Url, body, this.Headers(hook, body, secondary))
                {
                    RetryHeader = this.IsCloud ? "X-Atlassian-Webhook-Retry" : null,
                }
            );
        }
    }

    private bool Matches(Webhook hook, Issue? issue)
    {
        if (hook.Jql is null || issue is null)
        {
            return true;
        }

        var (query, _) = JqlParser.Parse(hook.Jql, new JqlScope(site, site.Bot));
        return query is not null && query.Where(issue, issue.State);
    }

    private byte[] Body(string name, Action<Utf8JsonWriter, WireForm> write)
    {
        var form = new WireForm(baseUrl(), 2, site.Options);
        return Json.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", site.Now.ToUnixTimeMilliseconds());
            json.WriteString("webhookEvent", name);
            write(json, form);
            json.WriteEndObject();
        });
    }

    private Dictionary<string, string> Headers(Webhook hook, byte[] body, bool secondary)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json; charset=utf-8",
            ["User-Agent"] = "Atlassian Webhook HTTP Client",
        };
        if (this.IsCloud)
        {
            headers["X-Atlassian-Webhook-Identifier"] = Guid.NewGuid().ToString();
            headers["X-Atlassian-Webhook-Flow"] = secondary ? "Secondary" : "Primary";
        }

        if (hook.Secret is { } secret)
        {
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
            headers["X-Hub-Signature"] = "sha256=" + Convert.ToHexStringLower(hash);
        }

        return headers;
    }
}
