using System.Globalization;
using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>What an answer of ClickUp that is no success means. Pure.</summary>
internal static class ClickUpFailures
{
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
        return new Failure(kind, $"{Meaning(kind, answer.Status)}: {Words(answer, code)}", wait)
        {
            Status = answer.Status,
        };
    }

    /// <summary>A good status whose body is not what was asked for: a login page, half an answer.</summary>
    public static Failure Unreadable(ToolAnswer answer, string what) =>
        new(FailureKind.Unknown, $"ClickUp answered {answer.Status} but not with {what}: {answer.Shape}")
        {
            Status = answer.Status,
        };

    /// <summary>True when ClickUp says in so many words that the task is not there: deleted, merged away or never made.</summary>
    public static bool IsGone(string? code) => code is "ITEM_013" or "ITEM_015";

    /// <summary>True when one of the custom fields of a body was refused, and all the rest with it.</summary>
    public static bool IsOfField(string? code) => code?.StartsWith("FIELD_", StringComparison.Ordinal) == true;

    /// <summary>True when the list has no such status (create and update use different codes).</summary>
    public static bool IsOfStatus(string? code) => code is "CRTSK_001" or "ITEM_114";

    private static FailureKind KindOf(int status, string? code, bool ofWorkspace) =>
        (status, code) switch
        {
            (429, _) or (_, "APP_002") => FailureKind.Busy,

            // A wrong date in a custom field is answered as if the server had broken.
            (_, "FIELD_017") or (_, "OAUTH_171") => FailureKind.Refused,
            (401, _) => Unauthorized(code, ofWorkspace),
            (403, _) => FailureKind.Forbidden,
            (404, _) => FailureKind.Missing,
            (409, _) => FailureKind.Conflict,
            (408 or 425, _) => FailureKind.Unknown,
            (>= 400 and < 500, _) => FailureKind.Refused,
            _ => FailureKind.Unknown,
        };

    /// <summary>
    /// ClickUp answers 401 both for a dead token and for one object that it hides: ACCESS_* is always the latter, and
    /// "workspace not authorized" (OAUTH_023, 026, 027, 029 to 045) is what a foreign task's id gives.
    /// </summary>
    private static FailureKind Unauthorized(string? code, bool ofWorkspace)
    {
        if (code?.StartsWith("ACCESS_", StringComparison.Ordinal) == true)
        {
            return FailureKind.Forbidden;
        }

        var foreign =
            code?.StartsWith("OAUTH_", StringComparison.Ordinal) == true
            && int.TryParse(code.AsSpan(6), CultureInfo.InvariantCulture, out var number)
            && number is 23 or 26 or 27 or (>= 29 and <= 45);
        return foreign && !ofWorkspace ? FailureKind.Forbidden : FailureKind.Unauthorized;
    }

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
