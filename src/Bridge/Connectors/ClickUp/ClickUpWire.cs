using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.ClickUp;

/// <summary>An answer that says of itself whether it holds what it must.</summary>
internal interface IWhole
{
    /// <summary>What it must hold and does not, in words; null when it is whole.</summary>
    string? Lacks { get; }
}

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

internal sealed record WireMe : IWhole
{
    public WireUser? User { get; init; }

    [JsonIgnore]
    public string? Lacks => this.User?.Id is null ? "a user with an id" : null;
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

internal sealed record WireTeams : IWhole
{
    public List<WireTeam>? Teams { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Teams is null ? "a list of workspaces" : null;
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

internal sealed record WirePlaces : IWhole
{
    public List<WirePlace>? Spaces { get; init; }

    public List<WirePlace>? Folders { get; init; }

    public List<WirePlace>? Lists { get; init; }

    [JsonIgnore]
    public string? Lacks => (this.Spaces ?? this.Folders ?? this.Lists) is null ? "spaces, folders or lists" : null;
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

internal sealed record WireFields : IWhole
{
    public List<WireField>? Fields { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Fields is null ? "a list of custom fields" : null;
}

internal sealed record WireTask : IWhole
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

    /// <summary>Not in lists of tasks, which does not mean that there are none.</summary>
    public List<WireFile>? Attachments { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        this.Id is null ? "a task with an id"
        : this.Status?.Status is null ? "a task with a status"
        : this.DateUpdated is null ? "a task that says when it changed"
        : null;
}

/// <summary>A file of a task, or the answer to an upload. Numbers come as texts and as numbers in one answer.</summary>
internal sealed record WireFile
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Extension { get; init; }

    public string? Mimetype { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? Size { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? Date { get; init; }

    /// <summary>Deleted files stay in the task's answer.</summary>
    [JsonConverter(typeof(LooseFlag))]
    public bool? Deleted { get; init; }

    public WireUser? User { get; init; }

    /// <summary>Downloads it; needs no token.</summary>
    public string? Url { get; init; }
}

internal sealed record WireTaskPage : IWhole
{
    public List<WireTask>? Tasks { get; init; }

    /// <summary>Not in every answer that has pages.</summary>
    [JsonConverter(typeof(LooseFlag))]
    public bool? LastPage { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        this.Tasks is null ? "a list of tasks" : this.Tasks.Select(t => t.Lacks).FirstOrDefault(l => l is not null);
}

internal sealed record WireTaskType
{
    [JsonConverter(typeof(LooseNumber))]
    public long? Id { get; init; }

    public string? Name { get; init; }
}

internal sealed record WireTaskTypes : IWhole
{
    public List<WireTaskType>? CustomItems { get; init; }

    [JsonIgnore]
    public string? Lacks => this.CustomItems is null ? "a list of task types" : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireMe))]
[JsonSerializable(typeof(WireTeams))]
[JsonSerializable(typeof(WirePlace))]
[JsonSerializable(typeof(WirePlaces))]
[JsonSerializable(typeof(WireFields))]
[JsonSerializable(typeof(WireTask))]
[JsonSerializable(typeof(WireTaskPage))]
[JsonSerializable(typeof(WireFile))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireComments))]
[JsonSerializable(typeof(WireTaskTypes))]
[JsonSerializable(typeof(WireWebhook))]
[JsonSerializable(typeof(WireWebhooks))]
[JsonSerializable(typeof(List<WireUser>))]
internal sealed partial class ClickUpJson : JsonSerializerContext;
