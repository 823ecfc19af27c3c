using System.Collections.Frozen;
using System.Globalization;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// ClickUp's own codes (ECODE) of errors: what those mean that the HTTP status alone does not tell, and the cure. Codes as seen
/// by users of the API; an unknown one is judged by the status.
/// </summary>
internal static class ClickUpCodes
{
    /// <summary>The list's default type is a custom one that the plan no longer allows.</summary>
    public const string TypeCapped = "ITEM_246";

    private static readonly FrozenDictionary<string, string> Cures = new Dictionary<string, string>
    {
        ["OAUTH_017"] = "no token went along: set Token",
        ["OAUTH_019"] = "the token is not known any more: make a new one in ClickUp (Settings > Apps)",
        ["OAUTH_021"] = "the token is not known any more: make a new one in ClickUp (Settings > Apps)",
        ["OAUTH_025"] = "the token is not known any more: make a new one in ClickUp (Settings > Apps)",
        ["OAUTH_077"] = "the token is not known any more: make a new one in ClickUp (Settings > Apps)",
        ["OAUTH_171"] = "a webhook to this address and place is there already",
        ["ACCESS_081"] = "give the user the right for it (making tags, deleting tasks)",
        ["ACCESS_083"] = "share the list with the user",
        ["CRTSK_001"] = "the list has no status of this name; statuses belong to the list",
        ["ITEM_114"] = "the list has no status of this name; statuses belong to the list",
        ["ITEM_137"] = "the parent task is in another list",
        [TypeCapped] = "the plan does not allow more tasks of this custom type; use the type Task",
        ["FIELD_011"] = "an option must be sent by its id; start the bridge again if options were changed",
        ["FIELD_017"] = "it is no date to ClickUp",
        ["FIELD_033"] =
            "the Free plan counts each writing of a custom field and stops at 60: upgrade, or keep it out of custom fields",
        ["FIELD_115"] = "the custom field is not on the list that the task is in",
        ["FIELD_220"] = "the user may not make custom fields here",
        ["FIELD_262"] = "ClickUp lets nobody change custom fields by its API",
        ["FIELD_342"] = "the custom field does not take a value of this shape",
        ["GBUSED_005"] = "the workspace's storage is full: free some, or upgrade",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What to do about it; null when the code says nothing that the status does not.</summary>
    public static string? Cure(string? code) => code is null ? null : Cures.GetValueOrDefault(code);

    /// <summary>The kind that a code alone decides; null: the status decides.</summary>
    /// <param name="ofWorkspace">Whether the call was for the whole workspace: "not authorized" then means the token.</param>
    public static FailureKind? Kind(int status, string? code, bool ofWorkspace) =>
        (status, code) switch
        {
            (_, "APP_002") => FailureKind.Busy,

            // A wrong date in a custom field is answered as if the server had broken.
            (_, "FIELD_017") or (_, "OAUTH_171") => FailureKind.Refused,
            (_, "GBUSED_005") when status is >= 400 and < 500 => FailureKind.Refused,

            // 401 is a dead token or one hidden object: ACCESS_* is always the latter.
            (401, _) when code?.StartsWith("ACCESS_", StringComparison.Ordinal) == true => FailureKind.Forbidden,
            (401, _) when IsForeign(code) && !ofWorkspace => FailureKind.Forbidden,
            (401, _) => FailureKind.Unauthorized,
            _ => null,
        };

    /// <summary>"Workspace not authorized" (OAUTH_023, 026, 027, 029 to 045) is what a foreign task's id gives.</summary>
    private static bool IsForeign(string? code) =>
        code?.StartsWith("OAUTH_", StringComparison.Ordinal) == true
        && int.TryParse(code.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is 23 or 26 or 27 or (>= 29 and <= 45);

    /// <summary>True when ClickUp says in so many words that the task is not there: deleted, merged away or never made.</summary>
    public static bool IsGone(string? code) => code is "ITEM_013" or "ITEM_015";

    /// <summary>True when one of the custom fields of a body was refused, and all the rest with it.</summary>
    public static bool IsOfField(string? code) => code?.StartsWith("FIELD_", StringComparison.Ordinal) == true;

    /// <summary>True when the list has no such status (create and update use different codes).</summary>
    public static bool IsOfStatus(string? code) => code is "CRTSK_001" or "ITEM_114";
}
