using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>What an answer of ClickUp that is no success means. Pure.</summary>
internal static class ClickUpFailures
{
    private static readonly string[] RequestIds = ["X-Request-Id", "X-Trace-Id", "CF-Ray", "X-Amz-Cf-Id"];

    /// <summary>ClickUp's own code in an error (ECODE), such as ITEM_013; null when it gave none.</summary>
    public static string? Code(ToolAnswer answer)
    {
        using var json = answer.Json();
        return json is null ? null : Text(json.RootElement, "ECODE");
    }

    /// <summary>Null when the answer is good.</summary>
    /// <param name="ofWorkspace">Whether the call was for the whole workspace: a "team not authorized" then means the token.</param>
    public static Failure? Of(ToolAnswer answer, bool ofWorkspace, DateTimeOffset now)
    {
        if (answer.NoAnswer is { } none)
        {
            return none;
        }

        if (answer.Good)
        {
            return null;
        }

        var code = Code(answer);
        var kind = KindOf(answer.Status, code, ofWorkspace);
        var wait =
            kind == FailureKind.Busy || answer.Header("Retry-After") is not null
                ? RetryAfter.Of(answer, now)
                : (TimeSpan?)null;
        var cure = ClickUpCodes.Cure(code) is { } known ? $"; {known}" : "";
        return new Failure(kind, $"{Meaning(kind, answer.Status)}{cure}: {Words(answer, code)}{Request(answer)}", wait)
        {
            Status = answer.Status,
        };
    }

    /// <summary>A good status whose body is not what was asked for: a login page, half an answer.</summary>
    public static Failure Unreadable(ToolAnswer answer, string what) =>
        new(
            FailureKind.Unknown,
            $"ClickUp answered {answer.Status} but not with {what}: {answer.Shape}{Request(answer)}"
        )
        {
            Status = answer.Status,
        };

    private static FailureKind KindOf(int status, string? code, bool ofWorkspace) =>
        ClickUpCodes.Kind(status, code, ofWorkspace)
        ?? status switch
        {
            429 => FailureKind.Busy,
            403 => FailureKind.Forbidden,
            404 => FailureKind.Missing,
            409 => FailureKind.Conflict,
            408 or 425 => FailureKind.Unknown,
            >= 400 and < 500 => FailureKind.Refused,
            _ => FailureKind.Unknown,
        };

    private static string Meaning(FailureKind kind, int status) =>
        kind switch
        {
            FailureKind.Busy => $"ClickUp asks to wait ({status})",
            FailureKind.Unauthorized => $"ClickUp does not accept the token ({status}); check Token and WorkspaceId",
            FailureKind.Forbidden => $"the integration user may not do this in ClickUp ({status})",
            FailureKind.Missing => $"ClickUp has no such thing, or hides it from the integration user ({status})",
            FailureKind.Conflict => $"somebody changed the task at the same moment ({status})",
            FailureKind.Refused => $"ClickUp refused it ({status})",
            _ when status is >= 300 and < 400 => $"ClickUp redirects elsewhere ({status}); check BaseUrl",
            _ => $"ClickUp is in trouble ({status})",
        };

    /// <summary>By what ClickUp's support finds the call again: a header, or the trace_id of an answer of API v3.</summary>
    private static string Request(ToolAnswer answer)
    {
        var id = RequestIds.Select(answer.Header).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        if (id is null)
        {
            using var json = answer.Json();
            id = json is null ? null : ClickUpFields.Text(json.RootElement, "trace_id");
        }

        return id is null ? "" : $" [request {id}]";
    }

    private static string Words(ToolAnswer answer, string? code)
    {
        using var json = answer.Json();
        if (json is null)
        {
            return answer.Shape;
        }

        var root = json.RootElement;
        var words = Text(root, "err") ?? Text(root, "error") ?? Text(root, "message") ?? "it gave no reason";
        return code is null ? words : $"{words} ({code})";
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
