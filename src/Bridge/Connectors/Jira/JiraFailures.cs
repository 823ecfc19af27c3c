using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>What an answer of Jira that is no success means. Pure.</summary>
internal static class JiraFailures
{
    /// <summary>Null when the answer is good. Field names in it are Jira's ids.</summary>
    public static Failure? Of(ToolAnswer answer, JiraDialect dialect, DateTimeOffset now)
    {
        if (answer.NoAnswer is { } none)
        {
            return none;
        }

        if (dialect.IsStranger(answer))
        {
            return new Failure(
                FailureKind.Unauthorized,
                "Jira does not accept the API token and answered as to a stranger; make a new token and set "
                    + dialect.TokenSetting
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
        var reference = kind == FailureKind.Unknown ? Reference(answer) : "";
        return new Failure(kind, $"{Meaning(answer)}: {message}{reference}", Wait(answer, kind, now))
        {
            Status = answer.Status,
            Fields = fields,
        };
    }

    /// <summary>A good status whose body is not what was asked for: a login page, half an answer.</summary>
    public static Failure Unreadable(ToolAnswer answer, string what) =>
        new(
            FailureKind.Unknown,
            $"Jira answered {answer.Status} but not with {what}: {answer.Shape}{Reference(answer)}"
        )
        {
            Status = answer.Status,
        };

    /// <summary>True when one issue alone had too many writes; the rest of the connection may go on.</summary>
    public static bool IsOfOneIssue(ToolAnswer answer) =>
        answer.Status == 429
        && answer.Header("RateLimit-Reason")?.Contains("per-issue", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>By what Atlassian's support finds the call in its logs.</summary>
    private static string Reference(ToolAnswer answer) =>
        (answer.Header("Atl-Traceid") ?? answer.Header("X-Arequestid")) is { Length: > 0 } id ? $" (request {id})" : "";

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

    private static string Meaning(ToolAnswer answer) =>
        answer.Status switch
        {
            401 => "Jira does not accept the credentials (401)",
            403 => "the integration user may not do this in Jira (403)",
            404 => "Jira has no such thing, or hides it from the integration user (404)",
            409 => "somebody changed the issue at the same moment (409)",
            429 => $"Jira asks to wait (429{(answer.Header("RateLimit-Reason") is { } why ? ", " + why : "")})",
            413 => "a limit of Jira is reached (413)",
            >= 300 and < 400 => $"Jira redirects elsewhere ({answer.Status}); check BaseUrl",
            >= 500 => $"Jira is in trouble ({answer.Status})",
            _ => $"Jira refused it ({answer.Status})",
        };

    /// <summary>Data Center sends "retry-after: 0" with every answer while there are tokens left: that asks for nothing.</summary>
    private static TimeSpan? Wait(ToolAnswer answer, FailureKind kind, DateTimeOffset now) =>
        kind == FailureKind.Busy || answer.Header("Retry-After") is not (null or "0")
            ? RetryAfter.Of(answer, now)
            : null;

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
