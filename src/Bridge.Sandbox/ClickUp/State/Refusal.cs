namespace Bridge.Sandbox.ClickUp.State;

/// <summary>An answer that is an error, with ClickUp's text and ECODE.</summary>
internal sealed record Refusal(int Status, string Text, string? Code)
{
    public static readonly Refusal TokenMissing = new(401, "Authorization header required", "OAUTH_017");
    public static readonly Refusal TokenInvalid = new(401, "Token invalid", "OAUTH_025");
    public static readonly Refusal TeamForeign = new(401, "Team not authorized", "OAUTH_027");
    public static readonly Refusal NoAccess = new(401, "Team not authorized", "ACCESS_083");
    public static readonly Refusal RateLimited = new(429, "Rate limit reached", "APP_002");
    public static readonly Refusal NoRoute = new(404, "Route not found", null);
    public static readonly Refusal NoTask = new(404, "Task not found", "ITEM_013");
    public static readonly Refusal NoList = new(404, "List not found", "LIST_001");
    public static readonly Refusal NoFolder = new(404, "Folder not found", "FOLDER_001");
    public static readonly Refusal NoSpace = new(404, "Space not found", "SPACE_001");
    public static readonly Refusal NoComment = new(404, "Comment not found", "COMMENT_001");
    public static readonly Refusal NoWebhook = new(404, "Webhook not found", "OAUTH_172");
    public static readonly Refusal WebhookExists = new(400, "Webhook configuration already exists", "OAUTH_171");
    public static readonly Refusal BadJson = new(400, "Unexpected token in JSON", "INPUT_001");
    public static readonly Refusal NoName = new(400, "Task name invalid", "INPUT_005");
    public static readonly Refusal CreateStatus = new(400, "Status does not exist", "CRTSK_001");
    public static readonly Refusal UpdateStatus = new(400, "Status does not exist", "ITEM_114");
    public static readonly Refusal ForeignParent = new(400, "Parent not child of list", "ITEM_137");
    public static readonly Refusal BadPriority = new(400, "Priority invalid", "ITEM_006");
    public static readonly Refusal BadDate = new(400, "Date invalid", "ITEM_095");
    public static readonly Refusal BadAssignee = new(400, "Assignees must be user ids", "ITEM_048");
    public static readonly Refusal NoCommentText = new(400, "Comment text invalid", "COMMENT_010");
    public static readonly Refusal FieldElsewhere = new(
        400,
        "Custom field does not exist in the task location hierarchy",
        "FIELD_115"
    );
    public static readonly Refusal FieldRequired = new(400, "Required custom fields are missing", "FIELD_111");
    public static readonly Refusal FieldOption = new(400, "Value must be an option index or uuid", "FIELD_011");
    public static readonly Refusal FieldValue = new(400, "Invalid Value", "FIELD_342");
    public static readonly Refusal FieldDate = new(500, "Value is not a valid date", "FIELD_017");
    public static readonly Refusal BadFilter = new(400, "Custom field filter invalid", "FIELD_043");
    public static readonly Refusal BadWebhook = new(400, "Webhook endpoint and events are required", "OAUTH_173");
    public static readonly Refusal NeedsStatusMapping = new(400, "Status mapping is required for this move", null);
    public static readonly Refusal NoUpload = new(400, "No attachment supplied", "UPLOAD_002");
}

/// <summary>What a change led to: the thing, or why not.</summary>
internal readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
