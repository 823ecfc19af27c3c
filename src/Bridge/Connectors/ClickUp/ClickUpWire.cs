using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.ClickUp;

/// <summary>A user. ClickUp gives integers as ids, negative ones to agents; name and e-mail are null for deleted users.</summary>
internal sealed record WireUser
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Username { get; init; }

    public string? Email { get; init; }

    /// <summary>IANA zone; only in GET /user.</summary>
    public string? Timezone { get; init; }
}

internal sealed record WireMe
{
    public WireUser? User { get; init; }
}

internal sealed record WireMember
{
    public WireUser? User { get; init; }
}

internal sealed record WireTeam
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public List<WireMember>? Members { get; init; }
}

internal sealed record WireTeams
{
    public List<WireTeam>? Teams { get; init; }
}

internal sealed record WireStatus
{
    public string? Status { get; init; }

    public string? Type { get; init; }
}

/// <summary>A list, folder or space, as itself or as the place of something else.</summary>
internal sealed record WirePlace
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    [JsonConverter(typeof(LooseFlag))]
    public bool? Archived { get; init; }

    /// <summary>Missing where a list or folder takes over those of its parent.</summary>
    public List<WireStatus>? Statuses { get; init; }

    public WirePlace? Folder { get; init; }

    public WirePlace? Space { get; init; }

    public List<WirePlace>? Lists { get; init; }
}

internal sealed record WirePlaces
{
    public List<WirePlace>? Spaces { get; init; }

    public List<WirePlace>? Folders { get; init; }

    public List<WirePlace>? Lists { get; init; }
}

internal sealed record WireTag
{
    public string? Name { get; init; }
}

/// <summary>A custom field: of a list without value, of a task with one (no key at all when it was never set).</summary>
internal sealed record WireField
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public JsonElement TypeConfig { get; init; }

    public JsonElement Value { get; init; }
}

internal sealed record WireFields
{
    public List<WireField>? Fields { get; init; }
}

internal sealed record WireTask
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? CustomId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Only in answers to writes and where the query asks for it.</summary>
    public string? MarkdownDescription { get; init; }

    public WireStatus? Status { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? DateCreated { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? DateUpdated { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? DueDate { get; init; }

    public WireUser? Creator { get; init; }

    public List<WireUser>? Assignees { get; init; }

    public List<WireTag>? Tags { get; init; }

    /// <summary>Null, or an object whose id is "1" (urgent) to "4" (low).</summary>
    public JsonElement Priority { get; init; }

    public List<WireField>? CustomFields { get; init; }

    public string? Url { get; init; }

    public WirePlace? List { get; init; }
}

internal sealed record WireTaskPage
{
    public List<WireTask>? Tasks { get; init; }

    /// <summary>Not in every answer that has pages.</summary>
    [JsonConverter(typeof(LooseFlag))]
    public bool? LastPage { get; init; }
}

internal sealed record WireComment
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    /// <summary>The runs of formatted text.</summary>
    public JsonElement Comment { get; init; }

    public string? CommentText { get; init; }

    public WireUser? User { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? Date { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? ReplyCount { get; init; }
}

internal sealed record WireComments
{
    public List<WireComment>? Comments { get; init; }
}

internal sealed record WireTaskType
{
    [JsonConverter(typeof(LooseNumber))]
    public long? Id { get; init; }

    public string? Name { get; init; }
}

internal sealed record WireTaskTypes
{
    public List<WireTaskType>? CustomItems { get; init; }
}

internal sealed record WireWebhook
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Endpoint { get; init; }

    public List<string>? Events { get; init; }

    public WireHealth? Health { get; init; }

    /// <summary>ClickUp may give it only in the answer to the creation.</summary>
    public string? Secret { get; init; }

    /// <summary>The webhook itself, in the answer to a creation or change.</summary>
    public WireWebhook? Webhook { get; init; }
}

internal sealed record WireHealth
{
    public string? Status { get; init; }
}

internal sealed record WireWebhooks
{
    public List<WireWebhook>? Webhooks { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireMe))]
[JsonSerializable(typeof(WireTeams))]
[JsonSerializable(typeof(WirePlace))]
[JsonSerializable(typeof(WirePlaces))]
[JsonSerializable(typeof(WireFields))]
[JsonSerializable(typeof(WireTask))]
[JsonSerializable(typeof(WireTaskPage))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireComments))]
[JsonSerializable(typeof(WireTaskTypes))]
[JsonSerializable(typeof(WireWebhook))]
[JsonSerializable(typeof(WireWebhooks))]
[JsonSerializable(typeof(List<WireUser>))]
internal sealed partial class ClickUpJson : JsonSerializerContext;
