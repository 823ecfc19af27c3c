using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Jira's webhooks, of Cloud and Data Center: whether one is authentic, and which issues it speaks of. Pure.</summary>
internal static partial class JiraWebhook
{
    private const string SignatureHeader = "x-hub-signature";

    /// <summary>Events by their beginning that say nothing about an issue's own data.</summary>
    private static readonly ImmutableArray<string> Elsewhere =
    [
        "attachment_",
        "board_",
        "filter_",
        "issue_property_",
        "issuelink_",
        "issuetype_",
        "jira:version_",
        "jira:worklog_",
        "jira_expression_",
        "option_",
        "project_",
        "sprint_",
        "user_",
        "worklog_",
        "app_access_",
    ];

    /// <summary>Checks X-Hub-Signature, "method=hex" over the raw body; the sender names the method, sha256 unless set otherwise.</summary>
    public static SignatureVerdict Verify(WebhookRequest request, string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return SignatureVerdict.NotConfigured;
        }

        if (!request.Headers.TryGetValue(SignatureHeader, out var signature) || string.IsNullOrWhiteSpace(signature))
        {
            return SignatureVerdict.Missing;
        }

        var cut = signature.IndexOf('=', StringComparison.Ordinal);
        var wanted = cut < 0 ? null : Mac(signature[..cut].Trim(), secret, request.Body.Span);
        return wanted is not null && CryptographicOperations.FixedTimeEquals(wanted, Hex(signature[(cut + 1)..].Trim()))
            ? SignatureVerdict.Authentic
            : SignatureVerdict.Wrong;
    }

    public static WebhookReading Understand(string connection, WebhookRequest request)
    {
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Understand(connection, json.RootElement)
                : new WebhookReading.NotUnderstood("the body is no JSON object");
        }
        catch (JsonException)
        {
            return new WebhookReading.NotUnderstood("the body is no JSON");
        }
    }

    [GeneratedRegex("/issue/(?<id>[0-9]+)/comment/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CommentAddress();

    private static byte[]? Mac(string method, string secret, ReadOnlySpan<byte> body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return method.ToUpperInvariant() switch
        {
            "SHA256" => HMACSHA256.HashData(key, body),
            "SHA384" => HMACSHA384.HashData(key, body),
            "SHA512" => HMACSHA512.HashData(key, body),
            _ => null,
        };
    }

    private static byte[] Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? bytes[..written]
            : [];
    }

    private static WebhookReading Understand(string connection, JsonElement root)
    {
        var name = JiraValues.Member(root, "webhookEvent");
        return name switch
        {
            null => new WebhookReading.NotUnderstood("the body names no webhookEvent"),
            "jira:issue_created" or "jira:issue_updated" or "jira:issue_deleted" => OfIssue(connection, root, name),
            "comment_created" or "comment_updated" or "comment_deleted" => OfComment(connection, root, name),
            _ when Elsewhere.Any(e => name.StartsWith(e, StringComparison.Ordinal)) =>
                new WebhookReading.Understood([]),
            _ => new WebhookReading.NotUnderstood($"'{name}' is no event that the bridge knows"),
        };
    }

    private static WebhookReading OfIssue(string connection, JsonElement root, string name)
    {
        if (Object(root, "issue") is not { } issue || JiraValues.Member(issue, "id") is not { Length: > 0 } id)
        {
            return new WebhookReading.NotUnderstood($"'{name}' names no issue id");
        }

        var version = name == "jira:issue_deleted" ? null : Version(issue);
        return One(connection, id, version, Words(name, root, Object(root, "user")));
    }

    /// <summary>Cloud sends a small issue along; Data Center sends none, but the comment's address holds the issue's id.</summary>
    private static WebhookReading OfComment(string connection, JsonElement root, string name)
    {
        var comment = Object(root, "comment");
        var id = Object(root, "issue") is { } issue ? JiraValues.Member(issue, "id") : null;
        if (string.IsNullOrEmpty(id) && comment is { } told && JiraValues.Member(told, "self") is { } self)
        {
            id = CommentAddress().Match(self) is { Success: true } match ? match.Groups["id"].Value : null;
        }

        var author = comment is { } c ? Object(c, name == "comment_created" ? "author" : "updateAuthor") : null;
        return string.IsNullOrEmpty(id)
            ? new WebhookReading.NotUnderstood($"'{name}' does not say of which issue")
            : One(connection, id, null, Words(name, root, author));
    }

    private static WebhookReading.Understood One(string connection, string id, long? version, string what) =>
        new([new Signal(SignalSource.Webhook, connection, Side.Tracker, id, version, what)]);

    private static long? Version(JsonElement issue) =>
        Object(issue, "fields") is { } fields && JiraValues.Moment(JiraValues.Member(fields, "updated")) is { } updated
            ? updated.ToUnixTimeMilliseconds()
            : null;

    private static string Words(string name, JsonElement root, JsonElement? who)
    {
        var key = Object(root, "issue") is { } issue ? JiraValues.Member(issue, "key") : null;
        var person = who is { } user ? JiraValues.Member(user, "displayName") : null;
        return string.Concat(
            name.Replace("jira:", "", StringComparison.Ordinal),
            key is null ? "" : $" {key}",
            person is null ? "" : $" by {person}"
        );
    }

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
