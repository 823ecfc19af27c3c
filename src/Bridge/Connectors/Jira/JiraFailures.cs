using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>What an answer of Jira that is no success means. Pure.</summary>
internal static class JiraFailures
{
    /// <summary>Null when the answer is good. Field names in it are Jira's ids.</summary>
    public static Failure? Of(ToolAnswer answer, DateTimeOffset now)
    {
        if (answer.NoAnswer is { } none)
        {
            return none;
        }

        if (IsAnonymous(answer))
        {
            return new Failure(
                FailureKind.Unauthorized,
                "Jira does not accept the API token and answered as to a stranger; make a new token and set ApiToken"
            )
            {
                Status = answer.Status,
            };
        }

        if (answer.Good)
        {
            return null;
        }

        var (message, fields) = Words(answer);
        var kind = KindOf(answer.Status);
        return new Failure(kind, $"{Meaning(answer.Status)}: {message}", Wait(answer, kind, now))
        {
            Status = answer.Status,
            Fields = fields,
        };
    }

    /// <summary>A good status whose body is not what was asked for: a login page, half an answer.</summary>
    public static Failure Unreadable(ToolAnswer answer, string what) =>
        new(FailureKind.Unknown, $"Jira answered {answer.Status} but not with {what}: {answer.Shape}")
        {
            Status = answer.Status,
        };

    /// <summary>
    /// True when Jira says in a header that it refused the credentials; operations that are open to strangers then
    /// answer 200 with whatever a stranger may see, mostly nothing.
    /// </summary>
    private static bool IsAnonymous(ToolAnswer answer) =>
        answer.Header("X-Seraph-LoginReason") is { } reason
        && (
            reason.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase)
        );

    private static FailureKind KindOf(int status) =>
        status switch
        {
            401 => FailureKind.Unauthorized,
            403 => FailureKind.Forbidden,
            404 => FailureKind.Missing,
            409 => FailureKind.Conflict,
            429 => FailureKind.Busy,
            408 or 425 => FailureKind.Unknown,
            >= 400 and < 500 => FailureKind.Refused,
            _ => FailureKind.Unknown,
        };

    private static string Meaning(int status) =>
        status switch
        {
            401 => "Jira does not accept the credentials (401)",
            403 => "the integration user may not do this in Jira (403)",
            404 => "Jira has no such thing, or hides it from the integration user (404)",
            409 => "somebody changed the issue at the same moment (409)",
            429 => "Jira asks to wait (429)",
            413 => "a limit of Jira is reached (413)",
            >= 300 and < 400 => $"Jira redirects elsewhere ({status}); check BaseUrl",
            >= 500 => $"Jira is in trouble ({status})",
            _ => $"Jira refused it ({status})",
        };

    private static TimeSpan? Wait(ToolAnswer answer, FailureKind kind, DateTimeOffset now) =>
        kind == FailureKind.Busy || answer.Header("Retry-After") is not null ? RetryAfter.Of(answer, now) : null;

    private static (string Message, ImmutableArray<FieldRefusal> Fields) Words(ToolAnswer answer)
    {
        using var json = answer.Json();
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return (answer.Shape, []);
        }

        var root = json.RootElement;
        var fields = FieldErrors(root);
        var parts = Messages(root).Concat(fields.Select(f => $"{f.Field}: {f.Message}")).Distinct().ToList();
        return (parts.Count == 0 ? "it gave no reason" : string.Join("; ", parts), fields);
    }

    private static ImmutableArray<FieldRefusal> FieldErrors(JsonElement root) =>
        root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? [.. errors.EnumerateObject().Select(e => new FieldRefusal(e.Name, Text(e.Value)))]
            : [];

    private static IEnumerable<string> Messages(JsonElement root)
    {
        if (root.TryGetProperty("errorMessages", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in list.EnumerateArray())
            {
                yield return Text(message);
            }
        }

        foreach (var name in (string[])["message", "detail", "error_description", "error"])
        {
            if (root.TryGetProperty(name, out var message) && message.ValueKind == JsonValueKind.String)
            {
                yield return Text(message);
                yield break;
            }
        }
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
